//! The service's secret, and the keys derived from it.

use std::{io, path::Path};

use diesel::prelude::*;
use hkdf::Hkdf;
use rand::RngCore;
use sha2::Sha256;

use super::{
    Connection, StoreError,
    error::{SHORTEST, SecretError},
    private,
    schema::service,
};

/// The secret under which everything is sealed. It is never shown.
#[derive(Clone)]
pub struct Secret(Hkdf<Sha256>);

impl Secret {
    /// The secret from the environment.
    pub fn from_text(text: &str) -> Result<Self, SecretError> {
        let text = text.trim();
        if text.chars().count() < SHORTEST {
            return Err(SecretError::TooShort);
        }
        Ok(Self(Hkdf::new(Some(b"speir"), text.as_bytes())))
    }

    /// The secret in a file that only its owner can read.
    pub fn from_file(path: &Path) -> Result<Self, SecretError> {
        Self::from_text(&private::read(path).map_err(|error| unusable(path, &error))?)
    }

    /// Makes a key file that only its owner can read, unless another process has. Returns the
    /// file's secret.
    pub fn make_file(path: &Path) -> Result<Self, SecretError> {
        let mut bytes = [0; 32];
        rand::rng().fill_bytes(&mut bytes);
        let text: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
        match private::write_new(path, &text) {
            Err(error) if error.kind() != io::ErrorKind::AlreadyExists => {
                Err(unusable(path, &error))
            }
            _ => Self::from_file(path),
        }
    }

    /// A key for one purpose. Other purposes give unrelated keys.
    pub fn key(&self, purpose: &[&[u8]]) -> [u8; 32] {
        let mut key = [0; 32];
        // HKDF-SHA256 refuses only lengths above 8,160 bytes.
        let made = self.0.expand_multi_info(purpose, &mut key);
        debug_assert!(made.is_ok());
        key
    }

    /// Checks that the database was sealed with this secret, or marks a new database with it.
    pub fn claim(&self, connection: &mut Connection) -> Result<(), StoreError> {
        let fingerprint = self.key(&[b"fingerprint"]).to_vec();
        let row = (service::only_row.eq(1), service::secret_fingerprint.eq(&fingerprint));
        let mark = diesel::insert_into(service::table).values(row).on_conflict_do_nothing();
        match connection {
            Connection::Sqlite(connection) => mark.execute(connection)?,
            Connection::Postgres(connection) => mark.execute(connection)?,
        };
        let stored: Vec<u8> =
            service::table.select(service::secret_fingerprint).first(connection)?;
        if stored == fingerprint { Ok(()) } else { Err(SecretError::Other.into()) }
    }

    /// Whether a database was already claimed by some secret.
    pub fn is_claimed(connection: &mut Connection) -> Result<bool, StoreError> {
        Ok(service::table.count().get_result::<i64>(connection)? > 0)
    }
}

fn unusable(path: &Path, error: &io::Error) -> SecretError {
    SecretError::KeyFile { path: path.to_owned(), problem: error.to_string() }
}
