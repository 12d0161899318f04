//! Everything at once, on made-up data: what a newcomer sees first.

mod answers;
mod fieldwork;
mod fill;
mod surveys;

pub use fieldwork::{LEAD, plans};
pub use fill::{Batch, FillError, create, fill};
pub use surveys::publish_all;
