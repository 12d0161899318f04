//! Time as people spend it: nights pass without replies, and so do most weekends at work.

use chrono::{DateTime, Datelike, NaiveDate, Timelike, Utc};

use crate::language::calendar;

/// When people answer: on working days at work, or in the evening and at weekends too.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rhythm {
    /// Staff, by email.
    Work,
    /// Children at school and at home, parents and carers.
    Home,
}

/// The hours of a day at which its share of replies changes, and the share that is over by then.
/// Judgement: nobody has published such a clock for Scotland.
const WORK: [(f64, f64); 7] =
    [(0.0, 0.0), (7.0, 0.01), (9.0, 0.16), (13.0, 0.58), (17.0, 0.91), (22.0, 0.99), (24.0, 1.0)];
const HOME: [(f64, f64); 7] =
    [(0.0, 0.0), (7.0, 0.01), (9.0, 0.08), (13.0, 0.34), (17.0, 0.62), (22.0, 0.97), (24.0, 1.0)];

impl Rhythm {
    /// What a Saturday or a Sunday counts beside a working day. Judgement.
    const fn weekend(self) -> f64 {
        match self {
            Self::Work => 0.15,
            Self::Home => 0.7,
        }
    }

    const fn hours(self) -> &'static [(f64, f64); 7] {
        match self {
            Self::Work => &WORK,
            Self::Home => &HOME,
        }
    }

    /// Working days that have passed by `instant`, since a Monday long ago.
    pub fn at(self, instant: DateTime<Utc>) -> f64 {
        let there = calendar::local(instant);
        let day = there.date_naive();
        let weight = if day.weekday().number_from_monday() > 5 { self.weekend() } else { 1.0 };
        self.midnight(day)
            + weight * self.over(f64::from(there.num_seconds_from_midnight()) / 3_600.0)
    }

    /// The same at the first instant of a day.
    pub fn midnight(self, day: NaiveDate) -> f64 {
        // The first of January of the year 1 was a Monday.
        let days = day.num_days_from_ce() - 1;
        let (weeks, rest) = (days.div_euclid(7), days.rem_euclid(7));
        let week = 2.0f64.mul_add(self.weekend(), 5.0);
        f64::from(weeks) * week
            + f64::from(rest.min(5))
            + self.weekend() * f64::from((rest - 5).max(0))
    }

    /// The share of a day's replies that is over by an hour.
    fn over(self, hour: f64) -> f64 {
        let hours = self.hours();
        let step = hours.iter().zip(hours.iter().skip(1)).find(|(_, (until, _))| hour < *until);
        step.map_or(1.0, |((from, before), (until, after))| {
            before + (after - before) * (hour - from) / (until - from)
        })
    }
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;
    use proptest::prelude::*;

    use super::*;

    fn at(text: &str) -> DateTime<Utc> {
        text.parse().expect("a time")
    }

    #[test]
    fn a_working_day_counts_one_and_a_weekend_less() {
        for (rhythm, weekend) in [(Rhythm::Work, 0.3), (Rhythm::Home, 1.4)] {
            let monday = rhythm.at(at("2026-11-23T00:00:00Z"));
            assert!((rhythm.at(at("2026-11-24T00:00:00Z")) - monday - 1.0).abs() < 1e-6);
            assert!((rhythm.at(at("2026-11-30T00:00:00Z")) - monday - 5.0 - weekend).abs() < 1e-6);
        }
    }

    #[test]
    fn the_night_passes_on_the_clocks_of_scotland() {
        let night = Rhythm::Work.at(at("2026-07-07T05:00:00Z"))
            - Rhythm::Work.at(at("2026-07-06T23:00:00Z"));
        assert!(night < 0.02, "{night}");
    }

    proptest! {
        #[test]
        fn it_never_runs_backwards(start in 0..3_000_000_000_i64, minutes in 0..20_000_i64) {
            let from = DateTime::from_timestamp(start, 0).expect("a time");
            for rhythm in [Rhythm::Work, Rhythm::Home] {
                // But for the hour that the clocks are put back, when nobody answers much.
                prop_assert!(rhythm.at(from + TimeDelta::minutes(minutes)) >= rhythm.at(from) - 0.002);
            }
        }
    }
}
