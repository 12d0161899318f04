//! Why a database refused a statement, in words that are safe to log: names of our tables and
//! constraints, never a value.

mod reasons;

use std::fmt;

use diesel::result::{
    DatabaseErrorInformation,
    DatabaseErrorKind::{self, UniqueViolation},
    Error::{self, DatabaseError},
};

use super::statements;

/// A statement that the database refused.
#[derive(Debug)]
pub struct Refusal {
    error: Error,
    /// What the statement did, such as "INSERT on tickets".
    statement: Option<String>,
}

impl Refusal {
    /// The refusal of the statement that failed last on this thread.
    pub(super) fn of(error: Error) -> Self {
        let statement = matches!(error, DatabaseError(..)).then(statements::take_failed).flatten();
        Self { error, statement }
    }

    pub(super) const fn is_duplicate(&self) -> bool {
        matches!(self.error, DatabaseError(UniqueViolation, _))
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(statement) = &self.statement {
            write!(f, "{statement}: ")?;
        }
        match &self.error {
            DatabaseError(kind, information) => f.write_str(&reason(*kind, information.as_ref())),
            other => write!(f, "{other}"),
        }
    }
}

/// PostgreSQL reports the kind, the table and the constraint separately. The message is repeated
/// only if it is known to hold no value: a trigger may raise any text.
fn reason(kind: DatabaseErrorKind, information: &dyn DatabaseErrorInformation) -> String {
    let known = reasons::of_kind(kind).or_else(|| reasons::of_message(information.message()));
    let mut text = known.unwrap_or_else(|| reasons::UNKNOWN.to_owned());
    let named = [
        ("constraint", information.constraint_name()),
        ("table", information.table_name()),
        ("column", information.column_name()),
    ];
    for (what, name) in named {
        if let Some(name) = name.filter(|name| reasons::is_name(name)) {
            text.extend([", ", what, " ", name]);
        }
    }
    if let Some(names) = reasons::names_in(information.message()) {
        text.extend([", ", names]);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(kind: DatabaseErrorKind, message: &str) -> String {
        Refusal { error: DatabaseError(kind, Box::new(message.to_owned())), statement: None }
            .to_string()
    }

    #[test]
    fn a_refusal_gives_its_reason_and_names() {
        for (message, reason) in [
            (
                "permission denied for table held_responses",
                "permission denied (SQLSTATE 42501), held_responses",
            ),
            ("relation \"tickets\" does not exist", "no such table (SQLSTATE 42P01), tickets"),
            ("no such table: tickets", "no such table, tickets"),
            ("deadlock detected", "deadlock (SQLSTATE 40P01)"),
            (
                "entries of the audit log stay as they are",
                "entries of the audit log stay as they are",
            ),
            ("attempt to write a readonly database", "attempt to write a readonly database"),
        ] {
            assert_eq!(said(DatabaseErrorKind::Unknown, message), reason);
        }
        assert_eq!(
            said(UniqueViolation, "UNIQUE constraint failed: users.email"),
            "a unique value already exists (SQLSTATE 23505), users.email"
        );
    }

    #[test]
    fn no_value_is_repeated() {
        for message in [
            "no: bob@example.org",
            "invalid input syntax for type integer: \"bob@example.org\"",
            "permission denied for table bob@example.org",
            "relation \"bob@example.org\" does not exist",
            "invalid byte sequence for encoding \"UTF8\": 0x626f62",
            "Key (email)=(bob@example.org) already exists.",
            "UNIQUE constraint failed: bob@example.org",
            "could not execute bob@example.org in a read-only transaction",
        ] {
            for kind in
                [DatabaseErrorKind::Unknown, UniqueViolation, DatabaseErrorKind::CheckViolation]
            {
                let said = said(kind, message);
                assert!(
                    !said.contains("bob") && !said.contains("626f62") && !said.contains("Unknown"),
                    "{said}"
                );
            }
        }
    }
}
