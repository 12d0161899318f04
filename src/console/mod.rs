//! What leads and co-ordinators see and do, behind sign-in.

mod error;
pub mod users;

pub use error::ConsoleError;
