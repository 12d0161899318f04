use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

use chrono::{DateTime, Utc};

use super::{
    backoff,
    batch::{Context, Made, minute},
    queries::{self, Claimed, Outcome},
    worker::{Done, Job, Workers},
};
use crate::{
    invitation::{carrier::Failure, retention, wave},
    store::{Store, StoreError},
};

/// How many messages one turn claims.
const BATCH: u32 = 100;
/// How long a message waits after trouble that was not about it.
const AFTER_TROUBLE: Duration = Duration::from_secs(20);
/// So many refusals for good, one after the other, are no accident: the server or its settings are wrong.
const SUSPICIOUS: u32 = 100;

/// Takes turns at the queue.
pub struct Turns {
    pub store: Store,
    pub context: Context,
    pub workers: Workers,
    pub per_minute: u32,
    pub keep_days: u32,
    pub stop: Arc<AtomicBool>,
    pub refused_in_a_row: u32,
}

/// How a turn went.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Turn {
    /// There may be more at once.
    Worked,
    Idle,
    /// The mail server is in trouble: it should have a rest.
    Trouble,
}

impl Turns {
    pub fn take(&mut self) -> Result<Turn, StoreError> {
        let now = Utc::now();
        let mut connection = self.store.connection()?;
        wave::drop_closed(&mut connection, now)?;
        wave::begin_due(&mut connection, now)?;
        let claimed = queries::claim(&mut connection, BATCH, self.per_minute, now)?;
        if claimed.is_empty() {
            return Ok(Turn::Idle);
        }
        let made = self.context.make(&mut connection, claimed)?;
        // A mail server may be slow: pages need the connection more.
        drop(connection);
        self.carry(made, now)
    }

    /// Deletes the addresses of collections that closed long ago.
    pub fn tidy(&self) -> Result<(), StoreError> {
        retention::erase_expired(&mut *self.store.connection()?, self.keep_days, Utc::now()).map(|_| ())
    }

    fn carry(&mut self, made: Vec<(Claimed, Made)>, now: DateTime<Utc>) -> Result<Turn, StoreError> {
        let mut settled = Vec::new();
        let mut under_way = 0;
        for (claimed, letter) in made {
            match letter {
                Made::Ready(message) => {
                    under_way += 1;
                    self.workers.hand(Job { claimed, message: *message, until: now + queries::LEASE });
                }
                Made::Unneeded => settled.push((claimed, Outcome::Unneeded)),
                Made::Impossible => settled.push((claimed, Outcome::Untouched { due_at: now + queries::LEASE })),
            }
        }
        let mut lost = self.record(&settled, Some(minute(now))).err();
        let mut turn = Turn::Worked;
        while under_way > 0 {
            let done = self.workers.finished();
            under_way -= done.len().min(under_way);
            let outcomes: Vec<_> = done.into_iter().map(|done| self.judge(done, &mut turn)).collect();
            // A database that is away now may be back for the next: what is not recorded is sent again.
            lost = self.record(&outcomes, None).err().or(lost);
        }
        lost.map_or(Ok(turn), Err)
    }

    /// Records what became of messages. Of those that were not sent, the `minute` gets its allowance back.
    fn record(&self, outcomes: &[(Claimed, Outcome)], unused_in: Option<i64>) -> Result<(), StoreError> {
        if outcomes.is_empty() {
            return Ok(());
        }
        let mut connection = self.store.connection()?;
        if let Some(minute) = unused_in {
            queries::give_back(&mut connection, outcomes.len(), minute)?;
        }
        queries::record(&mut connection, outcomes)
    }

    fn judge(&mut self, (claimed, carried): Done, turn: &mut Turn) -> (Claimed, Outcome) {
        let soon = Utc::now() + AFTER_TROUBLE;
        let outcome = match carried {
            None => Outcome::Untouched { due_at: Utc::now() },
            Some(Ok(())) => {
                self.refused_in_a_row = 0;
                Outcome::Sent
            }
            Some(Err(Failure::Permanent(_))) => {
                self.refused_in_a_row += 1;
                Outcome::Undeliverable
            }
            Some(Err(Failure::Transient(code))) => later(&claimed, code),
            Some(Err(Failure::Unwelcome(code))) => {
                if self.refused_in_a_row == 0 {
                    tracing::warn!(code, "the mail server refuses to take messages from this service");
                }
                self.refused_in_a_row += 1;
                later(&claimed, code)
            }
            Some(Err(Failure::Trouble(what))) => {
                if *turn != Turn::Trouble {
                    tracing::warn!(problem = what, "messages wait, since they cannot be handed over");
                }
                *turn = Turn::Trouble;
                Outcome::Untouched { due_at: soon }
            }
        };
        (claimed, outcome)
    }

    /// Stops everything where the server refuses one message after the other for good, so that a wrong setting does not
    /// mark all mailboxes as undeliverable.
    pub fn pause_if_suspicious(&mut self) -> Result<(), StoreError> {
        if self.refused_in_a_row < SUSPICIOUS {
            return Ok(());
        }
        tracing::error!(
            refused = self.refused_in_a_row,
            "the mail server refuses every message for good, so sending is paused. Mend its settings, then run `speir \
             message resume`"
        );
        self.refused_in_a_row = 0;
        queries::pause_all(&mut *self.store.connection()?, true)
    }

    pub fn is_stopping(&self) -> bool {
        self.stop.load(Ordering::Relaxed)
    }
}

/// A message that was refused for now waits, longer each time.
fn later(claimed: &Claimed, code: u16) -> Outcome {
    let attempt = u32::try_from(claimed.attempts + 1).unwrap_or(1);
    Outcome::Later { code, due_at: Utc::now() + backoff::wait(attempt) }
}
