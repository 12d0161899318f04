use diesel::{
    prelude::*,
    sql_query,
    sql_types::{Integer, Text},
};

use crate::store::{Connection, StoreError};

/// The SQL that makes the triggers. SQLite keeps it unchanged.
const SQLITE: &str = include_str!("../../../migrations/sqlite/00000000000010_audit_chain/up.sql");
/// The SQL that makes the triggers' functions.
const POSTGRES: [&str; 2] = [
    include_str!("../../../migrations/postgres/00000000000005_access/up.sql"),
    include_str!("../../../migrations/postgres/00000000000010_audit_chain/up.sql"),
];

const OF_SQLITE: [&str; 6] = [
    "audit_log_keeps_its_words",
    "audit_log_keeps_its_rows",
    "audit_log_replaces_nothing",
    "audit_head_goes_forward",
    "audit_head_stays",
    "audit_head_is_one",
];
/// Each with its table, its function and its `tgtype`: 1 for each row, 2 before, 4 at INSERT, 8 at
/// DELETE, 16 at UPDATE, 32 at TRUNCATE.
const OF_POSTGRES: [(&str, &str, &str, i32); 3] = [
    ("audit_log_stays", "audit_log", "audit_log_stays", 2 + 8 + 16 + 32),
    ("audit_head_goes_forward", "audit_head", "audit_head_goes_forward", 1 + 2 + 16),
    ("audit_head_stays", "audit_head", "audit_head_goes_forward", 2 + 8 + 32),
];

#[derive(QueryableByName)]
struct Trigger {
    #[diesel(sql_type = Text)]
    name: String,
    /// The table that it guards.
    #[diesel(sql_type = Text)]
    guards: String,
    /// The function that it runs.
    #[diesel(sql_type = Text)]
    runs: String,
    /// Its own SQL on SQLite, its function's on PostgreSQL.
    #[diesel(sql_type = Text)]
    words: String,
    #[diesel(sql_type = Integer)]
    at: i32,
}

/// The triggers of the audit log that are missing, switched off, or not as Speir makes them.
pub fn missing_guards(connection: &mut Connection) -> Result<Vec<&'static str>, StoreError> {
    match connection {
        Connection::Sqlite(connection) => {
            let there: Vec<Trigger> = sql_query(
                "SELECT name, tbl_name AS guards, '' AS runs, sql AS words, 0 AS at FROM \
                 sqlite_schema WHERE type = 'trigger' AND tbl_name IN ('audit_log', 'audit_head')",
            )
            .load(connection)?;
            let stands = |name: &str| {
                there.iter().any(|one| one.name == name && SQLITE.contains(&one.words))
            };
            Ok(OF_SQLITE.into_iter().filter(|name| !stands(name)).collect())
        }
        Connection::Postgres(connection) => {
            let there: Vec<Trigger> = sql_query(
                "SELECT t.tgname::text AS name, c.relname::text AS guards, f.proname::text AS \
                 runs, f.prosrc AS words, t.tgtype::integer AS at FROM pg_trigger t JOIN pg_class \
                 c ON c.oid = t.tgrelid JOIN pg_proc f ON f.oid = t.tgfoid WHERE t.tgenabled IN \
                 ('O', 'A') AND NOT t.tgisinternal AND c.relnamespace = \
                 current_schema()::regnamespace AND c.relname IN ('audit_log', 'audit_head')",
            )
            .load(connection)?;
            let stands = |(name, guards, runs, at): (&str, &str, &str, i32)| {
                let same = |one: &&Trigger| {
                    one.name == name && one.guards == guards && one.runs == runs && one.at == at
                };
                let is_made_here =
                    |one: &Trigger| POSTGRES.iter().any(|text| text.contains(&one.words));
                there.iter().find(same).is_some_and(is_made_here)
            };
            Ok(OF_POSTGRES.into_iter().filter(|one| !stands(*one)).map(|(name, ..)| name).collect())
        }
    }
}
