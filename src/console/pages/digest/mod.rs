//! How often somebody is told what needs them: a page for whoever is signed in, and an address that
//! stops it by one click.

pub mod handlers;
mod stop;
mod views;

pub use stop::public;
