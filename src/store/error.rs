use std::path::PathBuf;

use diesel::result::{
    DatabaseErrorKind::ClosedConnection,
    Error::{self, DatabaseError},
};

use super::Refusal;

/// Why the database could not do what was asked. The text is safe to log: it holds no value of any
/// row.
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
    #[error("The database cannot be reached: {0}")]
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
    #[error("{0}")]
    Secret(#[from] SecretError),
    #[error("Speir is stopping.")]
    Stopping,
}

/// What SQLite, PostgreSQL and the systems below them say of a full disk.
const FULL: [&str; 3] = ["disk is full", "No space left on device", "Disk quota exceeded"];
/// What PostgreSQL and SQLite say when they have waited for somebody else for as long as they may.
const LOCKED: [&str; 3] = ["lock timeout", "database is locked", "database table is locked"];

impl From<Error> for StoreError {
    fn from(error: Error) -> Self {
        match &error {
            // Neither database says it in another way that diesel passes on.
            DatabaseError(_, info) if FULL.iter().any(|words| info.message().contains(words)) => {
                Self::Full
            }
            DatabaseError(_, info) if LOCKED.iter().any(|words| info.message().contains(words)) => {
                Self::Busy
            }
            DatabaseError(ClosedConnection, _) => {
                Self::Unreachable("the connection was lost".to_owned())
            }
            _ => Self::Query(Refusal::of(error)),
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
        "{path}: {problem}. Restore the key file, or give the secret in SPEIR_SECRET or SPEIR_SECRET_FILE."
    )]
    KeyFile { path: PathBuf, problem: String },
    #[error(
        "The secret does not belong to this database. Start Speir with the secret or key file that the database was created with. No other secret can read its sealed data."
    )]
    Other,
}

/// The fewest characters of a secret given in the environment.
pub(super) const SHORTEST: usize = 32;
