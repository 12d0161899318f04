//! Changing what has been set up: dates, targets, titles; closing early, reopening, deleting.
//!
//! What can be changed, and why not the rest. Nobody may learn by a change who has answered, or see
//! results early:
//!
//! - A collection whose answers are released never opens again. Results of the same people at two
//!   moments could be subtracted from each other, and what is left would be the answers of those
//!   who came between. So the release and every change take the collection's row first, and each
//!   looks under that lock whether the other was there before: a release finds the closing time
//!   that it was due by, or does nothing.
//! - A closing time is never set to the past, and closing early sets it to this moment: a release
//!   comes two hours later, never at once, so nobody can make results of those who have answered
//!   while they wait, and a form that is open can still be sent.
//! - Area, audience, threshold and the populations of parts decide in which crowd an answer is
//!   hidden. People answered trusting in that crowd, so none of them changes here at all. The
//!   survey version does until a collection opens: what is held is sealed and tallied by it. Other
//!   processes know of a change some seconds later, so what opens within [`SETTLES`] counts as
//!   open.
//! - Nothing is deleted to which somebody may still answer: a form that was open could not be sent
//!   any more. Deleting is refused by counts that everybody sees on the dashboard; it tells no more
//!   than they do.
//! - The audit log tells what was changed from what to what, and never how many had answered.

mod queries;

pub use queries::{
    Keeps, NewOutline, Outline, Setup, change, change_inspection, close, delete, delete_inspection,
    keeps, keeps_inspection,
};

use chrono::{DateTime, TimeDelta, Utc};

use crate::{language::calendar, store::StoreError};

/// How long before its opening a collection counts as open: every process has read a change by
/// then.
pub const SETTLES: TimeDelta = TimeDelta::minutes(1);

/// Why nothing was changed.
#[derive(Debug, thiserror::Error)]
pub enum Refused {
    #[error("it is not there any more")]
    Gone,
    /// It has changed since the form was filled, in these ways.
    #[error("it was changed meanwhile")]
    Stale(Vec<Difference>),
    #[error("its answers are released")]
    Released,
    #[error("it is not open")]
    NotOpen,
    /// What was asked for cannot be: each field with a sentence.
    #[error("it cannot be changed in this way")]
    Broken(Vec<(&'static str, String)>),
    /// It cannot be deleted.
    #[error("it is needed")]
    Kept,
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// One thing that is not what it was, in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// "the closing time".
    pub what: String,
    pub from: String,
    pub to: String,
}

impl Difference {
    /// `None` where both are the same.
    fn between<T: PartialEq>(
        what: impl Into<String>,
        from: &T,
        to: &T,
        words: impl Fn(&T) -> String,
    ) -> Option<Self> {
        (from != to).then(|| Self { what: what.into(), from: words(from), to: words(to) })
    }
}

/// "Changed the target from 80% to 70%; the closing time from … to …".
fn sentence(verb: &str, differences: &[Difference]) -> String {
    let parts: Vec<String> = differences
        .iter()
        .map(|one| format!("{} from {} to {}", one.what, one.from, one.to))
        .collect();
    format!("{verb} {}", parts.join("; "))
}

/// "12 December 2025 at 17:00", on the clocks of Scotland.
fn words(at: DateTime<Utc>) -> String {
    calendar::date_and_time(at)
}
