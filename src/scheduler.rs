//! Periodic work of the service: releases closed collections, releases comments at night, enforces
//! retention, keeps how few people could answer, ends expired sessions, records failed attempts in the audit log, and sweeps deleted
//! rows from the files.

use std::{collections::HashMap, thread, time::Duration};

use chrono::{DateTime, NaiveDate, NaiveTime, TimeDelta, Utc};
use tokio::sync::watch;

use crate::{
    audit,
    inspection::queries::unscoped,
    intake::{Metrics, release},
    language::calendar,
    notice::digest,
    rates,
    results::retention,
    rounds,
    store::{Id, Secret, Store, StoreError, upkeep},
    users::sessions::{self, Lifetime},
};

/// How often it checks for due work.
const EVERY: Duration = Duration::from_secs(15);
/// When comments are released, in Scottish time. The time is fixed, so that a new comment does not
/// show who has just answered.
const NIGHT: TimeDelta = TimeDelta::hours(3);
const COMMENTS: &str = "comments";
const PURGE: &str = "purge";

/// How often it checks for expired sessions.
const SESSIONS_EVERY: TimeDelta = TimeDelta::minutes(1);

/// How long it waits before it retries a failed release.
const AGAIN_AFTER: TimeDelta = TimeDelta::hours(1);

/// State between rounds.
#[derive(Default)]
struct Memory {
    /// The collections that could not be released, and when.
    failed: HashMap<Id, DateTime<Utc>>,
    /// When it last checked for expired sessions.
    sessions_at: Option<DateTime<Utc>>,
}

/// The context of the scheduler.
struct Resources {
    store: Store,
    secret: Secret,
    lifetime: Lifetime,
    metrics: Metrics,
}

/// Does the work due at `now`. If one task fails, it continues with the others. Blocks.
fn do_what_is_due(
    resources: &Resources,
    now: DateTime<Utc>,
    memory: &mut Memory,
) -> Result<(), StoreError> {
    let Resources { store, secret, lifetime, metrics } = resources;
    count_many(store, metrics, now)?;
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
            tracing::error!(collection = %collection.name(), %error, "a collection could not be \
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
        tracing::info!(queued, "digests were queued");
    }
    let _ = upkeep::sweep_if_due(store)?;
    Ok(())
}

/// Keeps how few people could answer each collection, and lets metrics count those of many.
fn count_many(store: &Store, metrics: &Metrics, now: DateTime<Utc>) -> Result<(), StoreError> {
    let mut connection = store.connection()?;
    let mut collections = unscoped::collections(&mut connection)?;
    collections.retain(|collection| collection.released_at.is_none());
    metrics.count_only(rates::keep_fewest_of(&mut connection, &collections, now)?);
    Ok(())
}

/// The night for which a task is due; `None` if it is done.
fn due(store: &Store, chore: &str, now: DateTime<Utc>) -> Result<Option<NaiveDate>, StoreError> {
    let night = night_of(now);
    let last = upkeep::last_done(&mut *store.connection()?, chore)?;
    Ok((last < Some(night)).then_some(night))
}

/// The day of the last 03:00 in Scotland.
fn night_of(now: DateTime<Utc>) -> NaiveDate {
    let local = calendar::local(now).naive_local();
    let today = local.date();
    if local.time() >= NaiveTime::MIN + NIGHT { today } else { today.pred_opt().unwrap_or(today) }
}

/// The thread of the scheduler.
pub struct Scheduler {
    thread: thread::JoinHandle<()>,
    stop: watch::Sender<bool>,
}

impl Scheduler {
    pub fn start(
        store: Store,
        secret: Secret,
        lifetime: Lifetime,
        metrics: Metrics,
    ) -> std::io::Result<Self> {
        let (stop, stopped) = watch::channel(false);
        let thread = thread::Builder::new().name("scheduler".to_owned()).spawn(move || {
            let (resources, mut memory) =
                (Resources { store, secret, lifetime, metrics }, Memory::default());
            while !*stopped.borrow() {
                if let Err(error) = do_what_is_due(&resources, Utc::now(), &mut memory) {
                    tracing::warn!(%error, "periodic work failed");
                }
                rounds::ended(rounds::Of::Scheduler);
                thread::park_timeout(EVERY);
            }
        })?;
        Ok(Self { thread, stop })
    }

    /// Waits until it has finished its present work.
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
