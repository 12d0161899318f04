use std::{thread, time::Duration};

use chrono::{DateTime, NaiveDate};
use diesel::{
    Connection as _,
    connection::SimpleConnection,
    prelude::*,
    sql_query,
    sql_types::{BigInt, Integer},
};

use super::chores::mark;
use crate::store::{
    Connection, Store, StoreError, connection::BUSY_TIMEOUT, schema::chores, spread,
};

const SWEEP: &str = "sweep";
/// In place of the day while a sweep runs. It stays due if this process ends meanwhile.
const UNDER_WAY: NaiveDate = DateTime::UNIX_EPOCH.naive_utc().date();
/// Rows deleted from these leave their bytes in PostgreSQL's pages, and their order of arrival.
const TABLES: [&str; 9] = [
    "holdings",
    "held_responses",
    "held_comments",
    "tickets",
    "issued_tickets",
    "comments",
    "responses",
    "records",
    "visit_counts",
];
/// Up to how many rows a table is rewritten as a whole, which locks it for less than a second.
const SMALL: i64 = 100_000;
/// How often to wait for readers of deleted rows, and how long each time.
const TRIES: usize = 50;
const PAUSE: Duration = Duration::from_millis(100);

/// Records, in the transaction that deletes something, that its remains must be swept.
pub fn sweep_is_due(connection: &mut Connection) -> Result<(), StoreError> {
    mark(connection, SWEEP, None)
}

/// Whether a deletion's remains are not swept yet.
pub fn is_sweep_due(connection: &mut Connection) -> Result<bool, StoreError> {
    let due = chores::table
        .find(SWEEP)
        .select(chores::done_on)
        .first::<Option<NaiveDate>>(connection)
        .optional()?;
    Ok(matches!(due, Some(None | Some(UNDER_WAY))))
}

/// The outcome of a sweep.
#[must_use]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Swept {
    Done,
    /// A reader still uses deleted rows. It stays due, and the service retries.
    Waits,
}

/// Removes the bytes of deleted rows. Small tables are rewritten, in the order of their random
/// keys. Large ones are vacuumed on PostgreSQL; SQLite overwrites what it deletes, but not copies
/// that stay in a page after its rows move to another. SQLite's log is truncated. Not inside a
/// transaction.
pub fn sweep(connection: &mut Connection) -> Result<Swept, StoreError> {
    mark(connection, SWEEP, Some(UNDER_WAY))?;
    match sweep_all(connection) {
        Ok(()) => {}
        Err(StoreError::Busy) => {
            sweep_is_due(connection)?;
            tracing::info!(
                "another process is still reading deleted rows; they will be swept from the files \
                    later"
            );
            return Ok(Swept::Waits);
        }
        Err(error) => {
            sweep_is_due(connection)?;
            return Err(error);
        }
    }
    // A deletion meanwhile has made it due again.
    let mine = chores::table.find(SWEEP).filter(chores::done_on.eq(UNDER_WAY));
    diesel::update(mine)
        .set(chores::done_on.eq(chrono::Utc::now().date_naive()))
        .execute(connection)?;
    Ok(Swept::Done)
}

/// Sweeps if something was deleted since the last sweep.
pub fn sweep_if_due(store: &Store) -> Result<Swept, StoreError> {
    if is_sweep_due(&mut *store.connection()?)? {
        sweep(&mut store.own_connection()?)
    } else {
        Ok(Swept::Done)
    }
}

fn sweep_all(connection: &mut Connection) -> Result<(), StoreError> {
    match connection {
        Connection::Sqlite(connection) => {
            TABLES.iter().try_for_each(|table| write_anew(connection, table))?;
            cut_log(connection)
        }
        Connection::Postgres(connection) => {
            TABLES.iter().try_for_each(|table| clean(connection, table))
        }
    }
}

#[derive(QueryableByName)]
struct Busy {
    #[diesel(sql_type = Integer)]
    busy: i32,
}

/// While SQLite waits for a reader, all writers wait too. So it waits only a moment, and we wait
/// between the tries.
fn cut_log(connection: &mut SqliteConnection) -> Result<(), StoreError> {
    let cut = |connection: &mut SqliteConnection| {
        for _ in 0..TRIES {
            let rows: Vec<Busy> = sql_query("PRAGMA wal_checkpoint(TRUNCATE)").load(connection)?;
            if rows.first().is_none_or(|row| row.busy == 0) {
                return Ok(());
            }
            thread::sleep(PAUSE);
        }
        Err(StoreError::Busy)
    };
    connection.batch_execute("PRAGMA busy_timeout = 20")?;
    let done = cut(connection);
    connection.batch_execute(BUSY_TIMEOUT)?;
    done
}

#[derive(QueryableByName)]
struct Rows {
    #[diesel(sql_type = BigInt)]
    rows: i64,
}

/// Counts the rows of a table, but no further than needed to know that it is not small.
fn count_until_small(table: &str) -> String {
    format!("SELECT COUNT(*) AS rows FROM (SELECT 1 FROM {table} LIMIT {}) AS found", SMALL + 1)
}

fn write_anew(connection: &mut SqliteConnection, table: &str) -> Result<(), StoreError> {
    connection.immediate_transaction(|connection| {
        let rows: Rows = sql_query(count_until_small(table)).get_result(connection)?;
        if rows.rows > SMALL {
            return Ok(());
        }
        // Temporary tables are in memory. Every page of the table is freed and overwritten in
        // between.
        Ok(connection.batch_execute(&format!(
            "CREATE TEMPORARY TABLE swept AS SELECT * FROM {table}; DELETE FROM {table}; \
             INSERT INTO {table} SELECT * FROM swept ORDER BY 1, 2; DROP TABLE temp.swept"
        ))?)
    })
}

/// Removes the deleted rows of these tables from PostgreSQL's files; SQLite overwrites them on
/// deletion. Returns whether they are gone: rows that somebody still reads stay until PostgreSQL
/// vacuums the table itself.
pub fn vacuum(connection: &mut Connection, tables: &[&str]) -> Result<Swept, StoreError> {
    let Connection::Postgres(connection) = connection else { return Ok(Swept::Done) };
    let mut swept = Swept::Done;
    for table in tables {
        match vacuum_one(connection, table) {
            Err(StoreError::Busy) => swept = Swept::Waits,
            done => done?,
        }
    }
    Ok(swept)
}

/// Vacuums a table, and its shards if it is spread, until no deleted row is left. PostgreSQL keeps
/// and counts those that a transaction may still read, even one of a connection that is being
/// opened. [`StoreError::Busy`] if that takes more than five seconds.
fn vacuum_one(connection: &mut PgConnection, table: &str) -> Result<(), StoreError> {
    for _ in 0..TRIES {
        connection.batch_execute(&format!("VACUUM {table}"))?;
        if spread::dead_rows(connection, table)? == 0 {
            return Ok(());
        }
        thread::sleep(PAUSE);
    }
    Err(StoreError::Busy)
}

fn clean(connection: &mut PgConnection, table: &str) -> Result<(), StoreError> {
    // A rewrite keeps rows that have only just died.
    vacuum_one(connection, table)?;
    let rows: Rows = sql_query(count_until_small(table)).get_result(connection)?;
    if rows.rows > SMALL {
        return Ok(());
    }
    // In a transaction, so that the lock limit also works behind a pooler: whoever waits for a
    // table makes all others wait.
    connection.transaction(|connection| {
        spread::wait_at_most(connection, "2s")?;
        Ok(connection.batch_execute(&format!("CLUSTER {table} USING {table}_pkey"))?)
    })
}
