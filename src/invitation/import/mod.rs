//! A list of mailboxes: a CSV file with the columns `email` and, where a collection has parts, `stratum`.

mod consent;
mod file;
mod queries;

pub use consent::{Changes, Consent};
pub use file::{BadRow, List, read};
pub use queries::{ImportError, Imported, Source, store};

/// The fewest mailboxes in a part. Where fewer are invited, the count of responses alone tells who has answered.
pub const FEWEST: u64 = 5;
