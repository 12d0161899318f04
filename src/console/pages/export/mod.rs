//! Taking released results away as files, and response rates at any time.

mod file;
pub mod handlers;
pub mod stream;
mod views;
