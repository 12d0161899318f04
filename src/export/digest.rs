use std::io::{self, Write};

use data_encoding::HEXLOWER;
use sha2::{Digest, Sha256};

/// Passes bytes on and keeps the SHA-256 of all that went by.
pub struct Digesting<W> {
    inner: W,
    hasher: Sha256,
}

impl<W: Write> Digesting<W> {
    pub fn new(inner: W) -> Self {
        Self { inner, hasher: Sha256::new() }
    }

    /// What lies below, and the digest of what went there, in lower-case hexadecimal digits.
    pub fn finish(self) -> (W, String) {
        (self.inner, HEXLOWER.encode(&self.hasher.finalize()))
    }
}

impl<W: Write> Write for Digesting<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.inner.write(bytes)?;
        self.hasher.update(bytes.get(..written).unwrap_or_default());
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.inner.flush()
    }
}
