use super::{
    carrier::{Way, WayError},
    message::{Sender, Unsendable},
    reference::{Purpose, ROOM, Signer, Written},
    sender::{Context, Office, OfficeError, Pace},
};
use crate::{
    settings::{BaseUrl, HelpLines, MailSettings, Patience},
    store::{Id, Secret, Store},
};

/// The context of sending: sender, transport and signing keys.
pub struct Post {
    pub way: Way,
    pub context: Context,
    pace: Pace,
    opt_outs: Signer,
}

/// Why the settings do not allow sending.
#[derive(Debug, thiserror::Error)]
pub enum PostError {
    #[error(transparent)]
    Way(#[from] WayError),
    #[error(transparent)]
    Sender(#[from] Unsendable),
    /// The return address is too long: a mail server would refuse every message or cut off the
    /// reference.
    #[error(
        "The return address for undeliverable messages has {0} characters before the @. Speir \
            adds a reference of 40 characters there, and mail allows 64 in total. Set \
            SPEIR_BOUNCES_TO to an address with at most {ROOM}, such as bounces@YOUR-DOMAIN."
    )]
    LongReturnPath(usize),
}

impl Post {
    /// Reads the settings. Nothing is sent yet.
    pub fn new(
        secret: &Secret,
        mail: &MailSettings,
        help: &HelpLines,
        base_url: &BaseUrl,
    ) -> Result<Self, PostError> {
        let sender = Sender::of(mail, help)?;
        let length = sender.bounces.user().len();
        if length > ROOM {
            return Err(PostError::LongReturnPath(length));
        }
        Ok(Self {
            way: Way::of(mail, base_url)?,
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

    /// The time-outs for mail servers.
    pub const fn patience(&self) -> Patience {
        self.pace.patience
    }

    /// The days after closing when addresses are deleted.
    pub const fn keep_days(&self) -> u32 {
        self.pace.keep_days
    }

    /// The invitation in an opt-out address.
    pub fn invitation(&self, written: &str) -> Option<Id> {
        let written: Written = written.parse().ok()?;
        self.opt_outs.read(&written).map(|reference| reference.invitation)
    }

    /// Starts to send.
    pub fn open_office(&self, store: Store) -> Result<Office, OfficeError> {
        Office::open(store, self.context.clone(), &self.way, self.pace)
    }
}
