//! The results of a programme: one survey over all its areas, and compared with another programme
//! or with figures that were published elsewhere.

mod compare_view;
mod comparison;
pub mod handlers;
mod read;
mod views;

pub use compare_view::printed;
pub use comparison::{Difference, Row, Then};
pub use handlers::chosen;
pub use read::{Together, comparison, kept_of};
pub use views::{Around, not_yet, page};
