//! Bounces: messages that come back, and what follows from each.
//!
//! Mail systems report in many ways: by a delivery status (RFC 3464), in words alone, by the
//! complaint of a recipient (RFC 5965). Programs answer for people who are away (RFC 3834).
//! [`mime`] takes such a message apart, [`status`] and [`prose`] read it, and [`queries`] acts on
//! it.

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
