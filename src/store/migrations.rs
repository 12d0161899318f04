use diesel::{
    Connection as _, QueryResult, QueryableByName, RunQueryDsl, SqliteConnection,
    connection::SimpleConnection,
    dsl::sql,
    migration::MigrationConnection,
    select, sql_query,
    sql_types::{BigInt, Bool},
};
use diesel_migrations::{EmbeddedMigrations, MigrationHarness, embed_migrations};

use super::{Connection, StoreError, chain};

const SQLITE: EmbeddedMigrations = embed_migrations!("migrations/sqlite");
const POSTGRES: EmbeddedMigrations = embed_migrations!("migrations/postgres");

/// The number is "speir" in ASCII, which other programs in the same database are unlikely to lock.
/// The lock ends with the transaction, so that it works behind a pooler too.
const LOCK: &str = "SELECT pg_advisory_xact_lock(495806933362)";

/// A write that changes nothing: SQLite lets one process past it at a time.
const TURN: &str = "UPDATE __diesel_schema_migrations SET version = version WHERE 0";

/// The migration after which the entries of the audit log are chained.
const CHAINED: &str = "00000000000010";

/// Brings the database to this version. If several processes start at once, one does it and the
/// others wait.
pub(super) fn run(connection: &mut Connection) -> Result<(), StoreError> {
    if let Connection::Sqlite(connection) = connection {
        connection.setup()?;
        // Look without a lock first: commands that only read need not wait for writers.
        if !connection.has_pending_migration(SQLITE).map_err(refused)? {
            return Ok(());
        }
        // A migration may have to make a table anew that others refer to, which SQLite allows only
        // while it does not check. The setting cannot change within a transaction.
        connection.batch_execute("PRAGMA foreign_keys = OFF")?;
    }
    let done = connection.transaction(run_all);
    if let Connection::Sqlite(connection) = connection {
        connection.batch_execute("PRAGMA foreign_keys = ON")?;
    }
    done
}

fn run_all(connection: &mut Connection) -> Result<(), StoreError> {
    let ran = match connection {
        Connection::Sqlite(connection) => {
            connection.batch_execute(TURN)?;
            let before = dangling(connection)?;
            let ran = run_pending(connection, SQLITE)?;
            let new = dangling(connection)? - before;
            if new > 0 {
                return Err(StoreError::Migration(format!("{new} rows would refer to no other")));
            }
            ran
        }
        Connection::Postgres(connection) => {
            connection.batch_execute(LOCK)?;
            run_pending(connection, POSTGRES)?
        }
    };
    if ran.iter().any(|version| version == CHAINED) {
        chain::chain_earlier(connection)
    } else {
        Ok(())
    }
}

#[derive(QueryableByName)]
struct Dangling {
    #[diesel(sql_type = BigInt)]
    count: i64,
}

/// How many rows refer to a row that is not there.
fn dangling(connection: &mut SqliteConnection) -> QueryResult<i64> {
    sql_query("SELECT COUNT(*) AS count FROM pragma_foreign_key_check")
        .get_result::<Dangling>(connection)
        .map(|found| found.count)
}

/// Whether migrations have been run in this PostgreSQL database before.
pub(super) fn have_run(connection: &mut Connection) -> Result<bool, StoreError> {
    Ok(select(sql::<Bool>("to_regclass('service') IS NOT NULL")).get_result(connection)?)
}

/// Returns the versions of the migrations that ran.
fn run_pending<DB: diesel::backend::Backend>(
    connection: &mut impl MigrationHarness<DB>,
    migrations: EmbeddedMigrations,
) -> Result<Vec<String>, StoreError> {
    let ran = connection.run_pending_migrations(migrations).map_err(refused)?;
    Ok(ran.iter().map(ToString::to_string).collect())
}

#[expect(clippy::needless_pass_by_value, reason = "it is passed to map_err")]
fn refused(error: Box<dyn std::error::Error + Send + Sync>) -> StoreError {
    StoreError::Migration(error.to_string())
}
