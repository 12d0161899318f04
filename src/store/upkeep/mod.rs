//! What an operator does with a database as a whole: back it up, copy it to another kind of database, check it.

mod backup;
mod check;
mod copy;
mod layout;
mod rows;
mod sweep;

pub use backup::{BackupError, backup};
pub use check::{Finding, check};
pub use copy::{Copied, CopyError, copy};
pub use layout::{Column, Kind, Table, layout};
pub use rows::{Row, each};
pub use sweep::{is_sweep_due, last_done, mark, sweep, sweep_is_due, vacuum};
