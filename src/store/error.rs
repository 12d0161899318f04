use std::path::PathBuf;

use diesel::result::{
    DatabaseErrorKind::ClosedConnection,
    DeserializeFieldError,
    Error::{self, DatabaseError},
};

use super::Refusal;

/// Why a database operation failed. The text is safe to log: it holds no value of any row.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    #[error(
        "{0} is not a database address. Write a path, sqlite:PATH, or \
            postgres://USER@HOST/DATABASE."
    )]
    Address(String),
    #[error(
        "{path}: {problem}. Check that the folder exists, has free space and belongs to the user \
            that runs Speir."
    )]
    File { path: String, problem: String },
    #[error("{0}: there is no database. Name it with DATABASE_URL or --database-url.")]
    Absent(String),
    #[error("The database cannot be reached: {0}. Check its address, and that it runs.")]
    Unreachable(String),
    #[error("The database could not be migrated to this version: {0}")]
    Migration(String),
    #[error(
        "{0} runs with track_commit_timestamp = on, which records when each response arrived. \
            Turn that setting off, then start Speir again."
    )]
    KeepsTimes(String),
    #[error("The database's disk is full. Free some space; Speir then continues automatically.")]
    Full,
    #[error("Another process held a lock in the database for too long. Try again.")]
    Busy,
    #[error("The database refused: {0}")]
    Query(Refusal),
    #[error(
        "A count in the database{} {error}. Restore a backup, or correct the \
            row.", in_column(column.as_deref())
    )]
    Count { error: CountError, column: Option<String> },
    #[error("The groups of a collection's results are damaged in the database. Restore a backup.")]
    Groups,
    #[error("{0}")]
    Secret(#[from] SecretError),
    #[error("Speir is stopping.")]
    Stopping,
}

/// How SQLite, PostgreSQL and the systems below them report a full disk.
const FULL: [&str; 3] = ["disk is full", "No space left on device", "Disk quota exceeded"];
/// How PostgreSQL and SQLite report that a lock took too long.
const LOCKED: [&str; 3] = ["lock timeout", "database is locked", "database table is locked"];

fn in_column(name: Option<&str>) -> String {
    let named = name.filter(|name| name.chars().all(|c| c.is_ascii_lowercase() || c == '_'));
    named.map_or_else(String::new, |name| format!(" (column {name})"))
}

impl From<Error> for StoreError {
    fn from(error: Error) -> Self {
        match &error {
            // diesel passes on no other sign of it.
            DatabaseError(_, info) if FULL.iter().any(|words| info.message().contains(words)) => {
                Self::Full
            }
            DatabaseError(_, info) if LOCKED.iter().any(|words| info.message().contains(words)) => {
                Self::Busy
            }
            DatabaseError(ClosedConnection, _) => {
                Self::Unreachable("the connection was lost".to_owned())
            }
            _ => match CountError::within(&error) {
                Some((error, column)) => Self::Count { error, column },
                None => Self::Query(Refusal::of(error)),
            },
        }
    }
}

impl StoreError {
    /// Whether a row with the same unique value was there already.
    pub fn is_duplicate(&self) -> bool {
        matches!(self, Self::Query(refusal) if refusal.is_duplicate())
    }
}

/// Why there is no usable secret.
#[derive(Debug, thiserror::Error)]
pub enum SecretError {
    #[error(
        "SPEIR_SECRET is too short: give it at least {SHORTEST} random characters, such as \
            `openssl rand -hex 32` prints."
    )]
    TooShort,
    #[error(
        "{path}: {problem}. Restore the key file, or give the secret in SPEIR_SECRET or \
            SPEIR_SECRET_FILE."
    )]
    KeyFile { path: PathBuf, problem: String },
    #[error(
        "The secret does not belong to this database. Start Speir with the secret or key file \
            that the database was created with. No other secret can read its sealed data."
    )]
    Other,
}

/// The fewest characters of a secret given in the environment.
pub(super) const SHORTEST: usize = 32;

/// Why a number is not a count.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CountError {
    #[error("is below zero, or too large")]
    OutOfRange,
    #[error("is not a whole number")]
    NotWhole,
    #[error("would be too large")]
    TooLarge,
}

impl CountError {
    /// The error inside diesel's error, with the column's name if known.
    fn within(error: &Error) -> Option<(Self, Option<String>)> {
        match error {
            Error::DeserializationError(inner) => {
                let field = inner.downcast_ref::<DeserializeFieldError>();
                let own = field.map_or(inner, |field| &field.error).downcast_ref::<Self>()?;
                Some((*own, field.and_then(|field| field.field_name.clone())))
            }
            Error::SerializationError(inner) => {
                inner.downcast_ref::<Self>().map(|own| (*own, None))
            }
            _ => None,
        }
    }
}
