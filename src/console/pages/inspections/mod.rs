//! The list of inspections, and setting one up.

pub mod handlers;
mod list;
mod moving;
pub mod setup;
pub mod threshold;
mod views;

pub use list::Stage;
