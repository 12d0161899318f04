//! The made-up service.

mod exported;
mod fieldwork;
mod finding;
mod findings;
mod pages;
mod told;
