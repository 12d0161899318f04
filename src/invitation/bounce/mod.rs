//! Bounces: what a mail server says of a message that it could not deliver (RFC 3464), and what follows from it.

mod notification;
mod queries;

pub use notification::{Notification, Verdict, read};
pub use queries::{Effect, take};
