//! The results of an inspection over its areas: one survey at a time, or the surveys side by
//! side.

pub mod across;
mod chosen;
mod groups;
pub mod handlers;
mod rows;
mod surveys;
mod surveys_view;
#[cfg(test)]
mod tests;
mod views;

pub use views::{group_query, groups};
