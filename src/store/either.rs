//! Statements that diesel writes differently for each kind of database.

use diesel::{PgConnection, SqliteConnection};

use super::{StoreError, spread};

/// Runs the same code on a SQLite and on a PostgreSQL connection: for upserts, `RETURNING`, and SQL
/// with bound values, which a connection of either kind does not take.
macro_rules! on_either {
    ($connection:expr, |$inner:ident| $work:expr) => {
        match $connection {
            $crate::store::Connection::Sqlite($inner) => $work,
            $crate::store::Connection::Postgres($inner) => $work,
        }
    };
}
pub(crate) use on_either;

/// A transaction of the thread that writes responses.
pub trait Durable: Sized {
    /// Runs `work` in a transaction that is on disk before its commit is confirmed, and that waits
    /// for locks at most five seconds.
    fn durably<T>(
        &mut self,
        work: impl FnOnce(&mut Self) -> Result<T, StoreError>,
    ) -> Result<T, StoreError>;
}

impl Durable for SqliteConnection {
    fn durably<T>(
        &mut self,
        work: impl FnOnce(&mut Self) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        self.immediate_transaction(work)
    }
}

impl Durable for PgConnection {
    fn durably<T>(
        &mut self,
        work: impl FnOnce(&mut Self) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        self.build_transaction().read_committed().run(|connection| {
            spread::write_durably(connection)?;
            work(connection)
        })
    }
}
