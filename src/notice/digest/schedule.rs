use std::{fmt, str::FromStr};

use chrono::{DateTime, Datelike, Days, NaiveDate, NaiveTime, TimeDelta, Utc};

use crate::{language::calendar, users::Role};

/// From when on digests leave, by the clocks of Scotland.
const FROM: TimeDelta = TimeDelta::minutes(7 * 60 + 30);
/// Until when they may leave where the service was away: what comes later is no morning's.
const UNTIL: TimeDelta = TimeDelta::hours(12);

/// How often somebody is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rhythm {
    Daily,
    Weekly,
    Never,
}

impl Rhythm {
    pub const ALL: [Self; 3] = [Self::Daily, Self::Weekly, Self::Never];

    /// The rhythm until somebody chooses.
    ///
    /// Weekly for fieldwork, which lasts weeks: people stop reading what says the same every day.
    /// Daily for the head of the audit log: a change can be proved back to the last email before
    /// it.
    pub const fn usual(role: Role) -> Self {
        match role {
            Role::Admin => Self::Daily,
            _ => Self::Weekly,
        }
    }

    /// The name in the database and in forms.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Daily => "daily",
            Self::Weekly => "weekly",
            Self::Never => "never",
        }
    }

    /// What people choose.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Daily => "On every working day",
            Self::Weekly => "Once a week, on Monday",
            Self::Never => "Never",
        }
    }

    /// Whether a digest is due on `day`: once a week means on the first working day of the week.
    pub fn is_due(self, day: NaiveDate) -> bool {
        match self {
            Self::Daily => calendar::is_working_day(day),
            Self::Weekly => {
                calendar::is_working_day(day)
                    && week_before(day).all(|day| !calendar::is_working_day(day))
            }
            Self::Never => false,
        }
    }

    /// The day of the next digest; of somebody who gets none, tomorrow. What opens by then is told
    /// of today.
    pub fn next(self, day: NaiveDate) -> NaiveDate {
        let mut ahead = (1..=14).filter_map(|days| day.checked_add_days(Days::new(days)));
        let tomorrow = day.succ_opt().unwrap_or(day);
        ahead.find(|day| self.is_due(*day)).unwrap_or(tomorrow)
    }

    /// The last day of which a digest tells what closes: three days ahead, or the day of the next
    /// digest, so that nothing falls between two of them.
    pub fn horizon(self, day: NaiveDate) -> NaiveDate {
        let three_days = day.checked_add_days(Days::new(3)).unwrap_or(day);
        self.next(day).max(three_days)
    }
}

impl fmt::Display for Rhythm {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.key())
    }
}

impl FromStr for Rhythm {
    type Err = String;

    fn from_str(key: &str) -> Result<Self, String> {
        let found = Self::ALL.into_iter().find(|rhythm| rhythm.key() == key);
        found.ok_or_else(|| format!("{key:?} is not how often: write daily, weekly or never"))
    }
}

crate::store::text_column!(Rhythm);

/// The days of the same week before `day`.
fn week_before(day: NaiveDate) -> impl Iterator<Item = NaiveDate> {
    let past = u64::from(day.weekday().num_days_from_monday());
    (1..=past).filter_map(move |days| day.checked_sub_days(Days::new(days)))
}

/// The working day whose digests may leave at `now`, if it is a morning for them.
pub fn morning(now: DateTime<Utc>) -> Option<NaiveDate> {
    let local = calendar::local(now).naive_local();
    let since_midnight = local.time() - NaiveTime::MIN;
    (calendar::is_working_day(local.date()) && (FROM..UNTIL).contains(&since_midnight))
        .then_some(local.date())
}

/// When the digests of the day of `now` are of no use any more: its midnight in Scotland.
pub fn ends(now: DateTime<Utc>) -> DateTime<Utc> {
    calendar::start_of(calendar::day(now) + Days::new(1))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().expect("a day")
    }

    #[test]
    fn digests_leave_from_half_past_seven_by_the_clocks_of_scotland_on_working_days() {
        for (utc, expected) in [
            ("2026-01-12T07:29:59Z", None),
            ("2026-01-12T07:30:00Z", Some("2026-01-12")),
            ("2026-07-13T06:29:59Z", None),
            ("2026-07-13T06:30:00Z", Some("2026-07-13")),
            ("2026-07-13T10:59:59Z", Some("2026-07-13")),
            ("2026-07-13T11:00:00Z", None),
            ("2026-07-11T07:00:00Z", None),
            ("2026-12-25T08:00:00Z", None),
            ("2026-03-30T06:30:00Z", Some("2026-03-30")),
            ("2026-10-26T07:30:00Z", Some("2026-10-26")),
        ] {
            assert_eq!(morning(utc.parse().expect("a time")), expected.map(day), "{utc}");
        }
    }

    #[test]
    fn once_a_week_is_monday_or_the_first_day_after_it_on_which_people_work() {
        let due = |text| Rhythm::Weekly.is_due(day(text));
        assert!(due("2026-11-23") && !due("2026-11-24") && !due("2026-11-22"));
        // St Andrew's Day of 2026 is a Monday.
        assert!(!due("2026-11-30") && due("2026-12-01"));
        // Christmas 2028 is a Monday, and the day after it is kept too.
        assert!(
            !due("2028-12-25") && !due("2028-12-26") && due("2028-12-27") && !due("2028-12-28")
        );
        assert!(
            Rhythm::Daily.is_due(day("2026-12-01")) && !Rhythm::Daily.is_due(day("2026-12-05"))
        );
        assert!(Rhythm::ALL.iter().all(|rhythm| rhythm.key().parse() == Ok(*rhythm)));
    }

    #[test]
    fn a_digest_is_of_no_use_after_its_day_in_scotland() {
        assert_eq!(
            ends("2026-07-13T06:30:00Z".parse().expect("a time")).to_rfc3339(),
            "2026-07-13T23:00:00+00:00"
        );
        assert_eq!(
            ends("2026-01-12T07:30:00Z".parse().expect("a time")).to_rfc3339(),
            "2026-01-13T00:00:00+00:00"
        );
    }

    proptest! {
        #[test]
        fn every_week_has_one_weekly_digest_and_none_looks_less_far_than_the_next(days in 0..20_000_u64) {
            let monday = day("2024-01-01") + Days::new(7 * (days / 7));
            let week = (0..7).map(|n| monday + Days::new(n));
            prop_assert_eq!(week.filter(|day| Rhythm::Weekly.is_due(*day)).count(), 1);
            let today = day("2024-01-01") + Days::new(days);
            for rhythm in [Rhythm::Daily, Rhythm::Weekly] {
                let next = rhythm.next(today);
                prop_assert!(rhythm.is_due(next) && next > today && rhythm.horizon(today) >= next);
                prop_assert!(rhythm.horizon(today) >= today + Days::new(3));
            }
        }
    }
}
