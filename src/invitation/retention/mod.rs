//! Retention of addresses: until some days after closing, or until somebody asks for deletion.

mod queries;

pub use queries::{erase, erase_expired, forget, opt_out};
