//! Taking released results away as files.

mod file;
pub mod handlers;
pub mod stream;
mod views;
