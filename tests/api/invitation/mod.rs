//! Mailboxes, waves, messages, bounces; slips.

pub mod bounce_cases;
pub mod bounces;
mod everybody;
mod few_added;
mod lists;
mod mail_copies;
mod mail_killed;
mod mail_refused;
mod mail_settings;
mod mail_tls;
pub mod mail_trouble;
mod mailing;
mod message_locks;
mod messages;
pub mod responding;
pub mod second_lists;
mod slips;
mod unreached;
