//! Opening the database that a command works on.

use crate::{
    settings::DataSettings,
    store::{DatabaseAddress, Secret, Store, StoreError},
};

/// Opens a database that must be there already, for commands that only look.
pub fn open_existing(settings: &DataSettings) -> Result<(Store, Secret), StoreError> {
    let address: DatabaseAddress = settings.database_url.parse()?;
    if !address.path().exists() {
        return Err(StoreError::Absent(address.path().display().to_string()));
    }
    open(settings)
}

/// Opens the database, making it if it is not there, and checks that its secret is at hand.
pub fn open(settings: &DataSettings) -> Result<(Store, Secret), StoreError> {
    let address: DatabaseAddress = settings.database_url.parse()?;
    let store = Store::open(&address)?;
    let mut connection = store.connection()?;
    let secret = if let Some(text) = &settings.secret {
        Secret::from_text(text)?
    } else {
        let is_new = !Secret::is_claimed(&mut connection)?;
        Secret::from_file(&address.key_file(), is_new)?
    };
    secret.claim(&mut connection)?;
    drop(connection);
    Ok((store, secret))
}
