//! Addresses are kept for as long as they are needed: until some days after closing, or until
//! somebody asks.

mod queries;

pub use queries::{erase, erase_expired, forget, opt_out};
