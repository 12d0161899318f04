//! Setting up an inspection: in two steps, as a copy of an earlier one, or from a file.

mod check;
mod check_view;
mod dates;
mod details;
mod details_view;
pub mod file;
mod ground;
pub mod handlers;
mod make;
mod origin;
mod sentence;
