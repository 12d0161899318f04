use actix_multipart::Multipart;
use futures_util::{StreamExt, TryStreamExt};

/// The largest list that is read, in bytes: some 200,000 mailboxes.
const LARGEST: usize = 10 * 1024 * 1024;

/// A list as it was uploaded.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Upload {
    pub bytes: Vec<u8>,
    /// Whether rows that cannot be taken are to be passed over.
    pub skip_bad: bool,
}

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
        let is_list = field.name() == Some("list");
        upload.skip_bad |= field.name() == Some("skip_bad");
        while let Some(chunk) = field.next().await {
            let chunk = chunk.map_err(|_| BadUpload::CutOff)?;
            too_large |= upload.bytes.len() + chunk.len() > LARGEST;
            if is_list && !too_large {
                upload.bytes.extend_from_slice(&chunk);
            }
        }
    }
    match upload {
        _ if too_large => Err(BadUpload::TooLarge),
        Upload { ref bytes, .. } if bytes.trim_ascii().is_empty() => Err(BadUpload::Empty),
        upload => Ok(upload),
    }
}
