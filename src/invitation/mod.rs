//! Invitations: mailboxes, messages and reminders, bounces, and paper slips with access codes.
//!
//! Without the service's secret, the stored data of an invitation reveals nothing about its ticket,
//! and none of its rows changes when somebody answers. Whether to send a reminder is decided for
//! each message just before it is sent.

mod address;
pub mod bounce;
pub mod code;
pub mod import;
mod mailer;
pub mod message;
pub mod outbox;
pub mod paper;
mod queries;
mod reference;
pub mod refusal;
mod retention;
pub mod transport;
pub mod unreached;
pub mod wave;

pub use address::AddressBook;
pub use mailer::{Mailer, MailerError};
pub use queries::{Invited, Mailing, invited, mailing, pause, state_departed};
pub use reference::{Purpose, Reference, Signer, Written};
pub use retention::{erase, erase_expired, forget, opt_out};
