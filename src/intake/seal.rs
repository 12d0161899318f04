//! Sealing: responses of open collections can be read only with the service's secret.
//!
//! Each collection has its own key, derived by HKDF-SHA256 from the secret and a salt that is
//! deleted at release. After that, remains in old pages and logs are unreadable even with the
//! secret. Sealed data is bound to its collection and row, so it cannot be moved.

use crate::{
    inspection::Collection,
    store::{Cipher, Id, Salt, Secret, cipher},
};

/// The lengths that comments are padded to, in bytes. The last one fits the longest text that
/// `check` allows.
const STEPS: [usize; 4] = [256, 1_024, 4_096, 32_768];

/// Seals and unseals the responses of one collection.
pub struct Sealer {
    cipher: Cipher,
    collection: Id,
}

/// The data cannot be unsealed: it was sealed with another secret, or changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a sealed row cannot be unsealed: it was changed, moved, or sealed with another secret")]
pub struct SealError;

impl Sealer {
    pub fn of(secret: &Secret, collection: &Collection) -> Self {
        Self::with(secret, collection.id, &collection.salt)
    }

    fn with(secret: &Secret, collection: Id, salt: &Salt) -> Self {
        let key = secret.key(&[b"held", collection.as_bytes(), salt.as_bytes()]);
        Self { cipher: Cipher::new(key), collection }
    }

    /// Seals the closed answers of the row `id`. They already have the same length for each survey
    /// version.
    pub fn seal_answers(&self, id: Id, answers: &[u8]) -> Result<Vec<u8>, SealError> {
        self.seal(id, b"answers", answers)
    }

    pub fn unseal_answers(&self, id: Id, sealed: &[u8]) -> Result<Vec<u8>, SealError> {
        self.unseal(id, b"answers", sealed)
    }

    /// Seals the text of the row `id`, padded to hide its length.
    pub fn seal_comment(&self, id: Id, text: &str) -> Result<Vec<u8>, SealError> {
        let bytes = cipher::pad(text, &STEPS).ok_or(SealError)?;
        self.seal(id, b"comment", &bytes)
    }

    pub fn unseal_comment(&self, id: Id, sealed: &[u8]) -> Result<String, SealError> {
        cipher::unpad(&self.unseal(id, b"comment", sealed)?).ok_or(SealError)
    }

    fn seal(&self, id: Id, kind: &[u8], bytes: &[u8]) -> Result<Vec<u8>, SealError> {
        self.cipher.seal(&self.bound_to(id, kind), bytes).ok_or(SealError)
    }

    fn unseal(&self, id: Id, kind: &[u8], sealed: &[u8]) -> Result<Vec<u8>, SealError> {
        self.cipher.open(&self.bound_to(id, kind), sealed).ok_or(SealError)
    }

    fn bound_to(&self, id: Id, kind: &[u8]) -> Vec<u8> {
        [kind, self.collection.as_bytes(), id.as_bytes()].concat()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn secret(text: &str) -> Secret {
        Secret::from_text(&text.repeat(32)).expect("long enough")
    }

    #[test]
    fn what_is_sealed_is_read_with_the_same_secret_row_and_collection_only() {
        let (collection, row, salt) = (Id::random(), Id::random(), Salt::random());
        let sealer = Sealer::with(&secret("a"), collection, &salt);
        let bytes = sealer.seal_comment(row, "They listen.").expect("sealed");
        assert_eq!(sealer.unseal_comment(row, &bytes).as_deref(), Ok("They listen."));
        assert_eq!(sealer.unseal_comment(Id::random(), &bytes), Err(SealError));
        assert_eq!(sealer.unseal_answers(row, &bytes), Err(SealError));
        assert_eq!(
            Sealer::with(&secret("b"), collection, &salt).unseal_comment(row, &bytes),
            Err(SealError)
        );
        assert_eq!(
            Sealer::with(&secret("a"), Id::random(), &salt).unseal_comment(row, &bytes),
            Err(SealError)
        );
        let without = Sealer::with(&secret("a"), collection, &Salt::default());
        assert_eq!(without.unseal_comment(row, &bytes), Err(SealError), "once the salt is gone");
    }

    #[test]
    fn comments_of_unlike_lengths_look_alike() {
        let sealer = Sealer::with(&secret("a"), Id::random(), &Salt::random());
        let length = |text: &str| sealer.seal_comment(Id::random(), text).expect("sealed").len();
        assert_eq!(length("x"), length(&"x".repeat(250)));
        assert_eq!(length(&"x".repeat(253)), length(&"x".repeat(1_000)));
        assert!(sealer.seal_comment(Id::random(), &"x".repeat(4_000 * 8)).is_ok());
    }
}
