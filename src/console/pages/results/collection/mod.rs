//! The results of one collection.

pub mod handlers;
mod parts;
#[cfg(test)]
pub mod tests;
mod views;

pub use views::not_yet;
