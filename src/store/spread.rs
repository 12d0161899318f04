//! A database spread over several servers by Citus. Its tables are empty on the coordinator; their
//! rows are in shards on the workers. On plain PostgreSQL, everything here reports that nothing is
//! spread.

use diesel::{
    QueryableByName, RunQueryDsl,
    connection::SimpleConnection,
    pg::PgConnection,
    sql_query,
    sql_types::{BigInt, Bool, Integer, Nullable, Text},
};

use super::StoreError;

#[derive(QueryableByName)]
struct Answer {
    #[diesel(sql_type = Bool)]
    yes: bool,
}

#[derive(QueryableByName)]
struct Settings {
    #[diesel(sql_type = Text)]
    patience: String,
    #[diesel(sql_type = Text)]
    durability: String,
    #[diesel(sql_type = Bool)]
    spread: bool,
}

/// The answer of one node. Citus gives every answer as text.
#[derive(QueryableByName)]
pub(super) struct Said {
    #[diesel(sql_type = Integer)]
    pub node: i32,
    /// The first value of the first row; `None` if the node did not answer.
    #[diesel(sql_type = Nullable<Text>)]
    pub result: Option<String>,
}

#[derive(QueryableByName)]
struct Sum {
    #[diesel(sql_type = BigInt)]
    sum: i64,
    #[diesel(sql_type = BigInt)]
    failed: i64,
}

/// For the rest of this transaction, on every node that takes part: no lock is waited for longer
/// than five seconds, and a commit is on disk before it is confirmed, whatever the server's
/// settings. Stricter settings stay.
pub fn write_durably(connection: &mut PgConnection) -> Result<(), StoreError> {
    let settings: Settings = sql_query(
        "SELECT set_config('lock_timeout', '5s', true) AS patience, CASE \
         current_setting('synchronous_commit') WHEN 'off' THEN set_config('synchronous_commit', \
         'on', true) ELSE current_setting('synchronous_commit') END AS durability, \
         to_regclass('pg_dist_partition') IS NOT NULL AS spread",
    )
    .get_result(connection)?;
    if settings.spread {
        set_on_workers(connection, "lock_timeout", &settings.patience)?;
        set_on_workers(connection, "synchronous_commit", &settings.durability)?;
    }
    Ok(())
}

/// For the rest of this transaction, on every node that takes part: no lock is waited for longer
/// than `patience`.
pub fn wait_at_most(
    connection: &mut PgConnection,
    patience: &'static str,
) -> Result<(), StoreError> {
    if is_spread(connection)? {
        return set_on_workers(connection, "lock_timeout", patience);
    }
    Ok(connection.batch_execute(&format!("SET LOCAL lock_timeout = '{patience}'"))?)
}

/// `set_config` reaches only the coordinator. Citus can pass on `SET LOCAL`, each as it was sent,
/// so they are sent one at a time.
fn set_on_workers(
    connection: &mut PgConnection,
    setting: &'static str,
    value: &str,
) -> Result<(), StoreError> {
    connection.batch_execute("SET LOCAL citus.propagate_set_commands = 'local'")?;
    Ok(connection.batch_execute(&format!("SET LOCAL {setting} = '{value}'"))?)
}

/// Whether Citus is there.
pub fn is_spread(connection: &mut PgConnection) -> Result<bool, StoreError> {
    let answer: Answer = sql_query("SELECT to_regclass('pg_dist_partition') IS NOT NULL AS yes")
        .get_result(connection)?;
    Ok(answer.yes)
}

/// How many deleted rows of a table remain, in its shards too. A shard that does not answer is an
/// error, because what it holds is unknown.
pub(super) fn dead_rows(connection: &mut PgConnection, table: &str) -> Result<i64, StoreError> {
    let own =
        "SELECT COALESCE(pg_stat_get_dead_tuples($1::regclass), 0) AS sum, 0::bigint AS failed";
    let own: Sum = sql_query(own).bind::<Text, _>(table).get_result(connection)?;
    if !is_distributed(connection, table)? {
        return Ok(own.sum);
    }
    let shards: Sum = sql_query(
        "SELECT COALESCE(SUM(CASE WHEN success THEN result::bigint END), 0)::bigint AS sum, \
         COUNT(*) FILTER (WHERE success IS NOT TRUE) AS failed FROM \
         run_command_on_shards($1::regclass, 'SELECT \
         COALESCE(pg_stat_get_dead_tuples(''%s''::regclass), 0)')",
    )
    .bind::<Text, _>(table)
    .get_result(connection)?;
    if shards.failed > 0 {
        return Err(StoreError::Unreachable(format!(
            "{} shards of {table} did not answer",
            shards.failed
        )));
    }
    Ok(own.sum + shards.sum)
}

fn is_distributed(connection: &mut PgConnection, table: &str) -> Result<bool, StoreError> {
    if !is_spread(connection)? {
        return Ok(false);
    }
    let there =
        "SELECT EXISTS (SELECT 1 FROM pg_dist_partition WHERE logicalrelid = $1::regclass) AS yes";
    let answer: Answer = sql_query(there).bind::<Text, _>(table).get_result(connection)?;
    Ok(answer.yes)
}

/// Each node's answer to a query of one value. A node that is down is listed without a result.
pub(super) fn ask_every_node(
    connection: &mut PgConnection,
    query: &str,
) -> Result<Vec<Said>, StoreError> {
    Ok(sql_query(
        "SELECT nodeid AS node, CASE WHEN success THEN result END AS result \
         FROM run_command_on_all_nodes($1, give_warning_for_connection_errors := true)",
    )
    .bind::<Text, _>(query)
    .load(connection)?)
}
