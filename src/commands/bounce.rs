use std::io::Read;

use chrono::Utc;
use clap::Args;

use super::{Outcome, data, say};
use crate::{
    invitation::bounce::{self, Effect},
    notice,
    settings::DataSettings,
};

/// The largest notification that is read, in bytes: enough for a returned message.
const LARGEST: u64 = 4 * 1024 * 1024;
/// The exit code that makes a mail server retry later (`EX_TEMPFAIL` in sysexits.h).
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

    /// The outcome, as a keyword and a sentence that names nobody.
    fn take(&self, text: &[u8]) -> Result<&'static str, Box<dyn std::error::Error>> {
        let (store, secret) = data::open_existing(&self.data)?;
        let Some(notification) = bounce::read(text, &secret) else {
            // An error here would make the mail server write to the sender.
            return Ok(
                "nothing: The notification is not about a message of this service. Nothing was changed.",
            );
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
            "again: The message could not be delivered yet. It will be sent again later."
        }
        Effect::GivenUp => {
            "given-up: The message was returned too many times and will not be sent again. The \
                mailbox may exist."
        }
        Effect::NotTheMailbox => {
            "not-the-mailbox: The server refuses this service or its messages. The refusal is \
                counted for the collection; no mailbox is changed."
        }
        Effect::Noted => {
            "noted: Mail to a console user was returned. Their page under Users says so."
        }
        Effect::Stopped => {
            "stops-messages: The recipient complained. Their mailbox gets no more messages."
        }
        Effect::Counted => {
            "counted: This was not understood. Administrators see the number of such messages."
        }
        Effect::Nothing => "nothing: Nothing had to be changed.",
    }
}
