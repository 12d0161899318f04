use diesel::result::{
    DatabaseErrorKind::{ClosedConnection, UniqueViolation},
    Error::{self, DatabaseError},
};

use super::secret::SecretError;

/// Why the database could not do what was asked. The text is safe to log: it holds no value of any row.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    #[error("{0} is not a database address. Write a path, sqlite:PATH, or postgres://USER@HOST/DATABASE.")]
    Address(String),
    #[error("{path}: {problem}. Check that the folder exists, has room, and belongs to the user that runs Speir.")]
    File { path: String, problem: String },
    #[error("{0}: there is no database. Name it with DATABASE_URL or --database-url.")]
    Absent(String),
    #[error("The database cannot be reached: {0}")]
    Unreachable(String),
    #[error("The database cannot be brought to this version: {0}")]
    Migration(String),
    #[error(
        "This PostgreSQL runs with track_commit_timestamp = on: it would keep the time at which each response came. \
         Turn that setting off, then start Speir again."
    )]
    KeepsTimes,
    #[error("The database has no room left on its disk. Make room: Speir goes on by itself.")]
    Full,
    #[error("Something else is at work in the database, and did not make way in time. Try again.")]
    Busy,
    #[error("The database refused: {}", safe(.0))]
    Query(Error),
    #[error("{0}")]
    Secret(#[from] SecretError),
    #[error("Speir is stopping.")]
    Stopping,
}

impl From<Error> for StoreError {
    fn from(error: Error) -> Self {
        match &error {
            // Neither database says it in another way that diesel passes on.
            DatabaseError(_, info)
                if info.message().contains("disk is full") || info.message().contains("No space left on device") =>
            {
                Self::Full
            }
            DatabaseError(_, info) if info.message().contains("lock timeout") => Self::Busy,
            DatabaseError(ClosedConnection, _) => Self::Unreachable("the connection was lost".to_owned()),
            _ => Self::Query(error),
        }
    }
}

/// What SQLite says of its file: no value of a row stands in these.
const PLAIN: [&str; 5] = [
    "database is locked",
    "disk I/O error",
    "attempt to write a readonly database",
    "database disk image is malformed",
    "unable to open database file",
];

/// What a database error says without the values that it may quote.
fn safe(error: &Error) -> String {
    match error {
        DatabaseError(kind, info) => match (info.constraint_name(), PLAIN.iter().find(|p| info.message() == **p)) {
            (Some(constraint), _) => format!("{kind:?} at {constraint}"),
            (None, Some(plain)) => (*plain).to_owned(),
            (None, None) => format!("{kind:?}"),
        },
        other => other.to_string(),
    }
}

impl StoreError {
    /// Whether a row with the same unique value was there already.
    pub fn is_duplicate(&self) -> bool {
        matches!(self, Self::Query(DatabaseError(UniqueViolation, _)))
    }
}
