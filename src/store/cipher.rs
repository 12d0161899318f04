//! Encryption of single values: XChaCha20-Poly1305, whose nonces are long enough to be drawn at
//! random.

use chacha20poly1305::{
    Key, KeyInit, XChaCha20Poly1305, XNonce,
    aead::{Aead, Payload},
};
use rand::RngCore;

const FORMAT: u8 = 1;
const NONCE: usize = 24;

/// Seals values under one key. A sealed value is bound to a place, so it cannot be moved to
/// another.
pub struct Cipher(XChaCha20Poly1305);

impl Cipher {
    pub fn new(key: [u8; 32]) -> Self {
        Self(XChaCha20Poly1305::new(&Key::from(key)))
    }

    /// `None` only for more bytes than the cipher takes, 256 GB.
    pub fn seal(&self, place: &[u8], bytes: &[u8]) -> Option<Vec<u8>> {
        let mut nonce = [0; NONCE];
        rand::rng().fill_bytes(&mut nonce);
        let sealed =
            self.0.encrypt(&XNonce::from(nonce), Payload { msg: bytes, aad: place }).ok()?;
        Some([&[FORMAT], nonce.as_slice(), &sealed].concat())
    }

    /// `None` if the bytes were changed, moved, or sealed with another key.
    pub fn open(&self, place: &[u8], sealed: &[u8]) -> Option<Vec<u8>> {
        let rest = sealed.strip_prefix(&[FORMAT])?;
        let (nonce, rest) = rest.split_first_chunk::<NONCE>()?;
        self.0.decrypt(&XNonce::from(*nonce), Payload { msg: rest, aad: place }).ok()
    }
}

/// Pads a text to the first of `steps` that it fits, so that its length reveals little. `None` if
/// it fits none.
pub fn pad(text: &str, steps: &[usize]) -> Option<Vec<u8>> {
    let length = u32::try_from(text.len()).ok()?;
    let padded = steps.iter().copied().find(|step| *step >= text.len() + 4)?;
    let mut bytes = Vec::with_capacity(padded);
    bytes.extend(length.to_le_bytes());
    bytes.extend(text.as_bytes());
    bytes.resize(padded, 0);
    Some(bytes)
}

/// The text that was padded.
pub fn unpad(bytes: &[u8]) -> Option<String> {
    let (length, text) = bytes.split_first_chunk::<4>()?;
    let length = usize::try_from(u32::from_le_bytes(*length)).ok()?;
    String::from_utf8(text.get(..length)?.to_vec()).ok()
}
