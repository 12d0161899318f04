//! What every page of the console stands in: who asks, what they may see, what they typed, and what
//! they are told when something goes wrong.

pub mod access;
mod error;
pub mod form;
pub mod origin;
pub mod session;

pub use access::{MayReadResults, SignedIn};
pub use error::ConsoleError;
