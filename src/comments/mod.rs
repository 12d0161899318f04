//! Released comments: reading, redacting and marking them as concerns.
//!
//! A comment is shown with its question and nothing else. Its area and audience are shown only if
//! it hides among enough others. [`readable`] has these rules; no address gives access to other
//! comments.

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
    /// Its collection. For small collections, it must not be shown.
    pub collection: Id,
    /// Random: the order of ids says nothing of when or by whom it was written.
    pub id: Id,
    /// The id of the question that it answers.
    pub question: String,
    pub text: String,
    pub seen: bool,
    pub redacted: bool,
    /// What was done about it, if it is a concern.
    pub concern: Option<String>,
}

/// A fingerprint of the text that the page showed, so that nobody overwrites somebody else's
/// change.
pub fn shown(text: &str) -> String {
    Sha256::digest(text).iter().map(|byte| format!("{byte:02x}")).collect()
}
