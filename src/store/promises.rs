//! PostgreSQL settings that would break Speir's promises to respondents. On Citus, every node is
//! asked: responses are on the workers.

use std::collections::HashMap;

use diesel::{PgConnection, QueryableByName, RunQueryDsl, sql_query, sql_types::Text};

use super::{Connection, StoreError, spread};

/// Keeps the time of each commit, and so of each response, for anyone who has the database.
const COMMIT_TIMES: &str = "track_commit_timestamp";
/// Settings without which a power failure can lose commits. `synchronous_commit` is not among them:
/// the writer of responses turns it on.
const DURABILITY: [&str; 2] = ["fsync", "full_page_writes"];
/// Citus takes one value of one row from each node.
const SETTINGS: &str = "SELECT json_object_agg(name, setting)::text AS settings FROM pg_settings \
    WHERE name IN ('track_commit_timestamp', 'fsync', 'full_page_writes', 'log_statement')";

#[derive(QueryableByName)]
struct Row {
    #[diesel(sql_type = Text)]
    settings: String,
}

type Settings = HashMap<String, String>;

/// Refuses a server that keeps commit times, and logs an error about one that can lose commits or
/// logs statements. SQLite is configured on each connection.
pub(super) fn check(connection: &mut Connection) -> Result<(), StoreError> {
    let Connection::Postgres(connection) = connection else { return Ok(()) };
    let own: Row = sql_query(SETTINGS).get_result(connection)?;
    check_server("This PostgreSQL", &read(&own.settings))?;
    if spread::is_spread(connection)? { check_nodes(connection) } else { Ok(()) }
}

/// A node that is down does not prevent a start: collections on other nodes go on.
fn check_nodes(connection: &mut PgConnection) -> Result<(), StoreError> {
    let nodes = match spread::ask_every_node(connection, SETTINGS) {
        Ok(nodes) => nodes,
        Err(error) => {
            tracing::error!(%error, "the settings of this Citus cluster's nodes could not be \
                checked. Check that each node is set up as the manual says");
            return Ok(());
        }
    };
    for spread::Said { node, result } in nodes {
        if let Some(settings) = result {
            check_server(&format!("Node {node} of this Citus cluster"), &read(&settings))?;
        } else {
            tracing::error!(
                node,
                "a node of this Citus cluster does not answer. Its settings were not checked, and \
                    the collections on it accept no responses. Start it, then restart Speir to \
                    check it"
            );
        }
    }
    Ok(())
}

fn read(settings: &str) -> Settings {
    serde_json::from_str(settings).unwrap_or_default()
}

fn check_server(server: &str, settings: &Settings) -> Result<(), StoreError> {
    let is = |name: &str, value: &str| settings.get(name).is_some_and(|setting| setting == value);
    if is(COMMIT_TIMES, "on") {
        return Err(StoreError::KeepsTimes(server.to_owned()));
    }
    for setting in DURABILITY.into_iter().filter(|name| is(name, "off")) {
        tracing::error!(
            server,
            setting,
            "this server has the setting off, so confirmed responses can be lost. Turn it on"
        );
    }
    if is("log_statement", "all") || is("log_statement", "mod") {
        tracing::error!(
            server,
            "this server logs statements, so its log shows when responses arrived. Set \
                log_statement to none"
        );
    }
    Ok(())
}
