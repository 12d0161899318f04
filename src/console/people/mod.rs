//! Who may sign in: inviting, changing roles, helping somebody back in, and who leads an inspection together.

pub mod changes;
pub mod handlers;
mod invitation;
pub mod team;
mod views;

pub use invitation::{LINK_DAYS, invite, send_link};
