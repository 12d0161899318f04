//! What has come since somebody last signed in. At each sign-in the counts of the open collections
//! are kept for that person, and those of the sign-in before become the ones to compare with: two
//! rows for each person and open collection.

mod model;
mod queries;

pub use model::{Since, since};
pub use queries::{before, signed_in};
