//! The message worker: takes messages from the queue and sends those that are still needed.
//!
//! On PostgreSQL, any number of processes can send at once: each leases the messages that it
//! claims. On SQLite, one process sends and others wait until it ends. Just before the content of a
//! message is sent, the database counts the attempt, and only a reply that proves that it did not
//! arrive reverses that. So even after crashes or missing replies, no mailbox gets a third copy,
//! and a second copy has the same `Message-ID`.

mod backoff;
mod batch;
mod judge;
mod queries;
mod service;
mod turn;
mod worker;

pub use backoff::wait;
pub use batch::{Context, Stationery};
pub use queries::{
    Claimed, Handed, Lost, MOST_COPIES, Outcome, allowed, claim, clear_queue, count_refused,
    drop_messages, lock_messages, pause_all, record, status, undeliverable, use_up,
};
pub use service::{Outbox, OutboxError, Pace};
