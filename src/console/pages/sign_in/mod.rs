//! Signing in, in one step or two, and out.

mod code;
mod door;
pub mod forgotten;
pub mod handlers;
mod known_device;
mod limits;
pub mod second_step;
mod turns;
mod views;

pub use door::Door;
pub use limits::{CodeKind, CodeOrigin, Origin, SignIns};
pub use turns::Turn;
pub use views::wait_sentence;
