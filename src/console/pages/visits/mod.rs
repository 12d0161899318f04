//! Responses since the last sign-in. At each sign-in, the counts of open collections are stored for
//! that person, and those of the previous sign-in become the comparison: two rows per person and
//! open collection.

mod model;
mod queries;

pub use model::{Since, since};
pub use queries::{before, signed_in};
