//! How a message leaves: by SMTP, or into a folder where no mail server is named.

mod address;
mod folder;
mod smtp;

use std::{fmt, path::PathBuf};

use lettre::Message;

pub use address::{BadAddress, ServerAddress};
use folder::Folder;
use smtp::Smtp;

use crate::{settings::MailSettings, store::private};

/// Where messages go.
#[derive(Clone, Debug)]
pub enum Way {
    Server(ServerAddress),
    Folder(PathBuf),
}

/// Why the settings name no place for messages.
#[derive(Debug, thiserror::Error)]
pub enum WayError {
    #[error("SMTP_URL {0}")]
    Address(#[from] BadAddress),
    #[error("{0}: {1}")]
    File(PathBuf, std::io::Error),
}

impl Way {
    pub fn of(settings: &MailSettings) -> Result<Self, WayError> {
        let address = match (&settings.smtp_url, &settings.smtp_url_file) {
            (Some(text), _) => text.trim().to_owned(),
            (None, Some(path)) => {
                private::read(path).map_err(|error| WayError::File(path.clone(), error))?.trim().to_owned()
            }
            (None, None) => String::new(),
        };
        if address.is_empty() {
            return Ok(Self::Folder(settings.mail_folder.clone().unwrap_or_else(|| "mail".into())));
        }
        Ok(Self::Server(address.parse()?))
    }

    /// A way out for one thread. It opens a connection when it is first used, and keeps it.
    pub fn carrier(&self) -> Carrier {
        match self {
            Self::Server(address) => Carrier::Smtp(Box::new(Smtp::new(address.clone()))),
            Self::Folder(path) => Carrier::Folder(Folder::new(path.clone())),
        }
    }
}

impl fmt::Display for Way {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Server(address) => write!(f, "the mail server {address}"),
            Self::Folder(path) => write!(f, "the folder {}", path.display()),
        }
    }
}

/// Carries messages, one after the other.
pub enum Carrier {
    Smtp(Box<Smtp>),
    Folder(Folder),
}

/// Why a message did not leave. Nothing of it is repeated here, nor what a server said beside its code, so that it can be
/// logged.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Failure {
    /// This message is refused for good, with this code.
    Permanent(u16),
    /// This message is refused for now, with this code.
    Transient(u16),
    /// Speir itself may not send this, whatever the mailbox: with this code.
    Unwelcome(u16),
    /// It is not about this message: the server is away, or does not let Speir in. Whether a message that was on its way
    /// has arrived is not known.
    Trouble(String),
}

impl Carrier {
    /// Carries one message. It has been taken over once this gives `Ok`.
    pub fn carry(&mut self, message: &Message) -> Result<(), Failure> {
        match self {
            Self::Smtp(smtp) => smtp.carry(message),
            Self::Folder(folder) => folder.carry(message),
        }
    }
}
