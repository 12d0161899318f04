//! Mail to users of the console, and to those who are invited to become one.
//!
//! A notice is queued in the transaction of what it tells of, and made when it leaves: what the
//! database keeps of it holds no link. Any number of processes may send; each claims notices that
//! no other has, for a while.

pub mod accounts;
pub mod digest;
mod letter;
mod model;
mod pass;
mod queries;
pub mod returned;
mod views;
mod words;
mod worker;

pub use letter::{Line, Words};
pub use model::{Notice, NoticeKind};
pub use pass::{Pass, Passes};
pub use queries::{queue, waiting};
pub use returned::returned_at;
pub use worker::NoticeWorker;
