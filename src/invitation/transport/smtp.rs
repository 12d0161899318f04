use std::{error::Error as _, io};

use lettre::{
    Message,
    transport::smtp::{
        Error,
        authentication::Mechanism,
        client::{SmtpConnection, TlsParameters},
        commands::{Data, Mail, Rcpt, Rset},
        extension::{Extension, MailBodyParameter, MailParameter},
    },
};

use super::{Failure, Server, ServerAddress, address::Encryption};
use crate::invitation::refusal::{Answer, Refusal};

/// One connection, reused for several messages and reopened when lost.
pub struct Smtp {
    server: Server,
    connection: Option<SmtpConnection>,
}

impl Smtp {
    pub const fn new(server: Server) -> Self {
        Self { server, connection: None }
    }

    pub fn carry(
        &mut self,
        message: &Message,
        may_hand_over: &mut dyn FnMut() -> bool,
    ) -> Result<(), Failure> {
        let reused = self.connection.is_some();
        match self.converse(message, may_hand_over) {
            // An idle connection may have been closed long ago. Nothing was said on it.
            Err(Stage::Sender(error))
                if reused && matches!(error.status().map(u16::from), None | Some(421)) =>
            {
                self.connection = None;
                self.converse(message, may_hand_over).map_err(|stage| self.after(stage))
            }
            outcome => outcome.map_err(|stage| self.after(stage)),
        }
    }

    /// Interprets a failure by the stage of the conversation. A connection that still works is
    /// kept.
    fn after(&mut self, stage: Stage) -> Failure {
        let failure = stage.failure(&self.server.address);
        let usable = matches!(failure, Failure::Refused(..));
        let patience = self.server.patience.command();
        self.connection = self.connection.take().filter(|_| usable).and_then(|mut connection| {
            connection.set_timeout(Some(patience)).ok()?;
            connection.command(Rset).ok().map(|_| connection)
        });
        failure
    }

    fn converse(
        &mut self,
        message: &Message,
        may_hand_over: &mut dyn FnMut() -> bool,
    ) -> Result<(), Stage> {
        let patience = self.server.patience;
        let connection = match self.connection.take() {
            Some(connection) => connection,
            None => open(&self.server).map_err(Stage::Opening)?,
        };
        let connection = self.connection.insert(connection);
        let wait = |connection: &mut SmtpConnection, time| {
            connection.set_timeout(Some(time)).map_err(|_| Stage::Lost)
        };
        let bytes = message.formatted();
        let mut parameters = Vec::new();
        if !bytes.is_ascii() && connection.server_info().supports_feature(Extension::EightBitMime) {
            parameters.push(MailParameter::Body(MailBodyParameter::EightBitMime));
        }
        let envelope = message.envelope();
        wait(connection, patience.command())?;
        connection
            .command(Mail::new(envelope.from().cloned(), parameters))
            .map_err(Stage::Sender)?;
        if let Some(to) = envelope.to().first() {
            connection.command(Rcpt::new(to.clone(), Vec::new())).map_err(Stage::Recipient)?;
        }
        wait(connection, patience.data())?;
        connection.command(Data).map_err(Stage::Data)?;
        wait(connection, patience.confirmation())?;
        if !may_hand_over() {
            return Err(Stage::Withheld);
        }
        let taken = match framed(&bytes) {
            Some(text) => connection.command(text),
            None => connection.message(&bytes),
        };
        taken.map(|_| ()).map_err(Stage::Content)
    }
}

/// A message for transmission, with its end: in one piece, because a separate end would wait for
/// the rest to be acknowledged, 40 ms per message. `None` for one that is not UTF-8; ours are.
fn framed(message: &[u8]) -> Option<String> {
    let text = std::str::from_utf8(message).ok()?;
    let dot = if text.starts_with('.') { "." } else { "" };
    Some(format!("{dot}{}\r\n.\r\n", text.replace("\r\n.", "\r\n..")))
}

/// The stage at which a conversation failed.
enum Stage {
    Opening(Error),
    Sender(Error),
    Recipient(Error),
    Data(Error),
    Withheld,
    Content(Error),
    /// The connection was lost before the content was sent.
    Lost,
}

