//! The made-up service.

mod exported;
mod fieldwork;
mod findings;
