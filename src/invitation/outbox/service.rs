use std::{
    fs::File,
    io,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    thread,
    time::{Duration, Instant},
};

use chrono::Utc;

use super::{
    batch::Context,
    judge::Judge,
    queries,
    turn::{State, Turn, Turns},
    worker::Workers,
};
use crate::{
    invitation::transport::Destination,
    rounds,
    settings::{Hours, Patience},
    store::{Store, StoreError},
};

/// How often the queue is checked when nothing is due.
const LOOK: Duration = Duration::from_millis(500);
/// How often to look for expired addresses.
const TIDY: Duration = Duration::from_secs(60 * 60);
/// How long a message may take before it no longer blocks others.
const SLOW: Duration = Duration::from_secs(5);
/// How long a delivery in progress may take when the service stops.
const FAREWELL: Duration = Duration::from_secs(35);

/// Why messages cannot be sent.
#[derive(Debug, thiserror::Error)]
pub enum OutboxError {
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error("A thread for messages could not be started: {0}")]
    Thread(#[from] io::Error),
}

/// The schedule and rate of sending, and the retention of addresses.
#[derive(Clone, Copy, Debug)]
pub struct Pace {
    pub per_minute: u32,
    pub keep_days: u32,
    pub patience: Patience,
    pub hours: Hours,
}

/// The thread that sends messages, until it is told to stop.
pub struct Outbox {
    thread: thread::JoinHandle<()>,
    stop: Arc<AtomicBool>,
    farewell: Duration,
}

impl Outbox {
    pub fn open(
        store: Store,
        context: Context,
        way: &Destination,
        pace: Pace,
    ) -> Result<Self, OutboxError> {
        let stop = Arc::new(AtomicBool::new(false));
        let workers = Workers::start(way, &stop)?;
        let Pace { per_minute, keep_days, patience, hours } = pace;
        let turns = Turns {
            store,
            context,
            workers,
            per_minute,
            keep_days,
            hours,
            stop: Arc::clone(&stop),
            judge: Judge::new(patience),
            slow: patience.of(SLOW),
            state: State::default(),
        };
        let thread = thread::Builder::new().name("mail".to_owned()).spawn(move || run(turns))?;
        Ok(Self { thread, stop, farewell: patience.of(FAREWELL) })
    }

    /// Stops after the messages that are being sent now.
    pub fn close(self) {
        self.stop.store(true, Ordering::Relaxed);
        let deadline = Instant::now() + self.farewell;
        while !self.thread.is_finished() && Instant::now() < deadline {
            thread::sleep(Duration::from_millis(5));
        }
        if !self.thread.is_finished() {
            tracing::warn!("a message was being delivered at shutdown and may be sent twice");
        } else if self.thread.join().is_err() {
            tracing::error!("the thread for messages panicked");
        }
    }

    /// Waits until the thread ends.
    pub fn is_finished(&self) -> bool {
        self.thread.is_finished()
    }
}

fn run(mut turns: Turns) {
    let Some(_alone) = alone(&turns) else { return };
    let mut tidied: Option<Instant> = None;
    while !turns.is_stopping() {
        if tidied.is_none_or(|at| at.elapsed() >= TIDY) {
            tidied = Some(Instant::now());
            if let Err(error) = turns.tidy() {
                tracing::error!(%error, "expired addresses could not be deleted");
            }
        }
        let turn = turns.take();
        rounds::ended(rounds::Of::Messages);
        match turn {
            Ok(Turn::Worked) => {}
            Ok(Turn::Idle) => sleep(LOOK, &turns),
            Err(error) => {
                tracing::warn!(%error, "the message queue could not be processed");
                turns.rest();
                sleep(LOOK, &turns);
            }
        }
    }
    turns.finish();
}

/// Holds the lock that keeps other processes from sending, if there is one.
struct Alone(#[expect(dead_code, reason = "held, not read")] Option<File>);

/// On SQLite, waits until no other process sends, and frees the claims of dead processes. The lock
/// ends with the process, even after a crash.
fn alone(turns: &Turns) -> Option<Alone> {
    let lock = match turns.store.lock_file("sender") {
        Ok(Some(file)) => file,
        Ok(None) => return Some(Alone(None)),
        Err(error) => {
            tracing::error!(%error, "no messages are sent: the lock file beside the database \
                cannot be created");
            return None;
        }
    };
    while lock.try_lock().is_err() {
        if turns.is_stopping() {
            return None;
        }
        sleep(LOOK, turns);
    }
    let freed = turns
        .store
        .connection()
        .and_then(|mut connection| queries::free_all(&mut connection, Utc::now()));
    if let Err(error) = freed {
        tracing::warn!(%error, "messages claimed by an earlier process wait until its lease \
            expires");
    }
    Some(Alone(Some(lock)))
}

fn sleep(time: Duration, turns: &Turns) {
    let until = Instant::now() + time;
    while Instant::now() < until && !turns.is_stopping() {
        thread::sleep(
            Duration::from_millis(50).min(until.saturating_duration_since(Instant::now())),
        );
    }
}
