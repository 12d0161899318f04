//! Changes to inspections and collections: dates, targets, titles and leads; closing early,
//! reopening, deleting.
//!
//! Every form has a hidden field with the values that it was filled from. If they have changed,
//! nothing is saved: the page is shown again with the changes by somebody else and with everything
//! that was typed.

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

pub use change::{Change, Confirmed, ask, make};
pub use closing::Closing;
pub use collection::ChangingCollection;
pub use deleting_collection::DeletingCollection;
pub use deleting_inspection::DeletingInspection;
pub use from::filled_from;
pub use inspection::ChangingInspection;
pub use parts::{Shown, Told, changed, confirm, hidden, page, told};
