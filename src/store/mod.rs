//! The database: connections, the schema, column types, migrations, and the secret that seals what is held.

mod address;
mod connection;
pub mod schema;
pub mod secret;
mod types;

pub use address::DatabaseAddress;
pub use connection::{Connection, Store};
pub use secret::Secret;
pub(crate) use types::text_column;
pub use types::{Digest, Id};

/// Why the database could not do what was asked. The text is safe to log: it holds no value of any row.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    #[error("{0} is not a database address. Write a path, sqlite:PATH")]
    Address(String),
    #[error("This version of Speir keeps its data in SQLite only. Write a path or sqlite:PATH as DATABASE_URL.")]
    NoPostgres,
    #[error("{path}: {problem}. Check that the folder exists, has room, and belongs to the user that runs Speir.")]
    File { path: String, problem: String },
    #[error("{0}: there is no database. Name it with DATABASE_URL or --database-url.")]
    Absent(String),
    #[error("The database cannot be reached: {0}")]
    Unreachable(String),
    #[error("The database cannot be brought to this version: {0}")]
    Migration(String),
    #[error("The database refused: {}", safe(.0))]
    Query(#[from] diesel::result::Error),
    #[error("{0}")]
    Secret(#[from] secret::SecretError),
    #[error("Speir is stopping.")]
    Stopping,
}

/// What a database error says without the values that it may quote.
fn safe(error: &diesel::result::Error) -> String {
    match error {
        diesel::result::Error::DatabaseError(kind, info) => match info.constraint_name() {
            Some(constraint) => format!("{kind:?} at {constraint}"),
            None => format!("{kind:?}"),
        },
        other => other.to_string(),
    }
}

impl StoreError {
    /// Whether a row with the same unique value was there already.
    pub fn is_duplicate(&self) -> bool {
        use diesel::result::{DatabaseErrorKind::UniqueViolation, Error::DatabaseError};
        matches!(self, Self::Query(DatabaseError(UniqueViolation, _)))
    }
}
