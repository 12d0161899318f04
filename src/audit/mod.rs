//! What people did to the service, and what it did by itself: rows are only added, and none names a
//! respondent.
//!
//! The entries form a chain: each holds its number, the SHA-256 of the entry before it, and the
//! SHA-256 of itself (`store::chain`).

mod actions;
mod failures;
mod queries;
mod verify;

pub use actions::{
    Ended, SignIn, second_step_taken, session_ended, sessions_ended, signed_in, signed_out,
    token_first_used,
};
pub use failures::{FailureKind, FailureWriter, Failures, Outside, write_ended};
pub use queries::{Entry, Filter, Head, Reader, Subject, actors, head, page, record, with};
pub use verify::{Fault, Sound, verify};

/// The actor of what the service does by itself.
pub const SERVICE: &str = "Speir";
/// The actor of what is done on the command line.
pub const COMMAND_LINE: &str = "command line";
