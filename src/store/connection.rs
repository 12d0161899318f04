use std::path::Path;

use diesel::{
    Connection as _,
    connection::{CacheSize, SimpleConnection},
    pg::PgConnection,
    sqlite::SqliteConnection,
};

use super::{DatabaseAddress, StoreError, address::PostgresAddress, private, statements};

/// How long SQLite waits for another writer, in milliseconds.
pub(super) const BUSY_TIMEOUT: &str = "PRAGMA busy_timeout = 5000";
/// `FULL` makes every commit durable; `secure_delete` overwrites what is deleted.
const PRAGMAS: &str = "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; \
    PRAGMA foreign_keys = ON; PRAGMA secure_delete = ON; PRAGMA temp_store = MEMORY;";

/// A connection to the database, of either kind. Queries are written once; only `store` looks which
/// kind it is.
#[derive(diesel::MultiConnection)]
pub enum AnyConnection {
    Sqlite(SqliteConnection),
    Postgres(PgConnection),
}

impl AnyConnection {
    /// Opens a connection of the kind that the address names.
    pub(super) fn open(address: &DatabaseAddress) -> Result<Self, StoreError> {
        let mut connection = match address {
            DatabaseAddress::Sqlite(path) => Self::Sqlite(sqlite(path)?),
            DatabaseAddress::Postgres(address) => Self::Postgres(postgres(address)?),
        };
        connection.set_instrumentation(statements::count);
        Ok(connection)
    }

    /// A transaction that reads and then writes. On SQLite it locks before it reads: a reader that
    /// finds another write since could only give up.
    pub fn writing<T, E>(&mut self, work: impl FnOnce(&mut Self) -> Result<T, E>) -> Result<T, E>
    where
        E: From<diesel::result::Error>,
    {
        self.transaction(|connection| {
            if let Self::Sqlite(connection) = connection {
                connection.batch_execute("UPDATE service SET only_row = 1 WHERE only_row = 0")?;
            }
            work(connection)
        })
    }

    /// A long read, then a transaction that writes what was read. On SQLite it reads before it
    /// locks, so that other writers need not wait; on PostgreSQL it reads in the transaction, under
    /// the locks that `read` takes.
    pub fn reading_first<R, T, E>(
        &mut self,
        read: impl FnOnce(&mut Self) -> Result<R, E>,
        write: impl FnOnce(&mut Self, R) -> Result<T, E>,
    ) -> Result<T, E>
    where
        E: From<diesel::result::Error>,
    {
        match self {
            Self::Sqlite(_) => {
                let found = read(self)?;
                self.writing(|connection| write(connection, found))
            }
            Self::Postgres(_) => self.writing(|connection| {
                let found = read(connection)?;
                write(connection, found)
            }),
        }
    }

    /// Lets SQLite keep 64 MB of the database in memory, for long work. With less, it would write
    /// pages more than once.
    pub fn keep_more_in_memory(&mut self) -> Result<(), StoreError> {
        match self {
            Self::Sqlite(connection) => Ok(connection.batch_execute("PRAGMA cache_size = -65536")?),
            Self::Postgres(_) => Ok(()),
        }
    }

    /// The SQL that makes a random id.
    pub const fn random_id(&self) -> &'static str {
        match self {
            Self::Sqlite(_) => "randomblob(16)",
            Self::Postgres(_) => "uuid_send(gen_random_uuid())",
        }
    }

    /// Reads everything in one snapshot, whatever is written meanwhile.
    pub fn at_one_moment<T, E>(
        &mut self,
        read: impl FnOnce(&mut Self) -> Result<T, E>,
    ) -> Result<T, E>
    where
        E: From<diesel::result::Error>,
    {
        self.transaction(|connection| {
            if let Self::Postgres(connection) = connection {
                connection
                    .batch_execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")?;
            }
            read(connection)
        })
    }
}

fn sqlite(path: &Path) -> Result<SqliteConnection, StoreError> {
    let place = path.display().to_string();
    let unusable = |problem: String| StoreError::File { path: place.clone(), problem };
    // SQLite gives its log the mode of the file.
    private::touch(path).map_err(|error| unusable(error.to_string()))?;
    let mut connection =
        SqliteConnection::establish(&place).map_err(|error| unusable(error.to_string()))?;
    connection.batch_execute(BUSY_TIMEOUT).map_err(|error| unusable(error.to_string()))?;
    connection.batch_execute(PRAGMAS).map_err(|error| unusable(error.to_string()))?;
    Ok(connection)
}

fn postgres(address: &PostgresAddress) -> Result<PgConnection, StoreError> {
    let mut connection = PgConnection::establish(&address.for_connecting())
        .map_err(|error| StoreError::Unreachable(address.safe(&error.to_string())))?;
    // Prepared statements belong to a session, but a pooler such as PgBouncer gives each
    // transaction another one.
    connection.set_prepared_statement_cache_size(CacheSize::Disabled);
    Ok(connection)
}
