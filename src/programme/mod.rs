//! Programmes: inspections that are reported together, with figures of earlier programmes that were
//! published elsewhere.

mod change;
mod figure;
pub mod file;
mod model;
pub mod queries;
mod scope;
mod standing;

pub use change::{
    Joined, NotDone, NotJoined, change, create, delete, fingerprint, import, import_as, join,
};
pub use figure::{PrintedShare, PublishedFigure};
pub use model::{NewProgramme, Programme};
pub use scope::{all_together, may_change, members_seen, seen, together, why_not_join};
pub use standing::{Answered, AreaStanding, Progress, Stage};
