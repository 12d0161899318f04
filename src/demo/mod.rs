//! Everything at once, on made-up data: what a newcomer sees first.

mod answers;
mod fieldwork;
mod surveys;

pub use fieldwork::{Plan, fill, plans};
pub use surveys::publish_all;
