//! Opening the database that a command works on.

use std::path::Path;

use super::{Outcome, say};
use crate::{
    catalogue,
    settings::{DataSettings, Database, SecretSettings},
    store::{
        DatabaseAddress, Secret, Store, StoreError, private,
        upkeep::{self, Swept},
    },
};

/// The default database.
const DATABASE: &str = "speir.sqlite";

/// The address in the settings, if there is one.
pub fn given(database: &Database) -> Result<Option<DatabaseAddress>, StoreError> {
    let from_file = |path: &Path| {
        let unusable = |error: std::io::Error| StoreError::File {
            path: path.display().to_string(),
            problem: error.to_string(),
        };
        private::read(path).map_err(unusable)
    };
    let text = match &database.database_url_file {
        Some(path) => Some(from_file(path)?),
        None => database.database_url.clone(),
    };
    text.map(|text| text.trim().parse()).transpose()
}

/// The address in the settings, or the default file in the working folder.
pub fn address(database: &Database) -> Result<DatabaseAddress, StoreError> {
    given(database)?.map_or_else(|| DATABASE.parse(), Ok)
}

/// Opens an existing database, for commands that only read.
pub fn open_existing(settings: &DataSettings) -> Result<(Store, Secret), StoreError> {
    let address = address(&settings.database)?;
    if !Store::is_there(&address)? {
        return Err(StoreError::Absent(address.to_string()));
    }
    open_at(&address, &settings.secret)
}

/// Opens or creates the database, and checks that the secret belongs to it. The surveys that it
/// has are known from then on.
pub fn open(settings: &DataSettings) -> Result<(Store, Secret), StoreError> {
    open_at(&address(&settings.database)?, &settings.secret)
}

/// Like [`open`], for a given address.
pub fn open_at(
    address: &DatabaseAddress,
    settings: &SecretSettings,
) -> Result<(Store, Secret), StoreError> {
    let store = Store::open(address)?;
    let mut connection = store.connection()?;
    let secret = match (&settings.secret, &settings.secret_file) {
        (Some(text), _) => Secret::from_text(text)?,
        (None, Some(path)) => Secret::from_file(path)?,
        (None, None) if Secret::is_claimed(&mut connection)? => {
            Secret::from_file(&address.key_file())?
        }
        (None, None) => Secret::make_file(&address.key_file())?,
    };
    secret.claim(&mut connection)?;
    catalogue::know(&mut connection)?;
    drop(connection);
    Ok((store, secret))
}

/// Removes remains of deleted rows from the files, or says that this happens later.
pub fn sweep(store: &Store) -> Outcome {
    if upkeep::sweep_if_due(store)? == Swept::Waits {
        say(
            "Another process is still reading the database. The service removes the deleted data \
                from its files later.",
        )?;
    }
    Ok(())
}
