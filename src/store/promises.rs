//! What a PostgreSQL server must not do, lest it break what Speir promises to respondents.

use std::collections::HashMap;

use diesel::{QueryableByName, RunQueryDsl, sql_query, sql_types::Text};

use super::{Connection, StoreError};

/// A setting of the server, the value that it may not have, and why.
const FORBIDDEN: [(&str, &str, &str); 4] = [
    ("track_commit_timestamp", "on", "it would keep the time at which each response came"),
    ("fsync", "off", "a response could be lost after its respondent was thanked"),
    ("synchronous_commit", "off", "a response could be lost after its respondent was thanked"),
    ("full_page_writes", "off", "a crash could damage what is stored"),
];

#[derive(QueryableByName)]
struct Setting {
    #[diesel(sql_type = Text)]
    name: String,
    #[diesel(sql_type = Text)]
    setting: String,
}

/// Refuses a server that would keep the times of responses or could lose them. SQLite is set right on each connection.
pub(super) fn check(connection: &mut Connection) -> Result<(), StoreError> {
    let Connection::Postgres(connection) = connection else { return Ok(()) };
    let names = FORBIDDEN.map(|(name, ..)| format!("'{name}'")).join(", ");
    let settings: HashMap<String, String> =
        sql_query(format!("SELECT name, setting FROM pg_settings WHERE name IN ({names}, 'log_statement')"))
            .load::<Setting>(connection)?
            .into_iter()
            .map(|row| (row.name, row.setting))
            .collect();
    if settings.get("log_statement").is_some_and(|value| value == "all" || value == "mod") {
        tracing::warn!("PostgreSQL logs statements: its log tells when responses came. Set log_statement to none");
    }
    for (name, value, why) in FORBIDDEN {
        if settings.get(name).is_some_and(|setting| setting == value) {
            return Err(StoreError::Unsuitable { name, value, why });
        }
    }
    Ok(())
}
