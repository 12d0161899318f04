use std::io::Read;

use chrono::Utc;
use clap::Args;

use super::{Outcome, data, say};
use crate::{
    invitation::bounce::{self, Effect},
    notice,
    settings::DataSettings,
};

/// The most that is read of a notification, in bytes: enough for a returned message.
const LARGEST: u64 = 4 * 1024 * 1024;
/// What tells a mail server to hand it over again later (`EX_TEMPFAIL` of sysexits.h).
const TRY_AGAIN: i32 = 75;

#[derive(Debug, Args)]
pub struct Bounce {
    #[command(flatten)]
    data: DataSettings,
}

impl Bounce {
    pub fn run(self) -> Outcome {
        let mut text = Vec::new();
        std::io::stdin().take(LARGEST).read_to_end(&mut text)?;
        match self.take(&text) {
            Ok(effect) => {
                say(effect)?;
                Ok(())
            }
            Err(error) => {
                eprintln!("error: {error}");
                std::process::exit(TRY_AGAIN)
            }
        }
    }

    /// What followed, in words that name nobody. Each begins with the word for it.
    fn take(&self, text: &[u8]) -> Result<&'static str, Box<dyn std::error::Error>> {
        let (store, secret) = data::open_existing(&self.data)?;
        let Some(notification) = bounce::read(text, &secret) else {
            // An error here would have the mail server write to whoever sent it.
            return Ok("nothing: This is about no message of this service. Nothing was changed.");
        };
        let (connection, now) = (&mut *store.connection()?, Utc::now());
        let effect = if notification.is_notice {
            notice::returned::take(connection, &notification, now)?
        } else {
            bounce::take(connection, &notification, &secret, now)?
        };
        Ok(told(effect))
    }
}

const fn told(effect: Effect) -> &'static str {
    match effect {
        Effect::Undeliverable => {
            "undeliverable: The mailbox does not exist or is closed. It is marked as \
                undeliverable and gets no more messages."
        }
        Effect::Again => {
            "again: The message could not be delivered for now. It will be sent again later."
        }
        Effect::GivenUp => {
            "given-up: The message came back too many times and is given up. It is not known that \
                the mailbox does not exist."
        }
        Effect::NotTheMailbox => {
            "not-the-mailbox: The server refuses this service or its messages. That is counted \
             for the collection; no mailbox is changed."
        }
        Effect::Noted => {
            "noted: Mail to a user of the console came back. Their page under Users says so."
        }
        Effect::Stopped => {
            "stops-messages: The recipient complained. Their mailbox gets no more messages."
        }
        Effect::Counted => {
            "counted: This was not understood. Administrators are shown how many there are."
        }
        Effect::Nothing => "nothing: Nothing had to be changed.",
    }
}
