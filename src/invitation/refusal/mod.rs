//! The effect of a refusal on the mailbox and the message. The same rules apply to refusals in the
//! session and to later bounces.

mod answer;
mod hints;
mod status;

pub use answer::{Answer, reply_code};
pub use status::Status;

/// The effect of a refusal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Refusal {
    /// The mailbox does not exist or is closed for good. It gets no more messages.
    Mailbox,
    /// The message may be accepted later: the mailbox is full, a server or network is down, or the
    /// reason is not clear. Try again a bounded number of times, then give up without marking the
    /// mailbox.
    Later,
    /// The receiving side refuses this service or its messages, by policy or for their content. It
    /// says nothing about the mailbox; count it against the collection.
    Sender,
}
