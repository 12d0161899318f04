use diesel::{dsl::sql, expression::SqlLiteral, sql_types::Bool};

use crate::store::Connection;

/// SQLite keeps any type in any column and a time as text, so the same value can be written in
/// several ways.
const PLAIN: &str = "typeof(number) = 'integer' AND typeof(id) = 'blob' AND typeof(at) = 'text' \
    AND typeof(actor) = 'text' AND typeof(action) = 'text' AND typeof(subject) = 'text' AND \
    typeof(inspection) IN ('blob', 'null') AND typeof(previous) = 'blob' AND typeof(digest) = \
    'blob' AND substr(at, 1, 19) GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9] \
    [0-9][0-9]:[0-9][0-9]:[0-9][0-9]' AND (length(at) = 19 OR length(at) BETWEEN 21 AND 29 AND \
    substr(at, 20, 1) = '.' AND substr(at, 21) NOT GLOB '*[^0-9]*')";

/// Whether every column of an entry has the form in which it was written: an expression over
/// `audit_log`. PostgreSQL keeps each value in one form only.
pub fn is_plain(connection: &Connection) -> SqlLiteral<Bool> {
    sql(match connection {
        Connection::Sqlite(_) => PLAIN,
        Connection::Postgres(_) => "TRUE",
    })
}
