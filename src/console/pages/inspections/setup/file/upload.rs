use actix_multipart::Multipart;
use futures_util::{StreamExt, TryStreamExt};

use crate::console::shell::once;

/// The largest file that is read, in bytes: more than 32 areas with all their parts need.
const LARGEST: usize = 256 * 1024;

/// What was sent.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sent {
    /// The file, or else the typed text.
    pub text: String,
    pub step: String,
    /// The key of the form.
    pub key: String,
}

/// Why nothing can be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BadFile {
    #[error(
        "The file is larger than 256 KB, the limit for an inspection file. Choose another file."
    )]
    TooLarge,
    #[error("The upload was interrupted. Choose the file and send it again.")]
    CutOff,
    #[error("Choose a file, or type its text in the box below.")]
    None,
    #[error("This file is empty. Choose another file, or type its text in the box below.")]
    Empty,
    #[error("This is not a text file. Choose a TOML file, such as inspection.toml.")]
    NotText,
}

/// Reads the form to its end, so that the client gets the error.
pub async fn read(mut form: Multipart) -> Result<Sent, BadFile> {
    let (mut file, mut text, mut step, mut key) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    let mut size = 0_usize;
    let mut has_file = false;
    while let Some(mut field) = form.try_next().await.map_err(|_| BadFile::CutOff)? {
        has_file |= field
            .content_disposition()
            .and_then(|about| about.get_filename())
            .is_some_and(|name| !name.is_empty());
        let mut into = match field.name() {
            Some("file") => Some(&mut file),
            Some("text") => Some(&mut text),
            Some("step") => Some(&mut step),
            Some(once::KEY) => Some(&mut key),
            _ => None,
        };
        while let Some(chunk) = field.next().await {
            let chunk = chunk.map_err(|_| BadFile::CutOff)?;
            size = size.saturating_add(chunk.len());
            if let Some(into) = into.as_mut().filter(|_| size <= LARGEST) {
                into.extend_from_slice(&chunk);
            }
        }
    }
    let given = if file.trim_ascii().is_empty() { text } else { file };
    let key = String::from_utf8_lossy(&key).into_owned();
    match (String::from_utf8(given), String::from_utf8(step)) {
        _ if size > LARGEST => Err(BadFile::TooLarge),
        (Ok(text), Ok(_)) if text.trim().is_empty() => {
            Err(if has_file { BadFile::Empty } else { BadFile::None })
        }
        // Browsers send typed text with CR LF line ends.
        (Ok(text), Ok(step)) => {
            let text = text.trim_start_matches('\u{feff}').replace("\r\n", "\n");
            Ok(Sent { text, step, key })
        }
        _ => Err(BadFile::NotText),
    }
}
