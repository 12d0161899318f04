//! Released results in the language of inspection reports: of one collection, across areas, and
//! over time.
//!
//! What may be shown is decided where figures are made, in [`crate::results`]; these pages only lay
//! it out.

mod answers;
pub mod areas;
mod by;
pub mod collection;
pub mod comparison;
mod glance;
mod question;
mod titles;
mod waiting;

pub use by::{By, Group};
