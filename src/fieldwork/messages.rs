use chrono::{DateTime, TimeDelta, Utc};

use crate::invitation::{
    Mailing,
    wave::{INVITATION, Wave, office_hours_before},
};

/// The hours after which unsent messages of a wave need attention; for reminders, office hours.
const PATIENCE: u8 = 6;

/// The problems with a collection's messages.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Messages {
    pub paused: bool,
    /// Whether Speir paused them because mail servers refused too many.
    pub refused: bool,
    /// How many should have left hours ago, and have not.
    pub overdue: u64,
}

impl Messages {
    /// Of one collection with these waves.
    pub fn of(mailing: Mailing, waves: &[Wave], now: DateTime<Utc>) -> Self {
        let mut messages =
            Self { paused: mailing.paused, refused: mailing.paused_by_refusals, overdue: 0 };
        for wave in waves {
            messages.wait((wave.number, wave.due_at), wave.waiting, now);
        }
        messages
    }

    /// Counts `waiting` messages of a wave, if they should have left.
    pub fn wait(
        &mut self,
        (number, due_at): (i32, DateTime<Utc>),
        waiting: u64,
        now: DateTime<Utc>,
    ) {
        let latest = match number {
            INVITATION => now - TimeDelta::hours(PATIENCE.into()),
            _ => office_hours_before(now, PATIENCE.into()),
        };
        if due_at < latest {
            self.overdue += waiting;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reminder_that_waits_for_the_working_week_is_not_overdue() {
        let time = |text: &str| text.parse::<DateTime<Utc>>().expect("a time");
        let overdue = |number, now| {
            let mut messages = Messages::default();
            messages.wait((number, time("2026-11-20T16:00:00Z")), 4, time(now));
            messages.overdue
        };
        assert_eq!(overdue(INVITATION, "2026-11-20T21:59:00Z"), 0);
        assert_eq!(overdue(INVITATION, "2026-11-20T22:01:00Z"), 4);
        assert_eq!(overdue(1, "2026-11-23T13:00:00Z"), 0);
        assert_eq!(overdue(1, "2026-11-23T15:00:00Z"), 4);
    }
}
