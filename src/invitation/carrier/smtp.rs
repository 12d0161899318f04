use std::{error::Error as _, io, sync::LazyLock, time::Duration};

use lettre::{
    Address, Message,
    transport::smtp::{
        Error,
        authentication::Mechanism,
        client::{SmtpConnection, TlsParameters},
        commands::{Data, Mail, Rcpt, Rset},
        extension::{ClientId, Extension, MailBodyParameter, MailParameter},
    },
};

use super::{Failure, ServerAddress, address::Encryption};

/// How long the server may take for each of its answers. Some look at a message for long before they take it.
const PATIENCE: Duration = Duration::from_secs(30);

/// One connection, kept from message to message and opened anew when it is gone.
pub struct Smtp {
    address: ServerAddress,
    connection: Option<SmtpConnection>,
}

impl Smtp {
    pub const fn new(address: ServerAddress) -> Self {
        Self { address, connection: None }
    }

    pub fn carry(&mut self, message: &Message) -> Result<(), Failure> {
        let reused = self.connection.is_some();
        match self.converse(message) {
            // An idle connection may have been closed long ago. Nothing was said on it.
            Err(Stage::Sender(error)) if reused && matches!(error.status().map(u16::from), None | Some(421)) => {
                self.connection = None;
                self.converse(message).map_err(|stage| self.after(stage))
            }
            outcome => outcome.map_err(|stage| self.after(stage)),
        }
    }

    /// What a failure means, depending on how far the conversation had come. A connection that still works is kept.
    fn after(&mut self, stage: Stage) -> Failure {
        let failure = stage.failure(&self.address);
        let usable = !matches!(failure, Failure::Trouble(_));
        self.connection = self.connection.take().filter(|_| usable).and_then(|mut c| c.command(Rset).ok().map(|_| c));
        failure
    }

    fn converse(&mut self, message: &Message) -> Result<(), Stage> {
        let connection = match self.connection.take() {
            Some(connection) => connection,
            None => open(&self.address).map_err(Stage::Opening)?,
        };
        let connection = self.connection.insert(connection);
        let bytes = message.formatted();
        let mut parameters = Vec::new();
        if !bytes.is_ascii() && connection.server_info().supports_feature(Extension::EightBitMime) {
            parameters.push(MailParameter::Body(MailBodyParameter::EightBitMime));
        }
        let envelope = message.envelope();
        let to: Option<&Address> = envelope.to().first();
        connection.command(Mail::new(envelope.from().cloned(), parameters)).map_err(Stage::Sender)?;
        if let Some(to) = to {
            connection.command(Rcpt::new(to.clone(), Vec::new())).map_err(Stage::Recipient)?;
        }
        connection.command(Data).map_err(Stage::Content)?;
        let taken = match framed(&bytes) {
            Some(text) => connection.command(text),
            None => connection.message(&bytes),
        };
        taken.map(|_| ()).map_err(Stage::Content)
    }
}

/// A message as it travels, with its end: in one piece, since the end in a piece of its own would wait until the rest was
/// confirmed to have arrived, 40 ms for each message. `None` for one that is not UTF-8, which ours are.
fn framed(message: &[u8]) -> Option<String> {
    let text = std::str::from_utf8(message).ok()?;
    let dot = if text.starts_with('.') { "." } else { "" };
    Some(format!("{dot}{}\r\n.\r\n", text.replace("\r\n.", "\r\n..")))
}

/// How far a conversation had come when it failed.
enum Stage {
    Opening(Error),
    Sender(Error),
    Recipient(Error),
    Content(Error),
}

impl Stage {
    fn failure(self, address: &ServerAddress) -> Failure {
        let trouble =
            |error: &Error, when: &str| Failure::Trouble(format!("the mail server {address} {} {when}", told(error)));
        match self {
            Self::Opening(error) => trouble(&error, "when it was called"),
            // Who sends is the same for all: it is not this message that the server does not like.
            Self::Sender(error) => trouble(&error, "when it heard who sends"),
            Self::Recipient(error) | Self::Content(error) => match error.status().map(u16::from) {
                // It says goodbye to the connection, not to the message.
                None | Some(421) => trouble(&error, "with a message under way"),
                Some(code @ 500..) if is_policy(code, &error) => Failure::Unwelcome(code),
                Some(code @ 500..) => Failure::Permanent(code),
                Some(code) => Failure::Transient(code),
            },
        }
    }
}

/// Whether a refusal is about who sends, or what (RFC 3463: a status of X.7.X), and says nothing of the mailbox.
fn is_policy(code: u16, error: &Error) -> bool {
    let text = error.source().map(ToString::to_string).unwrap_or_default();
    matches!(code, 530 | 535 | 538) || text.starts_with("5.7.")
}

/// What an error says without the text of the server, which may repeat an address.
fn told(error: &Error) -> String {
    match (error.status(), beneath(error)) {
        (Some(code), _) => format!("answered {code}"),
        (None, Some(io::ErrorKind::TimedOut | io::ErrorKind::WouldBlock)) => "did not answer in time".to_owned(),
        (None, Some(io::ErrorKind::InvalidData)) => "could not be trusted (TLS)".to_owned(),
        (None, _) if error.is_client() => "cannot do what is needed: encryption, or a way to sign in,".to_owned(),
        (None, _) => "could not be reached, or closed the connection,".to_owned(),
    }
}

/// What went wrong with the connection. The encryption begins with the first byte that is read or written, so what it
/// finds amiss comes as an error of that, and so does a wait that was too long.
fn beneath(error: &Error) -> Option<io::ErrorKind> {
    error.source()?.downcast_ref::<io::Error>().map(io::Error::kind)
}

/// The name that Speir introduces itself with.
static OWN_NAME: LazyLock<ClientId> = LazyLock::new(ClientId::default);

fn open(address: &ServerAddress) -> Result<SmtpConnection, Error> {
    let tls = || {
        TlsParameters::builder(address.host.clone())
            .dangerous_accept_invalid_certs(address.encryption == Encryption::WhereOffered)
            .build()
    };
    let whole = if address.encryption == Encryption::Whole { Some(tls()?) } else { None };
    let server = (address.host.as_str(), address.port);
    let mut connection = SmtpConnection::connect(server, Some(PATIENCE), &OWN_NAME, whole.as_ref(), None)?;
    let upgrade = match address.encryption {
        Encryption::Required => true,
        Encryption::WhereOffered => connection.can_starttls(),
        Encryption::Whole | Encryption::None => false,
    };
    if upgrade {
        connection.starttls(&tls()?, &OWN_NAME)?;
    }
    if let Some(credentials) = &address.credentials {
        connection.auth(&[Mechanism::Plain, Mechanism::Login], credentials)?;
    }
    Ok(connection)
}
