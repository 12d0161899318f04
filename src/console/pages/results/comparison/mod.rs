//! Compares a collection with an earlier one, question by question, and says whether changes are
//! more than chance.

pub mod handlers;
mod model;
mod offers;
mod views;

pub use views::side;
