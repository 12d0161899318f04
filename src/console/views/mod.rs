//! What the pages of the console share. A page is a function from a model to markup: it asks
//! neither the database nor the clock.

pub mod bar;
pub mod chart;
pub mod email;
mod errors;
pub mod fields;
pub mod frame;
pub mod refusals;

pub use errors::Errors;
