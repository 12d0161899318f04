use std::{
    collections::BTreeMap,
    io, mem,
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
    thread,
    time::Duration,
};

use chrono::{DateTime, DurationRound, TimeDelta, Utc};

use super::{FailureKind, Outside, queries};
use crate::store::{Store, StoreError};

/// How often counts are added to the database.
const EVERY: Duration = Duration::from_secs(2);
/// The most counts kept while the database is away. Past that, failures of further accounts count
/// without an account.
const MOST: usize = 10_000;

/// What is counted: the hour in UTC, the account's address or an empty text, and what failed.
pub(super) type Key = (DateTime<Utc>, String, FailureKind);
pub(super) type Counts = BTreeMap<Key, i64>;

/// Failures that are not in the database yet. App data of the service; clones share their counts.
#[derive(Clone, Debug, Default)]
pub struct Failures(Arc<Mutex<Counts>>);

impl Failures {
    /// Counts a failure.
    ///
    /// `account` is the address of an account that exists. Without one, pass `None` and never what
    /// was typed: people type passwords into address fields.
    pub fn count(&self, kind: FailureKind, account: Option<&str>) {
        self.count_at(kind, account, Utc::now());
    }

    /// As [`Failures::count`], of a failure at `now`.
    pub fn count_at(&self, kind: FailureKind, account: Option<&str>, now: DateTime<Utc>) {
        let hour = hour_of(now);
        let mut counts = self.counts();
        let key = (hour, account.unwrap_or_default().to_owned(), kind);
        let key = if counts.len() < MOST || counts.contains_key(&key) {
            key
        } else {
            (hour, String::new(), kind)
        };
        let times = counts.entry(key).or_default();
        *times = times.saturating_add(1);
    }

    /// Counts a request of the signed-in account `email` for something outside its scope.
    pub fn refused(&self, what: Outside, email: &str) {
        self.count(FailureKind::Refused(what), Some(email));
    }

    /// Adds what was counted to the database. Where that fails, the counts are kept.
    pub fn flush(&self, store: &Store) -> Result<(), StoreError> {
        let taken = mem::take(&mut *self.counts());
        if taken.is_empty() {
            return Ok(());
        }
        let added =
            store.connection().and_then(|mut connection| queries::add(&mut connection, &taken));
        if added.is_err() {
            let mut counts = self.counts();
            for (key, times) in taken {
                let sum = counts.entry(key).or_default();
                *sum = sum.saturating_add(times);
            }
        }
        added
    }

    fn counts(&self) -> std::sync::MutexGuard<'_, Counts> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The hour in which a moment lies.
pub(super) fn hour_of(now: DateTime<Utc>) -> DateTime<Utc> {
    now.duration_trunc(TimeDelta::hours(1)).unwrap_or(now)
}

/// The thread that adds the counts to the database.
pub struct FailureWriter {
    thread: thread::JoinHandle<()>,
    stop: Arc<AtomicBool>,
}

impl FailureWriter {
    pub fn start(store: Store, failures: Failures) -> io::Result<Self> {
        let stop = Arc::new(AtomicBool::new(false));
        let stopped = Arc::clone(&stop);
        let thread = thread::Builder::new().name("failures".to_owned()).spawn(move || {
            loop {
                let last = stopped.load(Ordering::Relaxed);
                if let Err(error) = failures.flush(&store) {
                    tracing::warn!(%error, "failed attempts could not be counted in the database");
                }
                if last {
                    return;
                }
                thread::park_timeout(EVERY);
            }
        })?;
        Ok(Self { thread, stop })
    }

    /// Adds what is left, and waits until that is done.
    pub fn close(self) {
        self.stop.store(true, Ordering::Relaxed);
        self.thread.thread().unpark();
        if self.thread.join().is_err() {
            tracing::error!("the thread that counts failed attempts panicked");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn moment(text: &str) -> DateTime<Utc> {
        text.parse().expect("a time")
    }

    #[test]
    fn failures_count_by_hour_account_and_kind() {
        let failures = Failures::default();
        for (account, at) in [
            (Some("a@speir.example"), "2026-07-13T10:00:00Z"),
            (Some("a@speir.example"), "2026-07-13T10:59:59Z"),
            (Some("a@speir.example"), "2026-07-13T11:00:00Z"),
            (None, "2026-07-13T10:30:00Z"),
        ] {
            failures.count_at(FailureKind::Password, account, moment(at));
        }
        let ten = moment("2026-07-13T10:00:00Z");
        let counted: Vec<_> =
            failures.counts().iter().map(|((hour, who, _), n)| (*hour, who.clone(), *n)).collect();
        let a = || "a@speir.example".to_owned();
        assert_eq!(
            counted,
            [(ten, String::new(), 1), (ten, a(), 2), (ten + TimeDelta::hours(1), a(), 1)]
        );
    }

    #[test]
    fn a_flood_of_accounts_uses_bounded_memory_and_loses_no_count() {
        let failures = Failures::default();
        let now = moment("2026-07-13T10:00:00Z");
        for number in 0..MOST + 500 {
            failures.count_at(FailureKind::Password, Some(&format!("{number}@speir.example")), now);
        }
        let counts = failures.counts();
        assert!(counts.len() <= MOST + FailureKind::ALL.len(), "{}", counts.len());
        assert_eq!(counts.values().sum::<i64>(), i64::try_from(MOST + 500).expect("a number"));
    }
}
