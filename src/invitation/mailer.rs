use super::{
    message::{Sender, Unsendable},
    outbox::{Context, Outbox, OutboxError, Pace},
    reference::{Purpose, ROOM, Signer, Written},
    transport::{Destination, DestinationError},
};
use crate::{
    settings::{BaseUrl, HelpLines, MailSettings, Patience},
    store::{Id, Secret, Store},
};

/// Everything that sending needs: who sends, how it leaves, and what signs.
pub struct Mailer {
    pub way: Destination,
    pub context: Context,
    pace: Pace,
    opt_outs: Signer,
}

/// Why the settings do not let messages be sent.
#[derive(Debug, thiserror::Error)]
pub enum MailerError {
    #[error(transparent)]
    Destination(#[from] DestinationError),
    #[error(transparent)]
    Sender(#[from] Unsendable),
    /// A mail server would refuse every message, or cut the reference off.
    #[error(
        "The address that undeliverable messages return to has {0} characters before the @. A \
         reference of 40 is added there, and mail allows 64 in all. Set SPEIR_BOUNCES_TO to an \
         address with at most {ROOM}, such as bounces@YOUR-DOMAIN."
    )]
    LongReturnPath(usize),
}

impl Mailer {
    /// Reads the settings. Nothing is sent yet.
    pub fn new(
        secret: &Secret,
        mail: &MailSettings,
        help: &HelpLines,
        base_url: &BaseUrl,
    ) -> Result<Self, MailerError> {
        let sender = Sender::of(mail, help)?;
        let length = sender.bounces.user().len();
        if length > ROOM {
            return Err(MailerError::LongReturnPath(length));
        }
        Ok(Self {
            way: Destination::of(mail, base_url)?,
            context: Context::new(secret.clone(), sender, help.clone(), base_url.clone()),
            pace: Pace {
                per_minute: mail.mail_per_minute,
                keep_days: mail.keep_addresses_days,
                patience: mail.mail_patience,
                hours: mail.reminder_hours,
            },
            opt_outs: Signer::of(secret, Purpose::OptOut),
        })
    }

    /// How many messages all processes together may send in a minute.
    pub const fn per_minute(&self) -> u32 {
        self.pace.per_minute
    }

    /// How long mail servers are waited for.
    pub const fn patience(&self) -> Patience {
        self.pace.patience
    }

    /// After how many days from closing the addresses are deleted.
    pub const fn keep_days(&self) -> u32 {
        self.pace.keep_days
    }

    /// The invitation whose messages an address stops.
    pub fn invitation(&self, written: &str) -> Option<Id> {
        let written: Written = written.parse().ok()?;
        self.opt_outs.read(&written).map(|reference| reference.invitation)
    }

    /// Starts to send.
    pub fn open_outbox(&self, store: Store) -> Result<Outbox, OutboxError> {
        Outbox::open(store, self.context.clone(), &self.way, self.pace)
    }
}
