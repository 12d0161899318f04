//! Who leads an inspection together, and who reads it.

pub mod handlers;
mod model;
mod view;
