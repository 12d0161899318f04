//! Released comments, and what readers do with them: read, redact, mark as a concern.
//!
//! A comment stands beside its question and nothing else, and a reader learns where it comes from
//! only where it hides among enough others. [`readable`] holds those rules; what it does not give
//! cannot be reached by any address.

mod phrase;
mod queries;
mod questions;
mod readable;
mod redaction;
mod search;

use sha2::{Digest as _, Sha256};

pub use phrase::Phrase;
pub use queries::{
    Changed, Progress, by_id, concerns, first_unread, neighbours, progress, questions, readable_of,
    redact, search_in, set_concern, set_seen,
};
pub use questions::{Questions, origin};
pub use readable::{Readable, Standing, readable};
pub use redaction::{BlackOut, LONGEST_PHRASE, MOST_PHRASES, Mark};
pub use search::{Excerpt, Found, LONGEST_TERM, MOST_FOUND, SHORTEST_TERM};

use crate::store::Id;

/// The longest account of what was done about a comment, in characters.
pub const LONGEST_ACCOUNT: usize = 2_000;

/// A released comment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Comment {
    /// Its collection. Where that is a small one, nobody is to learn it.
    pub collection: Id,
    /// Random: the order of ids says nothing of when or by whom it was written.
    pub id: Id,
    /// The id of the question that it answers.
    pub question: String,
    pub text: String,
    pub seen: bool,
    pub redacted: bool,
    /// What was done about it, where it is a concern.
    pub concern: Option<String>,
}

/// What a form says that its page has shown, so that nobody overwrites what another has changed
/// meanwhile.
pub fn shown(text: &str) -> String {
    Sha256::digest(text).iter().map(|byte| format!("{byte:02x}")).collect()
}
