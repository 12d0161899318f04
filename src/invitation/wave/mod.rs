//! Waves: the invitation and the reminders of a collection, each sent to everybody whose ticket is
//! unused at that time.

mod hours;
mod queries;
mod schedule;

use chrono::{DateTime, Utc};

pub use hours::{CLOSES, OPENS, is_office_hour, office_hours_before};
pub use queries::{
    begin_due, counted_waves_of, drop_closed, keep_between, move_invitation, plan, resume,
    set_reminders, waves_of,
};
pub use schedule::reminders;

use crate::rates::Visible;

/// The number of the wave that carries the invitation.
pub const INVITATION: i32 = 0;
/// How many reminders a collection may have.
pub const MOST_REMINDERS: usize = 5;

/// One wave and its counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Wave {
    /// 0 for the invitation, and then the reminders.
    pub number: i32,
    pub due_at: DateTime<Utc>,
    /// Whether its messages have been put in the queue.
    pub begun: bool,
    /// How many of its messages are still queued.
    pub waiting: u64,
    /// How many were sent. Of a reminder this tells how many have not answered, so [`waves_of`] holds
    /// it back; [`counted_waves_of`] tells it where it may be shown.
    pub sent: Visible,
    /// How many were given up after refusals.
    pub given_up: Visible,
    /// How many were sent without a confirmation.
    pub unconfirmed: Visible,
}
