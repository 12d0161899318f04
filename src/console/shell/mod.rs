//! The shell of every console page: authentication, scope, forms and errors.

pub mod access;
mod error;
pub mod form;
pub mod once;
pub mod origin;
pub mod session;

pub use access::{MayReadResults, SignedIn};
pub use error::ConsoleError;
