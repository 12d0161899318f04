//! Choosing a password by a link that works once: to join, or in place of a forgotten one. Opening
//! the link spends nothing, since mail scanners open every link.

mod choosing;
pub mod handlers;
mod views;

pub use choosing::chosen;
pub use views::passwords;
