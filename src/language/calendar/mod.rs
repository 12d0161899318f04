//! The calendar of Scotland: which day and what time it is there, and how English says so.
//!
//! Instants are kept in UTC. What people read, and what they type, is by the clocks of Scotland.

mod relative;
mod working;
mod written;

pub use relative::{ago, ahead, ahead_at};
pub use working::{is_working_day, working_day_from, working_day_until};
pub use written::{
    date, date_and_time, field, made_on, month, named_date, named_date_and_time, short_date,
    short_date_and_time, sortable, span, this_year, tick, time, time_on, time_on_date,
    time_on_second,
};

use chrono::{
    DateTime, MappedLocalTime, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, TimeZone, Utc,
};
use chrono_tz::{Europe::London, Tz};

/// What the clocks of Scotland show at an instant.
pub fn local(instant: DateTime<Utc>) -> DateTime<Tz> {
    instant.with_timezone(&London)
}

/// The day that it is in Scotland.
pub fn day(instant: DateTime<Utc>) -> NaiveDate {
    local(instant).date_naive()
}

/// The instant when the clocks of Scotland show `time`. If the time comes twice, in autumn, it is
/// the second, so that nothing closes early. If spring leaves it out, it is the hour after.
pub fn instant(time: NaiveDateTime) -> DateTime<Utc> {
    let found = |time: NaiveDateTime| match London.from_local_datetime(&time) {
        MappedLocalTime::Single(instant) | MappedLocalTime::Ambiguous(_, instant) => {
            Some(instant.to_utc())
        }
        MappedLocalTime::None => None,
    };
    found(time).or_else(|| found(time + TimeDelta::hours(1))).unwrap_or_else(|| time.and_utc())
}

/// The first instant of a day in Scotland.
pub fn start_of(day: NaiveDate) -> DateTime<Utc> {
    instant(day.and_time(NaiveTime::MIN))
}

/// The last minute of a day in Scotland.
pub fn end_of(day: NaiveDate) -> DateTime<Utc> {
    instant(day.and_hms_opt(23, 59, 0).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> NaiveDateTime {
        NaiveDateTime::parse_from_str(text, "%Y-%m-%d %H:%M").expect("a time")
    }

    #[test]
    fn a_time_of_scotland_is_found_across_both_clock_changes() {
        for (there, utc) in [
            ("2026-07-01 17:00", "2026-07-01 16:00"),
            ("2026-12-01 17:00", "2026-12-01 17:00"),
            ("2026-10-25 01:30", "2026-10-25 01:30"),
            ("2026-03-29 01:30", "2026-03-29 01:30"),
        ] {
            assert_eq!(instant(shown(there)).naive_utc(), shown(utc), "{there}");
        }
    }
}
