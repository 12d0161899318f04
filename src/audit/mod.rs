//! What people did to the service, and what it did by itself: rows are only added, and none names a respondent.

mod queries;

pub use queries::{Entry, Subject, entries, record, with};

/// The actor of what the service does by itself.
pub const SERVICE: &str = "Speir";
/// The actor of what is done on the command line.
pub const COMMAND_LINE: &str = "command line";
