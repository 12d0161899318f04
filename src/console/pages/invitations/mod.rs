//! The invitations of one collection: counts of mailboxes, waves, messages. Its pages name nobody.

mod confirming;
pub mod handlers;
mod model;
mod schedule;
mod sections;
mod sheets;
mod shown;
mod upload;
pub mod uploading;
mod views;

pub use sections::bounds;
