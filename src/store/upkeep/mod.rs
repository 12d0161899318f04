//! Operations on a whole database: back it up, copy it to another kind of database, check it.

mod backup;
mod check;
mod chores;
mod copy;
mod layout;
mod rows;
mod sweep;

pub use backup::{BackupError, backup};
pub use check::{Finding, check};
pub use chores::{last_done, mark};
pub use copy::{Copied, CopyError, copy};
pub use layout::{Column, ColumnKind, Table, layout};
pub use rows::{Row, each};
pub use sweep::{Swept, is_sweep_due, sweep, sweep_if_due, sweep_is_due, vacuum};
