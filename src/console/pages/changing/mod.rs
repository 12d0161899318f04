//! Changes to inspections and collections: dates, targets, titles and leads; closing early,
//! reopening, deleting.
//!
//! Every form has a hidden field with the values that it was filled from. If they have changed,
//! nothing is saved: the page is shown again with the changes by somebody else and with everything
//! that was typed.

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
