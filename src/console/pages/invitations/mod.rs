//! The invitations of one collection: its mailboxes as counts, its waves, its messages. No page of
//! it names anybody.

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
