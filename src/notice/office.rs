use std::{
    io,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    thread,
    time::{Duration, Instant},
};

use chrono::{DateTime, Utc};
use lettre::Message;

use super::{
    Kind, Passes, digest,
    queries::{self, Claimed, Outcome},
    words::{self, Invited},
};
use crate::{
    inspection::queries::unscoped,
    invitation::{
        Post,
        carrier::{Carrier, Failure},
        message::{self, Unsendable},
        sender::{self, Context, Stationery},
    },
    store::{Connection, Id, Store, StoreError},
    users::{queries as users, scope::queries::titles_of},
};

/// How often the queue is looked at when nothing is due.
const LOOK: Duration = Duration::from_secs(1);
/// The longest rest after trouble with the mail server.
const LONGEST_REST: Duration = Duration::from_secs(60);
/// How many notices one turn claims. One after the other is handed over, and all must be within the lease.
const BATCH: u32 = 5;
/// How long a message that is being handed over may take when the service stops.
const FAREWELL: Duration = Duration::from_secs(35);

/// The thread that sends notices, until it is told to stop.
pub struct Office {
    thread: thread::JoinHandle<()>,
    stop: Arc<AtomicBool>,
}

impl Office {
    /// Starts to send, by the same way as messages to those who are asked.
    pub fn open(store: Store, post: &Post) -> io::Result<Self> {
        let stop = Arc::new(AtomicBool::new(false));
        let clerk = Clerk {
            store,
            passes: Passes::of(&post.context.secret),
            stopping: Passes::for_stopping(&post.context.secret),
            context: post.context.clone(),
            carrier: post.way.carrier(),
            per_minute: post.per_minute(),
            stop: Arc::clone(&stop),
        };
        let thread = thread::Builder::new().name("notices".to_owned()).spawn(move || clerk.run())?;
        Ok(Self { thread, stop })
    }

    /// Stops after the notice that is being handed over now.
    pub fn close(self) {
        self.stop.store(true, Ordering::Relaxed);
        self.thread.thread().unpark();
        let deadline = Instant::now() + FAREWELL;
        while !self.thread.is_finished() && Instant::now() < deadline {
            thread::sleep(Duration::from_millis(5));
        }
        if !self.thread.is_finished() {
            tracing::warn!("a notice was still being handed over: it may be sent a second time");
        } else if self.thread.join().is_err() {
            tracing::error!("the thread for notices ended by a mistake");
        }
    }
}

struct Clerk {
    store: Store,
    context: Context,
    passes: Passes,
    stopping: Passes,
    carrier: Carrier,
    per_minute: u32,
    stop: Arc<AtomicBool>,
}

/// How a turn went.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Turn {
    Worked,
    Idle,
    /// The mail server is in trouble: it should have a rest.
    Trouble,
}

impl Clerk {
    fn run(mut self) {
        let mut rest = LOOK;
        while !self.is_stopping() {
            rest = match self.take_turn() {
                Ok(Turn::Worked) => continue,
                Ok(Turn::Idle) => LOOK,
                Ok(Turn::Trouble) => (rest * 2).min(LONGEST_REST),
                Err(error) => {
                    tracing::warn!(%error, "the queue of notices cannot be worked on");
                    (rest * 2).min(LONGEST_REST)
                }
            };
            self.sleep(rest);
        }
    }

    fn take_turn(&mut self) -> Result<Turn, StoreError> {
        let now = Utc::now();
        let claimed = queries::claim(&mut *self.store.connection()?, BATCH, self.per_minute, now)?;
        let mut turn = if claimed.is_empty() { Turn::Idle } else { Turn::Worked };
        for notice in claimed {
            // A conversation may take minutes, in which nobody else must begin it.
            let too_late = Utc::now() > now + sender::LEASE / 2;
            let outcome = if turn == Turn::Trouble || too_late || self.is_stopping() {
                Outcome::Untouched { due_at: now }
            } else {
                self.deal_with(&notice, now, &mut turn)?
            };
            queries::record(&mut *self.store.connection()?, &notice, &outcome)?;
        }
        Ok(turn)
    }

