//! How a message leaves: by SMTP, or into a folder where no mail server is named.

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

/// Where messages go.
#[derive(Clone, Debug)]
pub enum Destination {
    Server(Server),
    Folder(PathBuf),
}

/// A mail server, and how Speir behaves towards it.
#[derive(Clone, Debug)]
pub struct Server {
    pub address: ServerAddress,
    pub name: OwnName,
    pub patience: Patience,
}

/// Why the settings name no place for messages.
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

    /// A way out for one thread. It opens a connection when it is first used, and keeps it.
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

/// Carries messages, one after the other.
pub enum Transport {
    Smtp(Box<Smtp>),
    Folder(Folder),
}

/// Why a message did not leave. Nothing of it is repeated here, nor what a server said beside its
/// code, so that it can be logged.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Failure {
    /// The server refused it, with this code.
    Refused(Refusal, u16),
    /// It is not about this message: the server is away, or does not let Speir in. The message was
    /// not handed over.
    Trouble(String),
    /// The message was handed over, and no answer says what became of it.
    Unknown(String),
    /// Whoever asked for it to be sent took that back, before its content was handed over.
    Withheld,
}

impl Transport {
    /// Carries one message. It has been taken over once this gives `Ok`. `may_hand_over` is asked
    /// just before the content leaves: from then on, a failure can mean that the message arrives
    /// all the same.
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