impl Stage {
    fn failure(self, address: &ServerAddress) -> Failure {
        let say =
            |error: &Error, when: &str| format!("the mail server {address} {} {when}", told(error));
        let trouble = |error: &Error, when: &str| Failure::Trouble(say(error, when));
        let under_way = "with a message under way";
        match self {
            Self::Opening(error) => trouble(&error, "when it was called"),
            Self::Lost => {
                Failure::Trouble(format!("the connection to the mail server {address} was lost"))
            }
            Self::Withheld => Failure::Withheld,
            // The sender is the same for all messages. A permanent refusal is about this service
            // and never about a mailbox; a missing sign-in or a busy server is not about messages
            // at all.
            Self::Sender(error) => match code(&error) {
                Some(code @ 500..) if !matches!(code, 530 | 534 | 535 | 538) => {
                    Failure::Refused(Refusal::Sender, code)
                }
                _ => trouble(&error, "when it heard who sends"),
            },
            Self::Recipient(error) | Self::Data(error) => match code(&error) {
                // 421 closes the connection and says nothing about the message.
                None | Some(421) => trouble(&error, under_way),
                Some(code) => Failure::Refused(answer(&error, code).refusal(), code),
            },
            Self::Content(error) => match code(&error) {
                // No reply, or an incomplete one: the server may have the message.
                None => Failure::Unknown(say(&error, under_way)),
                Some(421) => trouble(&error, under_way),
                // The recipient had been accepted, so an unexplained refusal is about the content.
                Some(code) => Failure::Refused(
                    answer(&error, code).evidence().unwrap_or(Refusal::Sender),
                    code,
                ),
            },
        }
    }
}

fn code(error: &Error) -> Option<u16> {
    error.status().map(u16::from)
}

/// The server's reply. Its text may name a person, so it is dropped.
fn answer(error: &Error, code: u16) -> Said {
    Said { code, text: error.source().map(ToString::to_string).unwrap_or_default() }
}

struct Said {
    code: u16,
    text: String,
}

impl Said {
    fn evidence(&self) -> Option<Refusal> {
        Answer { status: None, code: Some(self.code), text: &self.text }.evidence()
    }

    fn refusal(&self) -> Refusal {
        self.evidence().unwrap_or(Refusal::Later)
    }
}

/// An error without the server's text, which may contain an address.
fn told(error: &Error) -> String {
    match (error.status(), beneath(error)) {
        (Some(code), _) => format!("answered {code}"),
        (None, Some(io::ErrorKind::TimedOut | io::ErrorKind::WouldBlock)) => {
            "did not answer in time".to_owned()
        }
        (None, Some(io::ErrorKind::InvalidData)) => "could not be trusted (TLS)".to_owned(),
        (None, _) if error.is_client() => {
            "does not support encryption or a way to sign in,".to_owned()
        }
        (None, _) => "could not be reached, or closed the connection,".to_owned(),
    }
}

/// What went wrong with the connection. TLS starts with the first read or write, so its faults and
/// timeouts appear as errors of that.
fn beneath(error: &Error) -> Option<io::ErrorKind> {
    error.source()?.downcast_ref::<io::Error>().map(io::Error::kind)
}

fn open(server: &Server) -> Result<SmtpConnection, Error> {
    let Server { address, name, patience } = server;
    let may_be_anybody = address.encryption == Encryption::WhereOffered;
    let tls = || {
        TlsParameters::builder(address.host.clone())
            .dangerous_accept_invalid_certs(may_be_anybody)
            // The certificate of a new mail server on Debian names its host, never `localhost`.
            .dangerous_accept_invalid_hostnames(may_be_anybody)
            .build()
    };
    let whole = if address.encryption == Encryption::Whole { Some(tls()?) } else { None };
    let place = (address.host.as_str(), address.port);
    let mut connection =
        SmtpConnection::connect(place, Some(patience.command()), name.id(), whole.as_ref(), None)?;
    let upgrade = match address.encryption {
        Encryption::Required => true,
        Encryption::WhereOffered => connection.can_starttls(),
        Encryption::Whole | Encryption::None => false,
    };
    if upgrade {
        connection.starttls(&tls()?, name.id())?;
    }
    if let Some(credentials) = &address.credentials {
        connection.auth(&[Mechanism::Plain, Mechanism::Login], credentials)?;
    }
    Ok(connection)
}
