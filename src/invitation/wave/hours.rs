//! When reminders may leave: on working days in Scotland, from nine to five.

use std::iter;

use chrono::{DateTime, NaiveTime, TimeDelta, Timelike, Utc};

use crate::{language::calendar, settings::Hours};

/// The hours of Scotland's clocks in which reminders leave: from the first, until before the last.
pub const OPENS: u32 = 9;
pub const CLOSES: u32 = 17;

impl Hours {
    pub fn are_open(self, at: DateTime<Utc>) -> bool {
        self == Self::Always || is_office_time(at)
    }
}

/// Whether a time is within office hours.
pub fn is_office_hour(time: NaiveTime) -> bool {
    (OPENS..CLOSES).contains(&time.hour())
}

/// The latest time from which a reminder has had that many office hours to leave in by `now`.
pub fn office_hours_before(now: DateTime<Utc>, hours: usize) -> DateTime<Utc> {
    let hourly =
        iter::successors(Some(now), |at| at.checked_sub_signed(TimeDelta::hours(1))).skip(1);
    hourly.filter(|at| is_office_time(*at)).take(hours).last().unwrap_or(now)
}

fn is_office_time(at: DateTime<Utc>) -> bool {
    let local = calendar::local(at).naive_local();
    calendar::is_working_day(local.date()) && is_office_hour(local.time())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::calendar::instant as at;

    #[test]
    fn office_hours_follow_the_clocks_of_scotland_and_its_holidays() {
        let open = |text: &str| Hours::Office.are_open(at(text.parse().expect("a time")));
        for text in [
            "2026-11-27T09:00:00",
            "2026-11-27T16:59:59",
            "2026-07-01T09:00:00",
            "2026-12-29T12:00:00",
        ] {
            assert!(open(text), "{text}");
        }
        for text in [
            "2026-11-27T08:59:59",
            "2026-11-27T17:00:00",
            "2026-07-01T08:30:00",
            "2026-11-28T12:00:00",
            "2026-11-29T12:00:00",
            "2026-11-30T12:00:00",
            "2026-12-28T12:00:00",
            "2027-01-04T12:00:00",
        ] {
            assert!(!open(text), "{text}");
        }
        assert!(Hours::Always.are_open(at("2026-12-25T03:00:00".parse().expect("a time"))));
    }

    #[test]
    fn a_reminder_of_friday_afternoon_has_the_hours_of_monday() {
        let time = |text: &str| at(text.parse().expect("a time"));
        for (now, before) in [
            ("2026-11-20T16:00:00", "2026-11-20T10:00:00"),
            ("2026-11-22T12:00:00", "2026-11-20T11:00:00"),
            ("2026-11-23T12:30:00", "2026-11-20T14:30:00"),
            ("2026-11-23T14:00:00", "2026-11-20T16:00:00"),
            ("2026-12-29T10:00:00", "2026-12-24T12:00:00"),
        ] {
            assert_eq!(office_hours_before(time(now), 6), time(before), "{now}");
        }
    }
}
