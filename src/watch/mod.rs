//! What a user may see of how fieldwork goes, and how a collection does at a moment: for the digest, the API, and the files
//! of response rates.

#[cfg(test)]
pub(crate) mod fixture;
mod progress;
mod queries;
mod scope;

pub use progress::{Course, Ending, Progress};
pub use queries::{Numbers, daily_returns, numbers_of};
pub use scope::{Visible, collection, everything, inspection};
