//! Changing what has been set up: dates and targets, titles and leads; closing early, reopening,
//! deleting.
//!
//! Every form says in a hidden field what it was filled from. Where that is not so any more,
//! nothing is changed: the page comes again, tells what somebody else has changed meanwhile, and
//! keeps everything that was typed.

pub mod closing;
pub mod collection;
mod collection_view;
pub mod deleting;
mod handing_over;
pub mod inspection;
mod inspection_view;
mod model;
mod parts;

pub use model::{Told, filled_from, read_from};
pub use parts::{hidden, told};
