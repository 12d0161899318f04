use actix_multipart::Multipart;
use futures_util::{StreamExt, TryStreamExt};

use super::confirming::{COUNTED, SEEN};
use crate::{console::form::number, invitation::import::Consent};

/// The largest list that is read, in bytes: some 200,000 mailboxes.
const LARGEST: usize = 10 * 1024 * 1024;

/// A list as it was uploaded.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Upload {
    pub bytes: Vec<u8>,
    /// Whether rows that cannot be taken are to be passed over.
    pub skip_bad: bool,
    /// How many new mailboxes its sender has seen that it has, if they were asked.
    pub seen: Option<usize>,
    /// How many they have written that it has; empty if they wrote nothing.
    pub counted: String,
}

impl Upload {
    /// What its sender agrees to.
    pub fn consent(&self) -> Consent {
        match number(&self.counted) {
            Some(count) => Consent::Counted(count),
            None => self.seen.map_or(Consent::None, Consent::Seen),
        }
    }
}

/// The longest number that is read, in bytes.
const LONGEST_NUMBER: usize = 20;

/// Why an upload cannot be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BadUpload {
    #[error("The file is larger than 10 MB. Upload it in parts.")]
    TooLarge,
    #[error("The file was cut off on its way. Choose it again and send it once more.")]
    CutOff,
    #[error("Choose the file with the list of mailboxes.")]
    Empty,
}

/// Reads the form with the list. All of it is read, so that its sender hears what is wrong with it.
pub async fn read(mut form: Multipart) -> Result<Upload, BadUpload> {
    let mut upload = Upload::default();
    let mut too_large = false;
    while let Some(mut field) = form.try_next().await.map_err(|_| BadUpload::CutOff)? {
        let name = field.name().unwrap_or_default().to_owned();
        let is_list = name == "list";
        upload.skip_bad |= name == "skip_bad";
        let mut short = Vec::new();
        while let Some(chunk) = field.next().await {
            let chunk = chunk.map_err(|_| BadUpload::CutOff)?;
            too_large |= upload.bytes.len() + chunk.len() > LARGEST;
            if is_list && !too_large {
                upload.bytes.extend_from_slice(&chunk);
            } else if short.len() + chunk.len() <= LONGEST_NUMBER {
                short.extend_from_slice(&chunk);
            }
        }
        let short = String::from_utf8_lossy(&short).trim().to_owned();
        match name.as_str() {
            SEEN => upload.seen = short.parse().ok(),
            COUNTED => upload.counted = short,
            _ => {}
        }
    }
    match upload {
        _ if too_large => Err(BadUpload::TooLarge),
        Upload { ref bytes, .. } if bytes.trim_ascii().is_empty() => Err(BadUpload::Empty),
        upload => Ok(upload),
    }
}
