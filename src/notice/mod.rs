//! Mail to console users and to people who are invited to become one.
//!
//! A notice is queued in the transaction of the change that it reports, and built when it is sent,
//! so the database stores no link. Any number of processes can send; each leases the notices that
//! it claims.

pub mod accounts;
pub mod digest;
mod email;
mod letter;
mod model;
pub mod officers;
mod queries;
pub mod returned;
mod views;
mod words;
mod worker;

pub use letter::{Line, Words};
pub use model::{Notice, NoticeKind};
pub use queries::{queue, waiting};
pub use returned::returned_at;
pub use worker::NoticeWorker;
