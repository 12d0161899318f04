use std::collections::BTreeMap;

use chrono::{DateTime, DurationRound, TimeDelta, Utc};

use super::FailureKind;

/// What is counted: the hour in UTC, the account's address or an empty text, and what failed.
pub(super) type Key = (DateTime<Utc>, String, FailureKind);

pub(super) type Counts = BTreeMap<Key, i64>;

/// The hour in which a moment lies.
pub(super) fn hour_of(now: DateTime<Utc>) -> DateTime<Utc> {
    now.duration_trunc(TimeDelta::hours(1)).unwrap_or(now)
}
