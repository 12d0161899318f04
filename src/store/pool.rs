use std::{fs::File, io, time::Duration};

use diesel::{
    connection::SimpleConnection,
    r2d2::{ManageConnection, Pool, PooledConnection, R2D2Connection},
};

use super::{Connection, DatabaseAddress, StoreError, migrations, private, promises};

/// Connections for everything but the intake's writer, which has its own.
const READERS: u32 = 4;
/// How long a page waits for a free connection before it says that the service is busy.
const PATIENCE: Duration = Duration::from_secs(3);

/// The database, opened and brought to this version.
#[derive(Clone)]
pub struct Store {
    address: DatabaseAddress,
    pool: Pool<Manager>,
}

impl Store {
    /// Opens the database, bringing it to this version; a SQLite file is made if it is not there.
    pub fn open(address: &DatabaseAddress) -> Result<Self, StoreError> {
        // The pool would retry for seconds even if there is no hope.
        let mut first = Connection::open(address)?;
        promises::check(&mut first)?;
        migrations::run(&mut first)?;
        drop(first);
        let pool = Pool::builder()
            .max_size(READERS)
            // None is opened in advance: a command may end first, and with it what TLS needs.
            .min_idle(Some(0))
            .connection_timeout(PATIENCE)
            .build(Manager(address.clone()))
            .map_err(|error| StoreError::Unreachable(error.to_string()))?;
        Ok(Self { address: address.clone(), pool })
    }

    /// Whether `address` has a database that Speir made. It makes none.
    pub fn is_there(address: &DatabaseAddress) -> Result<bool, StoreError> {
        match address {
            DatabaseAddress::Sqlite(path) => Ok(path.exists()),
            DatabaseAddress::Postgres(_) => migrations::have_run(&mut Connection::open(address)?),
        }
    }

    /// Where the data is.
    pub fn address(&self) -> &DatabaseAddress {
        &self.address
    }

    /// The file that processes on one SQLite database lock for `purpose`; `None` on PostgreSQL,
    /// where they share work by row locks.
    pub fn lock_file(&self, purpose: &str) -> io::Result<Option<File>> {
        self.address.file().map(|path| private::lock_file(path, purpose)).transpose()
    }

    /// A connection from the pool. Blocks: call it on a thread that may wait.
    pub fn connection(&self) -> Result<PooledConnection<Manager>, StoreError> {
        self.pool.get().map_err(|error| StoreError::Unreachable(error.to_string()))
    }

    /// Runs `work` with a connection, off the threads that serve requests.
    pub async fn run<T, E>(
        &self,
        work: impl FnOnce(&mut Connection) -> Result<T, E> + Send + 'static,
    ) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
    {
        let store = self.clone();
        let done = actix_web::web::block(move || work(&mut *store.connection()?)).await;
        done.unwrap_or_else(|_| Err(StoreError::Stopping.into()))
    }

    /// Whether the database answers.
    pub async fn answers(&self) -> Result<(), StoreError> {
        self.run(|connection| Ok(connection.batch_execute("SELECT 1 FROM service")?)).await
    }

    /// A connection outside the pool, for the one thread that writes responses, and for long work.
    pub fn own_connection(&self) -> Result<Connection, StoreError> {
        Connection::open(&self.address)
    }
}

/// Opens connections of the kind that the address names.
pub struct Manager(DatabaseAddress);

impl ManageConnection for Manager {
    type Connection = Connection;
    type Error = StoreError;

    fn connect(&self) -> Result<Connection, StoreError> {
        Connection::open(&self.0)
    }

    fn is_valid(&self, connection: &mut Connection) -> Result<(), StoreError> {
        Ok(connection.ping()?)
    }

    fn has_broken(&self, connection: &mut Connection) -> bool {
        std::thread::panicking() || connection.is_broken()
    }
}
