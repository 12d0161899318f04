//! One's own tokens for other programs.

pub mod handlers;
mod views;