    fn deal_with(&mut self, notice: &Claimed, now: DateTime<Utc>, turn: &mut Turn) -> Result<Outcome, StoreError> {
        if notice.ends_at <= now {
            return Ok(Outcome::GivenUp { why: "it could not be sent in time" });
        }
        let Some(kind) = notice.kind else { return Ok(Outcome::Untouched { due_at: now + sender::LEASE }) };
        // A mail server may be slow: pages need the connection more, so it is given back first.
        let made = self.make(&mut *self.store.connection()?, kind, notice, now)?;
        let Some(message) = made else { return Ok(Outcome::Unneeded) };
        Ok(match message {
            Ok(message) => judge(self.carrier.carry(&message), notice, now, turn),
            Err(problem) => {
                tracing::error!(%problem, "a notice cannot be made");
                Outcome::GivenUp { why: "an address is not one" }
            }
        })
    }

    /// `None` where there is nothing to tell any more.
    fn make(
        &self,
        connection: &mut Connection,
        kind: Kind,
        notice: &Claimed,
        now: DateTime<Utc>,
    ) -> Result<Option<Result<Message, Unsendable>>, StoreError> {
        let Context { help, base_url, sender, .. } = &self.context;
        let words = match kind {
            Kind::Join { joining, role } => {
                let account = users::by_link(connection, joining, now)?;
                let areas = account.map(|account| account.user.areas).unwrap_or_default();
                let inspections = titles_of(connection, &notice.recipient)?;
                let invited = Invited { role, areas, inspections, by: notice.actor.as_deref() };
                Some(words::join(&self.passes.write(joining), &invited, notice.ends_at, help, base_url))
            }
            Kind::Test { collection, message } => return self.test(connection, (collection, message), notice),
            Kind::NewPassword { joining } => {
                Some(words::new_password(&self.passes.write(joining), notice.ends_at, help, base_url))
            }
            Kind::Digest { user } => digest::words_for(connection, user, &self.stopping, base_url, now)?,
        };
        Ok(words.map(|words| words.message(notice.id, &notice.recipient, sender, help)))
    }

    /// A message as the people of a collection get it.
    fn test(
        &self,
        connection: &mut Connection,
        (collection, message): (Id, message::Kind),
        notice: &Claimed,
    ) -> Result<Option<Result<Message, Unsendable>>, StoreError> {
        let Some(collection) = unscoped::collection_by_id(connection, collection)? else { return Ok(None) };
        let Some(stationery) = Stationery::of(connection, collection)? else { return Ok(None) };
        Ok(Some(self.context.preview(&stationery, message, notice.id, &notice.recipient)))
    }

    fn is_stopping(&self) -> bool {
        self.stop.load(Ordering::Relaxed)
    }

    fn sleep(&self, time: Duration) {
        let until = Instant::now() + time;
        while !self.is_stopping() {
            let left = until.saturating_duration_since(Instant::now());
            if left.is_zero() {
                return;
            }
            thread::park_timeout(left);
        }
    }
}

/// What a carrier's answer means for a notice. Trouble with the server counts against nobody.
fn judge(carried: Result<(), Failure>, notice: &Claimed, now: DateTime<Utc>, turn: &mut Turn) -> Outcome {
    let attempt = u32::try_from(notice.attempts + 1).unwrap_or(1);
    match carried {
        Ok(()) => Outcome::Sent,
        Err(Failure::Permanent(_)) => Outcome::GivenUp { why: "the mail server refuses it for good" },
        Err(Failure::Transient(_)) => Outcome::Later { due_at: now + sender::wait(attempt) },
        Err(Failure::Unwelcome(code)) => {
            tracing::warn!(code, "the mail server refuses to take notices from this service");
            Outcome::Later { due_at: now + sender::wait(attempt) }
        }
        Err(Failure::Trouble(what)) => {
            tracing::warn!(problem = what, "notices wait, since they cannot be handed over");
            *turn = Turn::Trouble;
            Outcome::Untouched { due_at: now }
        }
    }
}
