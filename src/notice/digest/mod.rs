//! The digest by email on working mornings. Leads and co-ordinators get what needs them, and no
//! email where nothing does. Administrators get the head of the audit log.

mod items;
mod queries;
mod record;
mod schedule;
mod words;

pub use items::{Fact, Item, Matter, items};
pub use queries::{Reader, queue_due, queue_now, set, setting, words_for};
pub use schedule::{Rhythm, ends, morning};
pub use words::words;

use crate::users::Role;

/// Whether this role gets digests: only roles that can act on them do.
pub const fn is_for(role: Role) -> bool {
    matches!(role, Role::Admin | Role::Lead | Role::Coordinator)
}
