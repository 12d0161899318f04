use diesel::result::DatabaseErrorKind;

/// For a message that may hold anything.
pub(super) const UNKNOWN: &str =
    "the reason may quote data and is not shown here; see the database's log";

/// Messages without any value, repeated unchanged: our own triggers', and SQLite's about its file.
const PLAIN: [&str; 7] = [
    "entries of the audit log stay as they are",
    "the audit log does not become shorter",
    "attempt to write a readonly database",
    "database disk image is malformed",
    "disk I/O error",
    "file is not a database",
    "unable to open database file",
];

/// How a message begins, and what that means (PostgreSQL, Appendix A, "PostgreSQL Error Codes").
const BEGINNINGS: [(&str, &str); 27] = [
    ("permission denied", "permission denied (SQLSTATE 42501)"),
    ("must be owner of", "permission denied (SQLSTATE 42501)"),
    ("deadlock detected", "deadlock (SQLSTATE 40P01)"),
    ("canceling statement due to statement timeout", "statement time-out (SQLSTATE 57014)"),
    ("canceling statement due to user request", "statement cancelled (SQLSTATE 57014)"),
    ("terminating connection", "connection ended by the server (SQLSTATE 57P01)"),
    ("the database system is", "the server is starting or stopping (SQLSTATE 57P03)"),
    (
        "current transaction is aborted",
        "an earlier statement of the transaction failed (SQLSTATE 25P02)",
    ),
    ("cannot execute", "the database is read-only (SQLSTATE 25006)"),
    ("could not serialize access", "another transaction changed the same rows (SQLSTATE 40001)"),
    ("out of shared memory", "out of memory (SQLSTATE 53200)"),
    ("out of memory", "out of memory (SQLSTATE 53200)"),
    ("could not open file", "a file of the database cannot be used (SQLSTATE 58030)"),
    ("could not read", "a file of the database cannot be used (SQLSTATE 58030)"),
    ("could not write", "a file of the database cannot be used (SQLSTATE 58030)"),
    ("could not fsync file", "a file of the database cannot be used (SQLSTATE 58030)"),
    ("invalid page in block", "the database is damaged (SQLSTATE XX001)"),
    ("invalid byte sequence", "a text is not UTF-8 (SQLSTATE 22021)"),
    ("invalid input syntax", "a value does not fit its column (SQLSTATE 22P02)"),
    ("value too long", "a value does not fit its column (SQLSTATE 22001)"),
    ("integer out of range", "a value does not fit its column (SQLSTATE 22003)"),
    ("bigint out of range", "a value does not fit its column (SQLSTATE 22003)"),
    ("syntax error", "a statement that this database does not understand (SQLSTATE 42601)"),
    ("function ", "no such function (SQLSTATE 42883)"),
    ("no such column", "no such column"),
    ("string or blob too big", "a value is too long"),
    ("datatype mismatch", "a value does not fit its column"),
];

/// Messages with a name at the end or in the middle: the text before it, the text after it, and the
/// meaning.
const NAMED: [(&str, &str, &str); 3] = [
    ("relation \"", "\" does not exist", "no such table (SQLSTATE 42P01)"),
    ("column \"", "\" does not exist", "no such column (SQLSTATE 42703)"),
    ("no such table: ", "", "no such table"),
];

/// The text before the table and column names that end a message.
const BEFORE_NAMES: [&str; 8] = [
    "permission denied for table ",
    "permission denied for schema ",
    "permission denied for sequence ",
    "must be owner of table ",
    "no such table: ",
    "UNIQUE constraint failed: ",
    "NOT NULL constraint failed: ",
    "CHECK constraint failed: ",
];

/// The meaning of a kind that diesel distinguishes.
pub(super) fn of_kind(kind: DatabaseErrorKind) -> Option<String> {
    let reason = match kind {
        DatabaseErrorKind::UniqueViolation => "a unique value already exists (SQLSTATE 23505)",
        DatabaseErrorKind::ForeignKeyViolation => {
            "a row refers to one that does not exist (SQLSTATE 23503)"
        }
        DatabaseErrorKind::NotNullViolation => "a value is missing (SQLSTATE 23502)",
        DatabaseErrorKind::CheckViolation => "a value is not allowed (SQLSTATE 23514)",
        DatabaseErrorKind::RestrictViolation => "other rows refer to the row (SQLSTATE 23001)",
        DatabaseErrorKind::ExclusionViolation => "a row excludes another (SQLSTATE 23P01)",
        DatabaseErrorKind::SerializationFailure => {
            "another transaction changed the same rows (SQLSTATE 40001)"
        }
        DatabaseErrorKind::ReadOnlyTransaction => "the database is read-only (SQLSTATE 25006)",
        DatabaseErrorKind::UnableToSendCommand => "the statement could not be sent",
        _ => return None,
    };
    Some(reason.to_owned())
}

/// The meaning of a message; `None` if it may hold anything.
pub(super) fn of_message(message: &str) -> Option<String> {
    if let Some(plain) = PLAIN.iter().find(|plain| message == **plain) {
        return Some((*plain).to_owned());
    }
    let named = NAMED
        .iter()
        .find(|(before, after, _)| message.starts_with(before) && message.ends_with(after));
    let reason = named.map(|(.., reason)| reason);
    let reason = reason.or_else(|| {
        BEGINNINGS.iter().find(|(begins, _)| message.starts_with(begins)).map(|(_, r)| r)
    });
    reason.map(|reason| (*reason).to_owned())
}

/// The names in a message that ends with names or has one in quotes, and holds nothing else.
pub(super) fn names_in(message: &str) -> Option<&str> {
    let quoted = NAMED.iter().find_map(|(before, after, _)| {
        message.strip_prefix(before).and_then(|rest| rest.strip_suffix(after))
    });
    let names =
        quoted.or_else(|| BEFORE_NAMES.iter().find_map(|before| message.strip_prefix(before)))?;
    names.split(", ").flat_map(|name| name.split('.')).all(is_name).then_some(names)
}

/// Whether it can be the name of a table, column or constraint: text by people rarely has this
/// form; addresses and tokens never.
pub(super) fn is_name(text: &str) -> bool {
    (1..=63).contains(&text.len())
        && text.starts_with(|c: char| c.is_ascii_lowercase() || c == '_')
        && text.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_')
}
