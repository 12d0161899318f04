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
    NoticeKind, digest, officers,
    queries::{self, Claimed, Outcome},
    words::{self, Invited},
};
use crate::{
    inspection::queries::unscoped,
    invitation::{
        Mailer,
        message::{self, Unsendable},
        outbox::{self, Context, Stationery},
        refusal::Refusal,
        transport::{Failure, Transport},
    },
    rounds,
    settings::Patience,
    store::{Connection, Id, Passes, Store, StoreError},
    users::{queries as users, scope::queries::titles_of},
};

/// How often the queue is looked at when nothing is due.
const LOOK: Duration = Duration::from_secs(1);
/// The longest pause after trouble with the mail server.
const LONGEST_REST: Duration = Duration::from_secs(60);
/// How many notices one turn claims.
const BATCH: u32 = 5;
/// Why a notice is not sent a third time.
const NOT_CONFIRMED: &str = "the mail server did not confirm it";
/// How long a delivery in progress may take when the service stops.
const FAREWELL: Duration = Duration::from_secs(35);

/// The thread that sends notices, until it is told to stop.
pub struct NoticeWorker {
    thread: thread::JoinHandle<()>,
    stop: Arc<AtomicBool>,
}

impl NoticeWorker {
    /// Starts sending, by the same transport as messages to respondents.
    pub fn open(store: Store, mailer: &Mailer) -> io::Result<Self> {
        let stop = Arc::new(AtomicBool::new(false));
        let clerk = Clerk {
            store,
            passes: Passes::of(&mailer.context.secret),
            stopping: Passes::for_stopping(&mailer.context.secret),
            officers: Passes::for_officers(&mailer.context.secret),
            context: mailer.context.clone(),
            transport: mailer.way.transport(),
            per_minute: mailer.per_minute(),
            patience: mailer.patience(),
            stop: Arc::clone(&stop),
        };
        let thread =
            thread::Builder::new().name("notices".to_owned()).spawn(move || clerk.run())?;
        Ok(Self { thread, stop })
    }

    /// Stops after the notice that is being sent now.
    pub fn close(self) {
        self.stop.store(true, Ordering::Relaxed);
        self.thread.thread().unpark();
        let deadline = Instant::now() + FAREWELL;
        while !self.thread.is_finished() && Instant::now() < deadline {
            thread::sleep(Duration::from_millis(5));
        }
        if !self.thread.is_finished() {
            tracing::warn!("a notice was being delivered at shutdown and may be sent twice");
        } else if self.thread.join().is_err() {
            tracing::error!("the thread for notices panicked");
        }
    }
}

struct Clerk {
    store: Store,
    context: Context,
    passes: Passes,
    stopping: Passes,
    officers: Passes,
    transport: Transport,
    per_minute: u32,
    patience: Patience,
    stop: Arc<AtomicBool>,
}

/// The outcome of a turn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Turn {
    Worked,
    Idle,
    /// The mail server has a problem; pause.
    Trouble,
}

