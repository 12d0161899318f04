//! Changing what has been set up: dates and targets, titles and leads; closing early, reopening,
//! deleting.
//!
//! Every form says in a hidden field what it was filled from. Where that is not so any more,
//! nothing is changed: the page comes again, tells what somebody else has changed meanwhile, and
//! keeps everything that was typed.

mod change;
mod closing;
mod collection;
mod collection_view;
mod deleting_collection;
mod deleting_inspection;
mod from;
mod handing_over;
mod inspection;
mod inspection_view;
mod model;
mod parts;

pub use change::{Change, ask, make};
pub use closing::Closing;
pub use collection::ChangingCollection;
pub use deleting_collection::DeletingCollection;
pub use deleting_inspection::DeletingInspection;
pub use from::filled_from;
pub use inspection::ChangingInspection;
pub use parts::{Shown, Told, hidden, told};
