//! Verifies the chain of the audit log.

mod fault;
mod queries;
mod walk;

pub use fault::Fault;
pub use walk::{Sound, verify};
