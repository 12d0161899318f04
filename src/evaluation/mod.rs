//! Evaluations: the grade that the team of an inspection gives a quality indicator in an area, why,
//! and what it rests on.
//!
//! An evaluation is a draft until the lead and a deputy, who is another member of the team, have
//! agreed to the same wording. Any change of the wording makes it a draft again. Every step is kept
//! in a history to which rows are only added.

mod agreement;
mod change;
mod document;
mod model;
pub mod queries;
mod steps;
mod table;
#[cfg(test)]
mod tests;

pub use agreement::{Agreement, Seat, State, Team};
pub use change::{Change, Difference, Step, differences};
pub use document::FileKind;
pub use model::{Evaluation, Evidence, Figure, Graded, Place, Wording, grade_name, lacking};
pub use steps::Refusal;
pub use table::{Cell, Column, Drafts, Row, Table};
