use std::{fs, io, os::unix::fs::OpenOptionsExt, path::Path, time::Duration};

use diesel::{
    connection::SimpleConnection,
    r2d2::{ConnectionManager, CustomizeConnection, Pool, PooledConnection},
    sqlite::SqliteConnection,
};
use diesel_migrations::{EmbeddedMigrations, MigrationHarness, embed_migrations};

use super::{DatabaseAddress, StoreError};

/// A connection to the database.
pub type Connection = SqliteConnection;

const MIGRATIONS: EmbeddedMigrations = embed_migrations!("migrations/sqlite");
/// Connections for everything but the intake's writer, which has its own.
const READERS: u32 = 4;
/// How long a page waits for a free connection before it says that the service is busy.
const PATIENCE: Duration = Duration::from_secs(3);
/// `FULL` makes every commit durable; `secure_delete` overwrites what is deleted.
const PRAGMAS: &str = "PRAGMA busy_timeout = 5000; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; \
    PRAGMA foreign_keys = ON; PRAGMA secure_delete = ON; PRAGMA temp_store = MEMORY;";

/// The database, opened and brought to this version.
#[derive(Clone)]
pub struct Store {
    address: DatabaseAddress,
    pool: Pool<ConnectionManager<Connection>>,
}

impl Store {
    /// Opens the database, making it if it is not there.
    pub fn open(address: &DatabaseAddress) -> Result<Self, StoreError> {
        make_private(address.path())?;
        let unusable = |error: StoreError| StoreError::File {
            path: address.path().display().to_string(),
            problem: error.to_string(),
        };
        // The pool would try again for seconds where there is no hope.
        drop(connect(address).map_err(unusable)?);
        let manager = ConnectionManager::new(address.path().display().to_string());
        let pool = Pool::builder()
            .max_size(READERS)
            .min_idle(Some(1))
            .connection_timeout(PATIENCE)
            .connection_customizer(Box::new(Pragmas))
            .build(manager)
            .map_err(|error| StoreError::Unreachable(error.to_string()))?;
        let store = Self { address: address.clone(), pool };
        let mut connection = store.connection()?;
        connection.run_pending_migrations(MIGRATIONS).map_err(|error| StoreError::Migration(error.to_string()))?;
        drop(connection);
        Ok(store)
    }

    /// A connection from the pool. Blocks: call it on a thread that may wait.
    pub fn connection(&self) -> Result<PooledConnection<ConnectionManager<Connection>>, StoreError> {
        self.pool.get().map_err(|error| StoreError::Unreachable(error.to_string()))
    }

    /// Runs `work` with a connection, off the threads that serve requests.
    pub async fn run<T, E>(&self, work: impl FnOnce(&mut Connection) -> Result<T, E> + Send + 'static) -> Result<T, E>
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

    /// A connection outside the pool, for the one thread that writes responses.
    pub fn own_connection(&self) -> Result<Connection, StoreError> {
        connect(&self.address)
    }
}

fn connect(address: &DatabaseAddress) -> Result<Connection, StoreError> {
    use diesel::Connection as _;
    let unreachable = |error: String| StoreError::Unreachable(error);
    let path = address.path().display().to_string();
    let mut connection = Connection::establish(&path).map_err(|error| unreachable(error.to_string()))?;
    connection.batch_execute(PRAGMAS).map_err(|error| unreachable(error.to_string()))?;
    Ok(connection)
}

#[derive(Debug)]
struct Pragmas;

impl CustomizeConnection<Connection, diesel::r2d2::Error> for Pragmas {
    fn on_acquire(&self, connection: &mut Connection) -> Result<(), diesel::r2d2::Error> {
        connection.batch_execute(PRAGMAS).map_err(diesel::r2d2::Error::QueryError)
    }
}

/// Makes the file, readable for its owner alone. SQLite gives its log the same mode.
fn make_private(path: &Path) -> Result<(), StoreError> {
    match fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(path) {
        Err(error) if error.kind() != io::ErrorKind::AlreadyExists => {
            Err(StoreError::File { path: path.display().to_string(), problem: error.to_string() })
        }
        _ => Ok(()),
    }
}
