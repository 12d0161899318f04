//! The API for other programs.

pub mod counts;
mod tokens;
