//! Failed attempts, counted by hour and account. When an hour has ended, the scheduler writes one
//! entry for each count.
//!
//! Counting costs one look into memory. A thread adds the counts to the database every few seconds,
//! so an attack costs at most one row for each account and kind in an hour.

mod kind;
mod queries;
mod tally;

pub use kind::{FailureKind, Outside};
pub use queries::write_ended;
pub use tally::{FailureWriter, Failures};
