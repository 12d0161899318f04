//! Released results in the language of inspection reports: of one collection, across areas, and
//! over time.
//!
//! [`crate::results`] decides what may be shown when it makes figures; these pages only lay it out.

mod answers;
pub mod areas;
mod by;
pub mod collection;
pub mod comparison;
mod glance;
pub mod missing;
pub mod over_time;
pub mod programme;
mod question;
mod said;
mod split;
mod trust;
mod union;
pub mod waiting;
mod whom;

pub use answers::head;
pub use by::{By, Group};
pub use programme::printed;
pub use question::anchor;
