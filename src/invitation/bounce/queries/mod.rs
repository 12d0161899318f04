mod taken;
mod unread;

pub use taken::{Effect, take};
pub use unread::{Unread, count as count_unread, look, unread};
