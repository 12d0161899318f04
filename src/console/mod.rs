//! What leads and co-ordinators see and do, behind sign-in.

mod error;

pub use error::ConsoleError;
