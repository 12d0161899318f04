//! Mail to users of the console.

pub mod accounts;
mod digest;
