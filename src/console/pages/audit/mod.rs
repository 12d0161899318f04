//! The audit log as a page and as a file: what was done, by whom, to what. It names no respondent.

mod asked;
mod file;
pub mod handlers;
mod views;