impl Clerk {
    fn run(mut self) {
        let mut rest = LOOK;
        while !self.is_stopping() {
            let turn = self.take_turn();
            rounds::ended(rounds::Of::Notices);
            rest = match turn {
                Ok(Turn::Worked) => continue,
                Ok(Turn::Idle) => LOOK,
                Ok(Turn::Trouble) => (rest * 2).min(LONGEST_REST),
                Err(error) => {
                    tracing::warn!(%error, "the notice queue could not be processed");
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
            // After a slow delivery, the others are claimed again.
            let too_late = Utc::now() > now + queries::LEASE / 5;
            let mut counted = false;
            let outcome = if turn == Turn::Trouble || too_late || self.is_stopping() {
                Outcome::Untouched { due_at: now }
            } else {
                self.deal_with(&notice, &mut counted, &mut turn)?
            };
            queries::record(&mut *self.store.connection()?, &notice, counted, &outcome)?;
        }
        Ok(turn)
    }

    fn deal_with(
        &mut self,
        notice: &Claimed,
        counted: &mut bool,
        turn: &mut Turn,
    ) -> Result<Outcome, StoreError> {
        let now = Utc::now();
        if notice.handed >= outbox::MOST_COPIES {
            return Ok(Outcome::GivenUp { why: NOT_CONFIRMED });
        }
        if notice.ends_at <= now {
            return Ok(Outcome::GivenUp { why: "it could not be sent in time" });
        }
        let Some(kind) = notice.kind else {
            return Ok(Outcome::Untouched { due_at: now + queries::LEASE });
        };
        // The mail server may be slow, so return the database connection first.
        let made = self.make(&mut *self.store.connection()?, kind, notice, now)?;
        let Some(message) = made else { return Ok(Outcome::Unneeded) };
        Ok(match message {
            Ok(message) => {
                let store = self.store.clone();
                let mut may_leave = || {
                    let allowed = store.connection().and_then(|mut connection| {
                        queries::may_leave(&mut connection, notice, Utc::now())
                    });
                    *counted = allowed.unwrap_or(false);
                    *counted
                };
                let carried = self.transport.carry(&message, &mut may_leave);
                judge(carried, notice, self.patience, turn)
            }
            Err(problem) => {
                tracing::error!(%problem, "a notice could not be built");
                Outcome::GivenUp { why: "an address is invalid" }
            }
        })
    }

    /// `None` if it is obsolete.
    fn make(
        &self,
        connection: &mut Connection,
        kind: NoticeKind,
        notice: &Claimed,
        now: DateTime<Utc>,
    ) -> Result<Option<Result<Message, Unsendable>>, StoreError> {
        let Context { help, base_url, sender, .. } = &self.context;
        let words = match kind {
            NoticeKind::Join { joining, role } => {
                let account = users::by_link(connection, joining, now)?;
                let areas = account.map(|account| account.user.areas).unwrap_or_default();
                let inspections = titles_of(connection, &notice.recipient)?;
                let invited = Invited { role, areas, inspections, by: notice.actor.as_deref() };
                Some(words::join(
                    &self.passes.write(joining),
                    &invited,
                    notice.ends_at,
                    help,
                    base_url,
                ))
            }
            NoticeKind::Test { collection, message } => {
                return self.test(connection, (collection, message), notice);
            }
            NoticeKind::NewPassword { joining } => Some(words::new_password(
                &self.passes.write(joining),
                notice.ends_at,
                help,
                base_url,
            )),
            NoticeKind::Officer { officer } => {
                officers::words_for(connection, (officer, false), &self.officers, &self.context)?
            }
            NoticeKind::OfficerReminder { officer } => {
                officers::words_for(connection, (officer, true), &self.officers, &self.context)?
            }
            NoticeKind::Digest { user } => {
                digest::words_for(connection, user, &self.stopping, base_url, now)?
            }
        };
        Ok(words.map(|words| {
            let return_path = self.context.return_path_of_notice(kind.about())?;
            words.message(notice.id, &notice.recipient, return_path, sender, help)
        }))
    }

    /// A message as the people of a collection get it.
    fn test(
        &self,
        connection: &mut Connection,
        (collection, message): (Id, message::MessageKind),
        notice: &Claimed,
    ) -> Result<Option<Result<Message, Unsendable>>, StoreError> {
        let Some(collection) = unscoped::collection_by_id(connection, collection)? else {
            return Ok(None);
        };
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

/// What a transport's answer means for a notice. Trouble with the server counts against nobody.
fn judge(
    carried: Result<(), Failure>,
    notice: &Claimed,
    patience: Patience,
    turn: &mut Turn,
) -> Outcome {
    let now = Utc::now();
    let attempt = u32::try_from(notice.attempts + 1).unwrap_or(1);
    let again = |attempt| now + patience.of(outbox::wait(attempt));
    match carried {
        Ok(()) => Outcome::Sent,
        Err(Failure::Refused(Refusal::Mailbox, _)) => {
            Outcome::GivenUp { why: "there is no such mailbox" }
        }
        Err(Failure::Refused(Refusal::Later, _)) => Outcome::Later { due_at: again(attempt) },
        Err(Failure::Refused(Refusal::Sender, code)) => {
            tracing::warn!(code, "the mail server refuses notices from this service");
            Outcome::Later { due_at: again(attempt) }
        }
        Err(Failure::Trouble(what)) => {
            tracing::warn!(
                problem = what,
                "notices are waiting because the mail server cannot be \
                reached"
            );
            *turn = Turn::Trouble;
            Outcome::Untouched { due_at: now }
        }
        Err(Failure::Unknown(what)) => {
            tracing::warn!(
                problem = what,
                "a notice was sent, but the mail server did not confirm it"
            );
            *turn = Turn::Trouble;
            if notice.handed + 1 >= outbox::MOST_COPIES {
                Outcome::GivenUp { why: NOT_CONFIRMED }
            } else {
                Outcome::Unknown { due_at: again(attempt + 4) }
            }
        }
        Err(Failure::Withheld) => Outcome::Untouched { due_at: now },
    }
}
