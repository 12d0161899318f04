//! Sets up an inspection from a TOML file, uploaded or typed; and downloads an inspection as such a
//! file.

pub mod handlers;
mod upload;
mod views;
mod words;
