use std::{
    fs, io,
    path::{Path, PathBuf},
};

use diesel::{QueryableByName, RunQueryDsl, sql_query, sql_types::Text};

use crate::store::{Connection, Store, StoreError, private};

/// Why there is no backup.
#[derive(Debug, thiserror::Error)]
pub enum BackupError {
    #[error(
        "This database is PostgreSQL, which is backed up with its own tools: pg_basebackup and an \
         archive of its log. docs/operate/backup.md says how."
    )]
    Postgres,
    #[error("{0} already exists. Name a new file.")]
    Exists(PathBuf),
    #[error("{0}: {1}. Check that the folder exists, has free space and is writable.")]
    File(PathBuf, io::Error),
    #[error("The backup is damaged ({0}) and was not kept. Check both disks, then try again.")]
    Damaged(String),
    #[error("{0}")]
    Store(#[from] StoreError),
}

#[derive(QueryableByName)]
struct Verdict {
    #[diesel(sql_type = Text)]
    integrity_check: String,
}

/// Writes a snapshot of a SQLite database to `file` while the service runs, readable only for its
/// owner. The file appears whole and checked, or not at all. Returns what `look` finds in the file.
pub fn backup<T>(
    store: &Store,
    file: &Path,
    look: impl FnOnce(&mut Connection) -> Result<T, StoreError>,
) -> Result<T, BackupError> {
    let Connection::Sqlite(mut connection) = store.own_connection()? else {
        return Err(BackupError::Postgres);
    };
    if file.exists() {
        return Err(BackupError::Exists(file.to_owned()));
    }
    let mut unfinished = file.as_os_str().to_owned();
    unfinished.push(".unfinished");
    let unfinished = PathBuf::from(unfinished);
    let unwritable = |error: io::Error| BackupError::File(file.to_owned(), error);
    forget(&unfinished).map_err(unwritable)?;
    private::touch(&unfinished).map_err(unwritable)?;
    let outcome = sql_query("VACUUM INTO ?")
        .bind::<Text, _>(unfinished.display().to_string())
        .execute(&mut connection)
        .map_err(StoreError::from)
        .map_err(BackupError::from)
        .and_then(|_| check(&unfinished, look))
        .and_then(|found| keep(&unfinished, file).map_err(unwritable).map(|()| found));
    if outcome.is_err() {
        let _ = forget(&unfinished);
    }
    outcome
}

fn check<T>(
    file: &Path,
    look: impl FnOnce(&mut Connection) -> Result<T, StoreError>,
) -> Result<T, BackupError> {
    use diesel::Connection as _;
    let place = file.display().to_string();
    let unreachable = |error: diesel::ConnectionError| StoreError::Unreachable(error.to_string());
    let mut copy = diesel::SqliteConnection::establish(&place).map_err(unreachable)?;
    let verdicts: Vec<Verdict> =
        sql_query("PRAGMA integrity_check").load(&mut copy).map_err(StoreError::from)?;
    match verdicts.as_slice() {
        [verdict] if verdict.integrity_check == "ok" => Ok(look(&mut Connection::Sqlite(copy))?),
        _ => Err(BackupError::Damaged(format!("{} findings", verdicts.len()))),
    }
}

/// Makes it durable, then gives it its name.
fn keep(unfinished: &Path, file: &Path) -> io::Result<()> {
    fs::File::open(unfinished)?.sync_all()?;
    fs::rename(unfinished, file)?;
    let folder =
        file.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    fs::File::open(folder)?.sync_all()
}

fn forget(file: &Path) -> io::Result<()> {
    match fs::remove_file(file) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}
