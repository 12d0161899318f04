//! Reaching people: mailboxes, invitations and reminders, bounces, and slips of paper with access
//! codes.
//!
//! What the database keeps of an invitation says nothing of its ticket without the service's
//! secret, and no row of it changes when somebody answers. Who is reminded is decided message by
//! message, as each is about to leave.

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
