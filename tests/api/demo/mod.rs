//! The made-up service.

mod fieldwork;
