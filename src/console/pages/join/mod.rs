//! Choosing a password with a one-time link, to join or to replace a forgotten one. Opening the
//! link does not use it up, because mail scanners open every link.

mod choosing;
pub mod handlers;
mod views;

pub use choosing::chosen;
pub use views::passwords;
