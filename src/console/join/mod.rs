//! Choosing a password by a link that works once: to join, or in place of a forgotten one. Opening the link spends nothing,
//! since mail scanners open every link.

pub mod handlers;
mod views;

pub use views::passwords;
