//! Setting up an inspection from a TOML file, uploaded or written into the page; and an inspection
//! as such a file.

pub mod handlers;
mod upload;
mod views;
mod words;
