//! Compares a collection with an earlier one, question by question, and says whether changes are
//! more than chance.

mod followed;
pub mod handlers;
mod model;
mod offers;
mod parts;
mod views;
mod words;

pub use followed::followed;
pub use model::Comparison;
pub use offers::times;
pub use parts::{apart, judged, question, side, table};
