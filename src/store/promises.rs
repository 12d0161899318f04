//! What a PostgreSQL server must not do, lest it break what Speir promises to respondents.

use std::collections::HashMap;

use diesel::{QueryableByName, RunQueryDsl, sql_query, sql_types::Text};

use super::{Connection, StoreError};

/// Would keep the time of each commit, and with it of each response, for whoever has the database.
const COMMIT_TIMES: &str = "track_commit_timestamp";
/// Settings that let a commit be lost when the machine loses its power. `synchronous_commit` is not among them: whoever
/// writes responses turns it on.
const DURABILITY: [&str; 2] = ["fsync", "full_page_writes"];

#[derive(QueryableByName)]
struct Setting {
    #[diesel(sql_type = Text)]
    name: String,
    #[diesel(sql_type = Text)]
    setting: String,
}

/// Refuses a server that keeps the times of commits, and complains of one that may lose them or logs statements.
/// SQLite is set right on each connection.
pub(super) fn check(connection: &mut Connection) -> Result<(), StoreError> {
    let Connection::Postgres(connection) = connection else { return Ok(()) };
    let settings: HashMap<String, String> = sql_query(
        "SELECT name, setting FROM pg_settings \
         WHERE name IN ('track_commit_timestamp', 'fsync', 'full_page_writes', 'log_statement')",
    )
    .load::<Setting>(connection)?
    .into_iter()
    .map(|row| (row.name, row.setting))
    .collect();
    let is = |name: &str, value: &str| settings.get(name).is_some_and(|setting| setting == value);
    if is(COMMIT_TIMES, "on") {
        return Err(StoreError::KeepsTimes);
    }
    for setting in DURABILITY.into_iter().filter(|name| is(name, "off")) {
        tracing::error!(setting, "PostgreSQL has this off: responses that were thanked for can be lost. Turn it on");
    }
    if is("log_statement", "all") || is("log_statement", "mod") {
        tracing::error!("PostgreSQL logs statements: its log tells when responses came. Set log_statement to none");
    }
    Ok(())
}
