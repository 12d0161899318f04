//! What the service does by itself from time to time: releases what has closed, releases comments
//! by night, deletes what has been kept long enough, ends sessions that are over, writes failed
//! attempts of past hours into the audit log, and sweeps away what is left of deleted rows.

use std::{collections::HashMap, thread, time::Duration};

use chrono::{DateTime, NaiveDate, NaiveTime, TimeDelta, Utc};
use tokio::sync::watch;

use crate::{
    audit,
    intake::release,
    language::calendar,
    notice::digest,
    results::retention,
    rounds,
    store::{Id, Secret, Store, StoreError, upkeep},
    users::sessions::{self, Lifetime},
};

/// How often it looks whether anything is due.
const EVERY: Duration = Duration::from_secs(15);
/// From when on comments are released, by the clocks of Scotland: at a fixed time, so that none
/// tells who has just answered.
const NIGHT: TimeDelta = TimeDelta::hours(3);
const COMMENTS: &str = "comments";
const PURGE: &str = "purge";

/// How often it looks for sessions that are over.
const SESSIONS_EVERY: TimeDelta = TimeDelta::minutes(1);

/// How long a collection that could not be released is left alone.
const AGAIN_AFTER: TimeDelta = TimeDelta::hours(1);

/// What it remembers from one turn to the next.
#[derive(Default)]
struct Memory {
    /// The collections that could not be released, and when that was.
    failed: HashMap<Id, DateTime<Utc>>,
    /// When it last looked for sessions that are over.
    sessions_at: Option<DateTime<Utc>>,
}

/// What it works with.
struct Resources {
    store: Store,
    secret: Secret,
    lifetime: Lifetime,
}

/// Does what is due at `now`, and goes on with the rest where something fails. Blocks.
fn do_what_is_due(
    resources: &Resources,
    now: DateTime<Utc>,
    memory: &mut Memory,
) -> Result<(), StoreError> {
    let Resources { store, secret, lifetime } = resources;
    if memory.sessions_at.is_none_or(|at| (now - at).abs() >= SESSIONS_EVERY) {
        sessions::queries::expire_any(&mut *store.connection()?, *lifetime, now)?;
        memory.sessions_at = Some(now);
    }
    let failed = &mut memory.failed;
    failed.retain(|_, at| *at + AGAIN_AFTER > now);
    let mut closed = release::due(&mut *store.connection()?, now)?;
    closed.retain(|collection| !failed.contains_key(&collection.id));
    for collection in &closed {
        if let Err(error) = release::release(store, secret, collection, audit::SERVICE, false) {
            tracing::error!(collection = %collection.name(), %error, "a collection cannot be \
                released");
            failed.insert(collection.id, now);
        }
    }
    if let Some(night) = due(store, COMMENTS, now)? {
        release::release_all_ripe(store, secret, now)?;
        upkeep::mark(&mut *store.connection()?, COMMENTS, Some(night))?;
    }
    if let Some(night) = due(store, PURGE, now)? {
        retention::purge_due(store, now, audit::SERVICE)?;
        upkeep::mark(&mut *store.connection()?, PURGE, Some(night))?;
    }
    audit::write_ended(&mut *store.connection()?, now)?;
    let queued = digest::queue_due(&mut *store.connection()?, now)?;
    if queued > 0 {
        tracing::info!(queued, "digests of what needs somebody are on their way");
    }
    let _ = upkeep::sweep_if_due(store)?;
    Ok(())
}

/// The night for which a chore is due; `None` if it was done in it.
fn due(store: &Store, chore: &str, now: DateTime<Utc>) -> Result<Option<NaiveDate>, StoreError> {
    let night = night_of(now);
    let last = upkeep::last_done(&mut *store.connection()?, chore)?;
    Ok((last < Some(night)).then_some(night))
}

/// The last day on which it was three o'clock at night in Scotland.
fn night_of(now: DateTime<Utc>) -> NaiveDate {
    let local = calendar::local(now).naive_local();
    let today = local.date();
    if local.time() >= NaiveTime::MIN + NIGHT { today } else { today.pred_opt().unwrap_or(today) }
}

/// The thread that does it.
pub struct Scheduler {
    thread: thread::JoinHandle<()>,
    stop: watch::Sender<bool>,
}

impl Scheduler {
    pub fn start(store: Store, secret: Secret, lifetime: Lifetime) -> std::io::Result<Self> {
        let (stop, stopped) = watch::channel(false);
        let thread = thread::Builder::new().name("scheduler".to_owned()).spawn(move || {
            let (resources, mut memory) =
                (Resources { store, secret, lifetime }, Memory::default());
            while !*stopped.borrow() {
                if let Err(error) = do_what_is_due(&resources, Utc::now(), &mut memory) {
                    tracing::warn!(%error, "what is due from time to time could not be done");
                }
                rounds::ended(rounds::Of::Scheduler);
                thread::park_timeout(EVERY);
            }
        })?;
        Ok(Self { thread, stop })
    }

    /// Waits until it has finished what it is doing.
    pub fn close(self) {
        self.stop.send_replace(true);
        self.thread.thread().unpark();
        if self.thread.join().is_err() {
            tracing::error!("the scheduler ended by a mistake");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_night_begins_at_three_by_the_clocks_of_scotland() {
        for (utc, night) in [
            ("2026-01-10T02:59:00Z", "2026-01-09"),
            ("2026-01-10T03:00:00Z", "2026-01-10"),
            ("2026-07-10T01:59:00Z", "2026-07-09"),
            ("2026-07-10T02:00:00Z", "2026-07-10"),
        ] {
            assert_eq!(night_of(utc.parse().expect("a time")).to_string(), night, "{utc}");
        }
    }
}
