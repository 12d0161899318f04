//! Sessions of the console: one row for each browser that is signed in.

mod device;
mod model;
pub mod queries;

pub use device::device;
pub use model::{Lifetime, NewSession, Session, SessionToken};
