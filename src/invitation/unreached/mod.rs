//! Addresses that an invitation did not reach. Each can be corrected, removed or retried.
//!
//! The list is independent of who has answered. An address is listed when its invitation is
//! returned, and stays until somebody acts on it, whether or not its ticket is used. Returned
//! reminders are not listed, because reminders are sent only to people who have not answered. A
//! retried invitation is always sent.

mod queries;

pub use queries::{
    Corrected, among, came_back, correct, counts, list, no_longer_sent, not_delivered, note,
    remove, retry_given_up, settle, take_up, try_again, try_refused,
};

use crate::store::Id;

/// Why an invitation did not reach an address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// The mailbox does not exist or is permanently closed.
    NoMailbox,
    /// It was full, or its server could not be reached, too many times.
    GivenUp,
    /// The receiving server refuses this service or its messages, at once or by a bounce. Refused
    /// at once, the invitation may still be in the queue.
    Refused,
}

impl Why {
    pub const ALL: [Self; 3] = [Self::NoMailbox, Self::GivenUp, Self::Refused];

    /// The name in the database.
    const fn key(self) -> &'static str {
        match self {
            Self::NoMailbox => "no-mailbox",
            Self::GivenUp => "given-up",
            Self::Refused => "refused",
        }
    }

    fn of(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|why| why.key() == key)
    }
}

/// An address that was not reached.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unreached {
    pub invitation: Id,
    pub collection: Id,
    pub why: Why,
    /// How many times the invitation was sent.
    pub tries: i32,
    /// Whether it counts among the sent messages of its wave.
    sent: bool,
    /// The address as stored.
    pub sealed: Vec<u8>,
}
