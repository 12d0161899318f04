//! Row locks, on PostgreSQL only: on SQLite a writer locks the whole database.

use diesel::{
    Connection as _, QueryResult, RunQueryDsl,
    connection::SimpleConnection,
    pg::Pg,
    query_builder::{AstPass, Query, QueryFragment, QueryId},
    sqlite::Sqlite,
};

use super::{Connection, StoreError};

type Backend = <Connection as diesel::Connection>::Backend;

/// How rows are locked until the transaction ends.
#[derive(Clone, Copy, Debug)]
pub enum RowLock {
    /// Waits for locks of others.
    Update,
    /// Skips rows that others hold.
    UpdateSkipLocked,
    /// Skips rows that others hold, and lets others refer to these rows.
    NoKeyUpdateSkipLocked,
    /// Keeps others from changing the rows.
    Share,
}

impl QueryFragment<Pg> for RowLock {
    fn walk_ast<'b>(&'b self, mut pass: AstPass<'_, 'b, Pg>) -> QueryResult<()> {
        pass.push_sql(match self {
            Self::Update => " FOR UPDATE",
            Self::UpdateSkipLocked => " FOR UPDATE SKIP LOCKED",
            Self::NoKeyUpdateSkipLocked => " FOR NO KEY UPDATE SKIP LOCKED",
            Self::Share => " FOR SHARE",
        });
        Ok(())
    }
}

impl QueryFragment<Sqlite> for RowLock {
    fn walk_ast<'b>(&'b self, _: AstPass<'_, 'b, Sqlite>) -> QueryResult<()> {
        Ok(())
    }
}

/// A query that locks the rows it reads.
pub struct Locked<Q> {
    query: Q,
    lock: RowLock,
}

impl<Q: Query> Query for Locked<Q> {
    type SqlType = Q::SqlType;
}

impl<Q> RunQueryDsl<Connection> for Locked<Q> {}

impl<Q> QueryId for Locked<Q> {
    type QueryId = ();
    const HAS_STATIC_QUERY_ID: bool = false;
}

impl<Q: QueryFragment<Backend>> QueryFragment<Backend> for Locked<Q> {
    fn walk_ast<'b>(&'b self, mut pass: AstPass<'_, 'b, Backend>) -> QueryResult<()> {
        self.query.walk_ast(pass.reborrow())?;
        Backend::walk_variant_ast(&self.lock, pass)
    }
}

/// Adds a lock to a query.
pub trait WithLock: Query + Sized {
    /// The same query, which locks the rows that it reads.
    fn with_lock(self, lock: RowLock) -> Locked<Self> {
        Locked { query: self, lock }
    }
}

impl<Q: Query> WithLock for Q {}

impl Connection {
    /// Locks the rows of a query without reading them. Returns whether there were any; on SQLite,
    /// where it does nothing, always `true`.
    pub fn lock<Q>(&mut self, rows: Q, lock: RowLock) -> Result<bool, StoreError>
    where
        Q: Query + QueryFragment<Backend>,
    {
        match self {
            Self::Sqlite(_) => Ok(true),
            Self::Postgres(_) => {
                Ok(self.execute_returning_count(&Locked { query: rows, lock })? > 0)
            }
        }
    }

    /// For the rest of this transaction, waits for locks at most `patience`, such as `2s`. SQLite
    /// keeps the limit that every connection has.
    pub fn wait_at_most(&mut self, patience: &'static str) -> Result<(), StoreError> {
        match self {
            Self::Sqlite(_) => Ok(()),
            Self::Postgres(connection) => {
                Ok(connection.batch_execute(&format!("SET LOCAL lock_timeout = '{patience}'"))?)
            }
        }
    }
}
