use std::time::Duration;

use chrono::{DateTime, Utc};

use super::{
    backoff,
    queries::{Claimed, Outcome},
};
use crate::{
    invitation::{refusal::Refusal, transport::Failure},
    settings::Patience,
};

/// How long a message waits after trouble that did not concern it.
const AFTER_TROUBLE: Duration = Duration::from_secs(20);
/// A message that may have arrived waits as if it had been refused this many more times, so that a
/// second copy comes late.
const LATER_BY: u32 = 4;
/// This many permanent refusals in a row mean that the server or its settings are wrong.
const SUSPICIOUS: u32 = 100;

/// This many failed deliveries in a row mean that the server is down, rather than one connection or
/// mailbox.
const SEVERAL: u32 = 4;

/// Interprets a mail server's reply for the message and for the server.
#[derive(Default)]
pub struct Judge {
    patience: Patience,
    refused_in_a_row: u32,
    failed_in_a_row: u32,
}

/// What a reply means for the mail server.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    Fine,
    Neutral,
    /// Pause.
    Trouble,
}

impl Judge {
    pub fn new(patience: Patience) -> Self {
        Self { patience, ..Self::default() }
    }

    pub fn judge(
        &mut self,
        claimed: &Claimed,
        carried: Result<(), Failure>,
        now: DateTime<Utc>,
    ) -> (Outcome, Verdict) {
        if matches!(carried, Ok(()) | Err(Failure::Refused(..))) {
            self.failed_in_a_row = 0;
        }
        match carried {
            Ok(()) => {
                self.refused_in_a_row = 0;
                (Outcome::Sent, Verdict::Fine)
            }
            Err(Failure::Refused(Refusal::Mailbox, _)) => {
                self.refused_in_a_row += 1;
                (Outcome::Undeliverable, Verdict::Neutral)
            }
            Err(Failure::Refused(Refusal::Later, code)) => {
                (Outcome::Later { code, due_at: self.again(claimed, 0, now) }, Verdict::Neutral)
            }
            Err(Failure::Refused(Refusal::Sender, code)) => {
                if self.refused_in_a_row == 0 {
                    tracing::warn!(code, "the mail server refuses messages from this service");
                }
                self.refused_in_a_row += 1;
                (Outcome::Unwelcome { code, due_at: self.again(claimed, 0, now) }, Verdict::Neutral)
            }
            Err(Failure::Trouble(what)) => {
                (Outcome::Untouched { due_at: self.after_trouble(now) }, self.failed(&what))
            }
            Err(Failure::Unknown(what)) => (
                Outcome::Unknown { due_at: self.again(claimed, LATER_BY, now) },
                self.failed(&what),
            ),
            Err(Failure::Withheld) => (Outcome::Untouched { due_at: now }, Verdict::Neutral),
        }
    }

    /// When messages that were not tried are due after trouble.
    pub fn after_trouble(&self, now: DateTime<Utc>) -> DateTime<Utc> {
        now + self.patience.of(AFTER_TROUBLE)
    }

    pub const fn is_suspicious(&self) -> bool {
        self.refused_in_a_row >= SUSPICIOUS
    }

    pub const fn forget(&mut self) {
        self.refused_in_a_row = 0;
    }

    /// A message waits longer each time.
    fn again(&self, claimed: &Claimed, later_by: u32, now: DateTime<Utc>) -> DateTime<Utc> {
        let attempt = u32::try_from(claimed.attempts + 1).unwrap_or(1);
        now + self.patience.of(backoff::wait(attempt + later_by))
    }

    /// What a failure means for the server: nothing until several have followed in a row.
    fn failed(&mut self, what: &str) -> Verdict {
        self.failed_in_a_row = self.failed_in_a_row.saturating_add(1);
        match self.failed_in_a_row {
            1 => tracing::warn!(
                problem = what,
                "a message could not be delivered to the mail server; it will be retried"
            ),
            SEVERAL => {
                tracing::warn!(
                    problem = what,
                    "messages are waiting because the mail server cannot be reached"
                );
            }
            _ => {}
        }
        if self.failed_in_a_row < SEVERAL { Verdict::Neutral } else { Verdict::Trouble }
    }
}
