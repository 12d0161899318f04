//! The transport of messages: SMTP, or a folder if there is no mail server.

mod address;
mod folder;
mod smtp;

use std::{fmt, path::PathBuf};

use lettre::Message;

pub use address::{BadAddress, ServerAddress};
use folder::Folder;
use smtp::Smtp;

use crate::{
    invitation::refusal::Refusal,
    settings::{BaseUrl, MailSettings, OwnName, Patience},
    store::private,
};

/// The destination of messages.
#[derive(Clone, Debug)]
pub enum Destination {
    Server(Server),
    Folder(PathBuf),
}

/// A mail server, and Speir's settings for it.
#[derive(Clone, Debug)]
pub struct Server {
    pub address: ServerAddress,
    pub name: OwnName,
    pub patience: Patience,
}

/// Why the settings are invalid.
#[derive(Debug, thiserror::Error)]
pub enum DestinationError {
    #[error("SMTP_URL {0}")]
    Address(#[from] BadAddress),
    #[error("{0}: {1}")]
    File(PathBuf, std::io::Error),
}

impl Destination {
    pub fn of(settings: &MailSettings, base_url: &BaseUrl) -> Result<Self, DestinationError> {
        let address = match (&settings.smtp_url, &settings.smtp_url_file) {
            (Some(text), _) => text.trim().to_owned(),
            (None, Some(path)) => private::read(path)
                .map_err(|error| DestinationError::File(path.clone(), error))?
                .trim()
                .to_owned(),
            (None, None) => String::new(),
        };
        if address.is_empty() {
            return Ok(Self::Folder(settings.mail_folder.clone().unwrap_or_else(|| "mail".into())));
        }
        let name = settings.mail_name.clone().unwrap_or_else(|| OwnName::of(base_url));
        Ok(Self::Server(Server {
            address: address.parse()?,
            name,
            patience: settings.mail_patience,
        }))
    }

    /// The transport of one thread. It connects on first use and keeps the connection.
    pub fn transport(&self) -> Transport {
        match self {
            Self::Server(server) => Transport::Smtp(Box::new(Smtp::new(server.clone()))),
            Self::Folder(path) => Transport::Folder(Folder::new(path.clone())),
        }
    }
}

impl fmt::Display for Destination {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Server(server) => write!(f, "the mail server {}", server.address),
            Self::Folder(path) => write!(f, "the folder {}", path.display()),
        }
    }
}

/// Delivers messages one after the other.
pub enum Transport {
    Smtp(Box<Smtp>),
    Folder(Folder),
}

/// Why a delivery failed. It contains neither the message nor the server's text, so it is safe to
/// log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Failure {
    /// The server refused it, with this code.
    Refused(Refusal, u16),
    /// The server is down or refuses Speir. The message was not sent.
    Trouble(String),
    /// The message was sent, but no reply confirmed its outcome.
    Unknown(String),
    /// Sending was cancelled before the content was sent.
    Withheld,
}

impl Transport {
    /// Delivers one message. `Ok` means that the server accepted it. `may_hand_over` is called just
    /// before the content is sent; after that, a failed delivery may still arrive.
    pub fn carry(
        &mut self,
        message: &Message,
        may_hand_over: &mut dyn FnMut() -> bool,
    ) -> Result<(), Failure> {
        match self {
            Self::Smtp(smtp) => smtp.carry(message, may_hand_over),
            Self::Folder(folder) => folder.carry(message, may_hand_over),
        }
    }
}
