//! The audit log.

mod chain;
mod failures;
mod guarded;
