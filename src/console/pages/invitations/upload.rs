use actix_multipart::Multipart;
use base64::{Engine, engine::general_purpose::STANDARD};
use futures_util::{StreamExt, TryStreamExt};

use super::confirming::{COUNTED, SEEN, SHEET, WORKBOOK};
use crate::{console::shell::form::number, invitation::import::Consent};

/// The largest file that is accepted, in bytes: some 200,000 mailboxes.
const LARGEST: usize = 10 * 1024 * 1024;
/// The largest form, in bytes. The list from a compressed workbook returns uncompressed.
const LARGEST_FORM: usize = 32 * 1024 * 1024;
/// The longest number or name of a sheet, in bytes.
const LONGEST: usize = 400;

/// A list as it was uploaded.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Upload {
    pub bytes: Vec<u8>,
    /// The chosen sheet of the workbook.
    pub sheet: Option<String>,
    /// The number of new mailboxes on the page that asked for confirmation.
    pub seen: Option<usize>,
    /// The number typed for a large list.
    pub counted: String,
}

impl Upload {
    /// What the user consents to.
    pub fn consent(&self) -> Consent {
        match number(&self.counted) {
            Some(count) => Consent::Counted(count),
            None => self.seen.map_or(Consent::None, Consent::Seen),
        }
    }

    /// Whether the user has seen what the list changes.
    pub const fn is_answer(&self) -> bool {
        self.seen.is_some() || !self.counted.is_empty()
    }
}

/// Why an upload cannot be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BadUpload {
    #[error("The file is larger than 10 MB. Upload it in parts.")]
    TooLarge,
    #[error("The upload was interrupted. Choose the file again.")]
    CutOff,
    #[error("Choose the file with the list of people.")]
    None,
    #[error("This file is empty. Choose the file with the list of people.")]
    Empty,
}

/// Reads the form with the list. It is read to its end even if it is too large, so that the browser
/// shows the answer.
pub async fn read(mut form: Multipart) -> Result<Upload, BadUpload> {
    let mut upload = Upload::default();
    let mut workbook = Vec::new();
    let mut size = 0;
    let mut has_file = false;
    while let Some(mut field) = form.try_next().await.map_err(|_| BadUpload::CutOff)? {
        let name = field.name().unwrap_or_default().to_owned();
        has_file |= field
            .content_disposition()
            .and_then(|about| about.get_filename())
            .is_some_and(|name| !name.is_empty());
        let mut short = Vec::new();
        while let Some(chunk) = field.next().await {
            let chunk = chunk.map_err(|_| BadUpload::CutOff)?;
            size += chunk.len();
            match name.as_str() {
                _ if size > LARGEST_FORM => {}
                "list" => upload.bytes.extend_from_slice(&chunk),
                WORKBOOK => workbook.extend_from_slice(&chunk),
                _ if short.len() + chunk.len() <= LONGEST => short.extend_from_slice(&chunk),
                _ => {}
            }
        }
        let short = String::from_utf8_lossy(&short);
        match name.as_str() {
            SEEN => upload.seen = short.trim().parse().ok(),
            COUNTED => short.trim().clone_into(&mut upload.counted),
            // Names of sheets may differ only in spaces.
            SHEET => upload.sheet = Some(short.into_owned()).filter(|name| !name.is_empty()),
            _ => {}
        }
    }
    if upload.bytes.is_empty() && !workbook.is_empty() {
        upload.bytes = STANDARD.decode(workbook.trim_ascii()).map_err(|_| BadUpload::CutOff)?;
    }
    match upload {
        _ if size > LARGEST_FORM => Err(BadUpload::TooLarge),
        Upload { ref bytes, .. } if bytes.len() > LARGEST && !upload.is_answer() => {
            Err(BadUpload::TooLarge)
        }
        Upload { ref bytes, .. } if bytes.trim_ascii().is_empty() => {
            Err(if has_file { BadUpload::Empty } else { BadUpload::None })
        }
        upload => Ok(upload),
    }
}
