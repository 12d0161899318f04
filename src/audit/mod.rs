//! The audit log of people's and the service's actions: append-only, and no entry identifies a
//! respondent.
//!
//! The entries form a chain: each contains its number, the SHA-256 of the entry before it, and its
//! own SHA-256 (`store::chain`).

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

/// The actor for the service itself.
pub const SERVICE: &str = "Speir";
/// The actor for the command line.
pub const COMMAND_LINE: &str = "command line";
/// Who is recorded where somebody who had not signed in asked for something.
pub const SIGN_IN_PAGE: &str = "sign-in page";
