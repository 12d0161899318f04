//! The state of fieldwork: standing, needs, scope and changes.

pub mod change;
pub(crate) mod days;
mod file;
mod messages;
mod need;
pub(crate) mod pace;
mod parts;
mod queries;
pub(crate) mod recorded;
mod seen;
pub(crate) mod standing;

pub use days::Day;
pub use file::rates_file;
pub use messages::Messages;
pub use need::{Need, Needs, Subject};
pub use pace::Course;
pub use parts::{PartRate, PartRates};
pub use queries::{Standings, messages_of, next_waves, standings, standings_of};
pub use recorded::Recorded;
pub use seen::{Seen, everything};
pub use standing::{Ending, Standing};
