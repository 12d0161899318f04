//! Bounces: returned messages and their effects.
//!
//! Mail systems report failures by a delivery status (RFC 3464), in plain text, or by a recipient's
//! complaint (RFC 5965). Programs reply for people who are away (RFC 3834). [`mime`] parses the
//! message, [`status`] and [`prose`] interpret it, and [`queries`] acts on it.

mod answers;
mod automatic;
mod decoding;
mod fate;
mod mime;
mod notification;
mod origin;
mod prose;
mod queries;
mod recipient;
mod references;
mod status;

pub use notification::{Notification, Verdict, read};
pub use queries::{Effect, Unread, count_unread, look, take, unread};

#[cfg(test)]
mod tests;
