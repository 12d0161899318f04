//! Failed attempts, counted by hour and account. When an hour has ended, the scheduler writes one
//! entry for each count.
//!
//! Counting happens in memory. A thread writes the counts to the database every few seconds, so an
//! attack causes at most one row per account and kind in an hour.

mod counts;
mod kind;
mod queries;
mod tally;

pub use kind::{FailureKind, Outside};
pub use queries::write_ended;
pub use tally::{FailureWriter, Failures};
