//! What people did to the service, and what it did by itself: rows are only added, and none names a respondent.

mod queries;
mod reading;

pub use queries::{Subject, record, with};
pub use reading::{Entry, Filter, Reader, actors, page};

/// The actor of what the service does by itself.
pub const SERVICE: &str = "Speir";
/// The actor of what is done on the command line.
pub const COMMAND_LINE: &str = "command line";
