//! The list of inspections, and setting one up.

pub mod handlers;
mod list;
mod moving;
mod new;
mod views;

pub use list::Stage;
