//! Taking released results away as files.

mod file;
pub mod handlers;
mod stream;
mod views;
