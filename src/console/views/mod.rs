//! Components of the console's pages. A page is a function from a model to markup; it uses neither
//! the database nor the clock.

pub mod asking;
pub mod bar;
pub mod chart;
pub mod email;
mod errors;
pub mod fields;
mod folded;
pub mod frame;
pub mod refusals;
pub mod trail;

pub use errors::Errors;
pub use folded::folded;
