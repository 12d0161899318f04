//! Signing in, in one step or two, and out.

mod door;
pub mod handlers;
mod known_device;
mod limits;
pub mod second_step;
mod turns;
mod views;

pub use door::Door;
pub use limits::{CodeKind, Origin, SignIns, verify};
pub use views::wait_sentence;
