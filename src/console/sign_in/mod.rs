//! Signing in and out.

pub mod handlers;
mod limits;
mod views;

pub use limits::SignIns;
