//! The audit log as a page and as a file: what was done, by whom, to what. It names no respondent.

mod file;
pub mod handlers;
mod params;
mod views;
