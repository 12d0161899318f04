//! What the inspection's team records in the console: one response for each record that it reads,
//! or for each meeting that it holds.
//!
//! None of it is anonymous to the team, and none of it is sealed: a row says who read and what they
//! recorded, and stays correctable until its collection closes. Then the release takes the first
//! reading of each record into the results, by the same rules as any other survey.

pub mod agreement;
mod model;
pub mod queries;
pub mod sample;
mod summary;
mod written;

pub use model::{NotSaved, Reading, ReadingState, Turn};
pub use summary::{AgreementOnItem, Summary};
pub use written::{Merged, Written};
