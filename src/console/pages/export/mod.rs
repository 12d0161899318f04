//! Downloads of released results, and of response rates at any time.

mod file;
pub mod handlers;
mod naming;
pub mod programme;
mod report;
pub mod stream;
mod views;
