//! What the service does by itself from time to time: releases what has closed, releases comments by night, deletes what
//! has been kept long enough, and sweeps away what is left of deleted rows.

use std::{thread, time::Duration};

use chrono::{DateTime, NaiveDate, NaiveTime, TimeDelta, Utc};
use chrono_tz::Europe::London;
use tokio::sync::watch;

use crate::{
    audit,
    inspection::{State, queries as inspections},
    intake::release::{self, ReleaseError, Released},
    store::{Secret, Store, StoreError, upkeep},
};

/// How often it looks whether anything is due.
const EVERY: Duration = Duration::from_secs(15);
/// From when on comments are released, by the clocks of Scotland: at a fixed time, so that none tells who has just answered.
const NIGHT: TimeDelta = TimeDelta::hours(3);
const COMMENTS: &str = "comments";

/// Does what is due at `now`, and goes on with the rest where something fails. Blocks.
pub fn do_what_is_due(store: &Store, secret: &Secret, now: DateTime<Utc>) -> Result<(), StoreError> {
    release_due(store, secret, now, audit::SERVICE, false)?;
    if let Some(night) = comments_due(store, now)? {
        release_comments(store, secret, now)?;
        upkeep::mark(&mut *store.connection()?, COMMENTS, Some(night))?;
    }
    sweep(store)
}

/// Releases every collection that is due. What cannot be released is logged and comes back as an error of its own.
pub fn release_due(
    store: &Store,
    secret: &Secret,
    now: DateTime<Utc>,
    actor: &str,
    leave_out: bool,
) -> Result<Vec<(String, Result<Released, ReleaseError>)>, StoreError> {
    let due = release::due(&mut *store.connection()?, now)?;
    let mut outcomes = Vec::new();
    for collection in due {
        let outcome = release::release(store, secret, &collection, actor, leave_out).transpose();
        if let Some(Err(error)) = &outcome {
            tracing::error!(collection = %collection.name(), %error, "a collection cannot be released");
        }
        outcomes.extend(outcome.map(|outcome| (collection.name(), outcome)));
    }
    Ok(outcomes)
}

/// Releases the comments of open collections, as far as enough people have answered. Gives how many.
pub fn release_comments(store: &Store, secret: &Secret, now: DateTime<Utc>) -> Result<usize, StoreError> {
    let collections = inspections::collections(&mut *store.connection()?)?;
    let open = collections.into_iter().filter(|collection| collection.state(now) == State::Open);
    let mut released = 0;
    for collection in open {
        match release::release_ripe(store, secret, &collection) {
            Ok(count) => released += count,
            Err(error) => {
                tracing::error!(collection = %collection.name(), %error, "comments cannot be released");
            }
        }
    }
    Ok(released)
}

/// Sweeps, if something was deleted since that was last done.
pub fn sweep(store: &Store) -> Result<(), StoreError> {
    let mut connection = store.own_connection()?;
    if upkeep::is_sweep_due(&mut connection)? { upkeep::sweep(&mut connection) } else { Ok(()) }
}

/// The night for which comments are due; `None` if they were released in it.
fn comments_due(store: &Store, now: DateTime<Utc>) -> Result<Option<NaiveDate>, StoreError> {
    let night = night_of(now);
    let last = upkeep::last_done(&mut *store.connection()?, COMMENTS)?;
    Ok((last < Some(night)).then_some(night))
}

/// The last day on which it was three o'clock at night in Scotland.
fn night_of(now: DateTime<Utc>) -> NaiveDate {
    let local = now.with_timezone(&London).naive_local();
    let today = local.date();
    if local.time() >= NaiveTime::MIN + NIGHT { today } else { today.pred_opt().unwrap_or(today) }
}

/// The thread that does it.
pub struct Keeper {
    thread: thread::JoinHandle<()>,
    stop: watch::Sender<bool>,
}

impl Keeper {
    pub fn start(store: Store, secret: Secret) -> std::io::Result<Self> {
        let (stop, stopped) = watch::channel(false);
        let thread = thread::Builder::new().name("keeper".to_owned()).spawn(move || {
            while !*stopped.borrow() {
                if let Err(error) = do_what_is_due(&store, &secret, Utc::now()) {
                    tracing::warn!(%error, "what is due from time to time could not be done");
                }
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
            tracing::error!("the keeper ended by a mistake");
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
