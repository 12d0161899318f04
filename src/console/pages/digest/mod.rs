//! How often a user gets a digest: a page for the signed-in user, and an address that stops it with
//! one click.

pub mod handlers;
mod stop;
mod views;

pub use stop::public;
