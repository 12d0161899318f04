//! Sealing: what is held while a collection is open can be read only with the service's secret.
//!
//! Each collection has a key of its own, made from the secret by HKDF-SHA256. What is sealed is bound to its
//! collection and row, so that nothing can be moved. XChaCha20-Poly1305 has nonces long enough to be drawn at random.

use chacha20poly1305::{
    Key, KeyInit, XChaCha20Poly1305, XNonce,
    aead::{Aead, Payload},
};
use rand::RngCore;

use crate::store::{Id, Secret};

const FORMAT: u8 = 1;
const NONCE: usize = 24;
/// The lengths that comments are padded to, in bytes. The longest text that `check` lets a survey ask for fits the last.
const STEPS: [usize; 4] = [256, 1_024, 4_096, 32_768];

/// Seals and unseals what is held for one collection.
pub struct Sealer {
    cipher: XChaCha20Poly1305,
    collection: Id,
}

/// What is held cannot be read: another secret sealed it, or it was changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a held row cannot be unsealed: it was changed, moved, or sealed with another secret")]
pub struct SealError;

impl Sealer {
    pub fn of(secret: &Secret, collection: Id) -> Self {
        let key = secret.key(&[b"held", collection.as_bytes()]);
        Self { cipher: XChaCha20Poly1305::new(&Key::from(key)), collection }
    }

    /// Seals the closed answers of the row `id`. They come in one length per survey version already.
    pub fn seal_answers(&self, id: Id, answers: &[u8]) -> Result<Vec<u8>, SealError> {
        self.seal(id, b"answers", answers)
    }

    pub fn unseal_answers(&self, id: Id, sealed: &[u8]) -> Result<Vec<u8>, SealError> {
        self.unseal(id, b"answers", sealed)
    }

    /// Seals the text of the row `id`, padded so that its length tells little.
    pub fn seal_comment(&self, id: Id, text: &str) -> Result<Vec<u8>, SealError> {
        let length = u32::try_from(text.len()).map_err(|_| SealError)?;
        let needed = text.len() + 4;
        let padded = STEPS.into_iter().find(|step| *step >= needed).ok_or(SealError)?;
        let mut bytes = Vec::with_capacity(padded);
        bytes.extend(length.to_le_bytes());
        bytes.extend(text.as_bytes());
        bytes.resize(padded, 0);
        self.seal(id, b"comment", &bytes)
    }

    pub fn unseal_comment(&self, id: Id, sealed: &[u8]) -> Result<String, SealError> {
        let bytes = self.unseal(id, b"comment", sealed)?;
        let (length, text) = bytes.split_first_chunk::<4>().ok_or(SealError)?;
        let length = usize::try_from(u32::from_le_bytes(*length)).map_err(|_| SealError)?;
        let text = text.get(..length).ok_or(SealError)?;
        String::from_utf8(text.to_vec()).map_err(|_| SealError)
    }

    fn seal(&self, id: Id, kind: &[u8], bytes: &[u8]) -> Result<Vec<u8>, SealError> {
        let mut nonce = [0; NONCE];
        rand::rng().fill_bytes(&mut nonce);
        let bound = self.bound_to(id, kind);
        let sealed =
            self.cipher.encrypt(&XNonce::from(nonce), Payload { msg: bytes, aad: &bound }).map_err(|_| SealError)?;
        Ok([&[FORMAT], nonce.as_slice(), &sealed].concat())
    }

    fn unseal(&self, id: Id, kind: &[u8], sealed: &[u8]) -> Result<Vec<u8>, SealError> {
        let rest = sealed.strip_prefix(&[FORMAT]).ok_or(SealError)?;
        let (nonce, rest) = rest.split_first_chunk::<NONCE>().ok_or(SealError)?;
        let bound = self.bound_to(id, kind);
        self.cipher.decrypt(&XNonce::from(*nonce), Payload { msg: rest, aad: &bound }).map_err(|_| SealError)
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
        let (collection, row) = (Id::random(), Id::random());
        let sealer = Sealer::of(&secret("a"), collection);
        let bytes = sealer.seal_comment(row, "They listen.").expect("sealed");
        assert_eq!(sealer.unseal_comment(row, &bytes).as_deref(), Ok("They listen."));
        assert_eq!(sealer.unseal_comment(Id::random(), &bytes), Err(SealError));
        assert_eq!(sealer.unseal_answers(row, &bytes), Err(SealError));
        assert_eq!(Sealer::of(&secret("b"), collection).unseal_comment(row, &bytes), Err(SealError));
        assert_eq!(Sealer::of(&secret("a"), Id::random()).unseal_comment(row, &bytes), Err(SealError));
    }

    #[test]
    fn comments_of_unlike_lengths_look_alike() {
        let sealer = Sealer::of(&secret("a"), Id::random());
        let length = |text: &str| sealer.seal_comment(Id::random(), text).expect("sealed").len();
        assert_eq!(length("x"), length(&"x".repeat(250)));
        assert_eq!(length(&"x".repeat(253)), length(&"x".repeat(1_000)));
        assert!(sealer.seal_comment(Id::random(), &"x".repeat(4_000 * 8)).is_ok());
    }
}
