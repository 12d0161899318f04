use std::io::Read;

use chrono::Utc;
use clap::Args;

use super::{Outcome, data, say};
use crate::{
    invitation::bounce::{self, Effect},
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

    /// What followed, in words that name nobody.
    fn take(&self, text: &[u8]) -> Result<&'static str, Box<dyn std::error::Error>> {
        let (store, secret) = data::open_existing(&self.data)?;
        let Some(notification) = bounce::read(text, &secret) else {
            // An error here would have the mail server write to whoever sent it.
            return Ok("This is no delivery status notification about a message of this service. Nothing was changed.");
        };
        Ok(match bounce::take(&mut *store.connection()?, notification, Utc::now())? {
            Effect::Undeliverable => "The mailbox is marked as undeliverable.",
            Effect::Again => "The message will be sent again later.",
            Effect::Nothing => "Nothing had to be changed.",
        })
    }
}
