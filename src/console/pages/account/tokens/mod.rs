//! The user's API tokens.

pub mod handlers;
mod views;
