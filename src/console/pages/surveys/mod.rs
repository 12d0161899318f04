//! The published survey versions.

pub mod handlers;
mod views;
