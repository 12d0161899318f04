//! Signing in, in one step or two, and out.

pub mod handlers;
mod limits;
pub mod second_step;
mod views;

pub use limits::SignIns;
pub use views::wait_sentence;
