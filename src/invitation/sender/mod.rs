//! The sender: takes messages out of the queue, and sends each to whom it still concerns.
//!
//! Any number of processes may send at once on PostgreSQL: each claims messages that no other has, for a while. On SQLite
//! one process sends; others wait until it is gone. A message that was handed over in the moments before a crash, and not
//! recorded as sent, is sent a second time, with the same `Message-ID`: at most two for each connection to the mail server.

mod backoff;
mod batch;
mod office;
mod queries;
mod turn;
mod worker;

pub use backoff::wait;
pub use batch::{Context, Stationery};
pub use office::{Office, OfficeError};
pub use queries::{LEASE, allowed, count_refused, drop_messages, pause_all, status, use_up};
