use actix_multipart::Multipart;
use futures_util::{StreamExt, TryStreamExt};

use crate::programme::file::LARGEST;

/// The field with the fingerprint of the figures that the sender saw.
pub const SEEN: &str = "seen";

/// Why nothing can be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BadUpload {
    #[error("The file is larger than 1 MB, the limit for a file of figures.")]
    TooLarge,
    #[error("The upload was interrupted. Choose the file and send it again.")]
    CutOff,
    #[error("Choose a file.")]
    None,
}

/// What was sent.
#[derive(Clone, Debug, Default)]
pub struct Sent {
    pub file: Vec<u8>,
    /// The fingerprint of the figures that the sender saw.
    pub seen: String,
}

/// Reads the form to its end, so that the client gets the error. Keeps no more than [`LARGEST`].
pub async fn read(mut form: Multipart) -> Result<Sent, BadUpload> {
    let (mut file, mut seen, mut size, mut has_file) = (Vec::new(), Vec::new(), 0_usize, false);
    while let Some(mut field) = form.try_next().await.map_err(|_| BadUpload::CutOff)? {
        let is_file = field.name() == Some("file");
        let is_seen = field.name() == Some(SEEN);
        let name = field.content_disposition().and_then(|about| about.get_filename());
        has_file |= is_file && name.is_some_and(|name| !name.is_empty());
        while let Some(chunk) = field.next().await {
            let chunk = chunk.map_err(|_| BadUpload::CutOff)?;
            size = size.saturating_add(chunk.len());
            if size <= LARGEST && is_file {
                file.extend_from_slice(&chunk);
            } else if size <= LARGEST && is_seen {
                seen.extend_from_slice(&chunk);
            }
        }
    }
    match (size > LARGEST, has_file) {
        (true, _) => Err(BadUpload::TooLarge),
        (false, false) => Err(BadUpload::None),
        (false, true) => Ok(Sent { file, seen: String::from_utf8_lossy(&seen).into_owned() }),
    }
}
