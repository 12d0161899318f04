//! Opening the database that a command works on.

use std::path::Path;

use super::{Outcome, say};
use crate::{
    settings::{DataSettings, Database, SecretSettings},
    store::{
        DatabaseAddress, Secret, Store, StoreError, private,
        upkeep::{self, Swept},
    },
};

/// The database where none is named.
const DATABASE: &str = "speir.sqlite";

/// The address that the settings give, if they give one.
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

/// The address that the settings give, or the file in the working folder.
pub fn address(database: &Database) -> Result<DatabaseAddress, StoreError> {
    given(database)?.map_or_else(|| DATABASE.parse(), Ok)
}

/// Opens a database that must be there already, for commands that only look.
pub fn open_existing(settings: &DataSettings) -> Result<(Store, Secret), StoreError> {
    let address = address(&settings.database)?;
    if !Store::is_there(&address)? {
        return Err(StoreError::Absent(address.to_string()));
    }
    open_at(&address, &settings.secret)
}

/// Opens the database, making it if it is not there, and checks that its secret is at hand.
pub fn open(settings: &DataSettings) -> Result<(Store, Secret), StoreError> {
    open_at(&address(&settings.database)?, &settings.secret)
}

/// As [`open`], at an address that is known.
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
    drop(connection);
    Ok((store, secret))
}

/// Removes what is left of deleted rows from the files, or says that this comes later.
pub fn sweep(store: &Store) -> Outcome {
    if upkeep::sweep_if_due(store)? == Swept::Waits {
        say("Somebody is still reading the database. The service removes what is left in its \
                files later.")?;
    }
    Ok(())
}
