//! The sender: takes messages out of the queue, and sends each to whom it still concerns.
//!
//! Any number of processes may send at once on PostgreSQL: each claims messages that no other has,
//! for a while. On SQLite one process sends; others wait until it is gone. Just before the content
//! of a message leaves, the database counts it as handed over, and only an answer that says that it
//! did not arrive takes that back. So whatever crashes or stays silent, no mailbox gets a third
//! copy, and a second one has the same `Message-ID`.

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
    Claimed, Handed, Lost, MOST_COPIES, Outcome, allowed, change_state, claim, clear_queue,
    count_refused, drop_messages, lock_messages, pause_all, record, status, undeliverable, use_up,
};
pub use service::{Outbox, OutboxError, Pace};
