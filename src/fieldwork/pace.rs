//! Whether a collection is on course: by its forecast if there is one, or else by its rate compared
//! with the pace that would reach the target on the last day.
//!
//! A collection is behind if its whole forecast range is below the target, so that at most one in
//! ten such collections would still reach it; it is close if the middle of the forecast is below.
//! Of the rules tried in docs/forecast.md, this one gives the fewest false alarms.

use chrono::{DateTime, TimeDelta, Utc};

use crate::{
    inspection::Collection,
    rates::{Outlook, Rate},
};

/// How long after opening a collection cannot be behind.
const TOO_EARLY: TimeDelta = TimeDelta::days(1);

/// The standing of a collection, as one word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Course {
    NotOpen,
    /// Open, but without a rate: the population is unknown or below five, or the count is held back.
    Unmeasured,
    /// Not on course yet, but open for less than a day.
    JustOpened,
    OnPace,
    /// It may reach the target but probably will not. Without a forecast: at least four fifths of
    /// its pace.
    Close,
    /// It will most likely miss the target.
    Behind,
    Reached,
    /// There are more responses than people who could answer, so the population is wrong.
    Check,
    Closed,
    /// The inspection's team records it, and there is no target.
    Recorded,
}

impl Course {
    /// How `collection` stands at `now`, by a straight line from opening to its target.
    pub fn of(collection: &Collection, rate: Rate, now: DateTime<Utc>) -> Self {
        Self::with(collection, rate, None, now)
    }

    /// How `collection` stands at `now`, by the course that its waves should take.
    pub fn with(
        collection: &Collection,
        rate: Rate,
        outlook: Option<Outlook>,
        now: DateTime<Utc>,
    ) -> Self {
        let Some(target) = collection.target() else { return Self::Recorded };
        if now < collection.opens_at {
            return Self::NotOpen;
        }
        if rate.is_too_many() {
            return Self::Check;
        }
        // In whole percents, as it is printed: a page that says "80%, target 80%" must not call
        // that behind.
        if rate.percent().is_some_and(|percent| percent >= u64::from(target)) {
            return Self::Reached;
        }
        if now >= collection.closes_at {
            return Self::Closed;
        }
        let Some(percent) = rate.percent() else { return Self::Unmeasured };
        let nobody = rate.returned.is_nobody();
        let (on_course, close) =
            if let Some(forecast) = outlook.and_then(|outlook| outlook.forecast) {
                let reaches = |fraction: f64| whole(100.0 * fraction) >= u64::from(target);
                (reaches(forecast.middle), reaches(forecast.high))
            } else {
                let pace = pace_in_percent(collection, outlook, now);
                (percent >= pace, 5 * percent >= 4 * pace)
            };
        if on_course && !nobody {
            Self::OnPace
        } else if now - collection.opens_at < TOO_EARLY {
            Self::JustOpened
        } else if close && !nobody {
            Self::Close
        } else {
            Self::Behind
        }
    }

    /// The name in the style sheet.
    pub const fn key(self) -> &'static str {
        match self {
            Self::NotOpen => "not-open",
            Self::Unmeasured => "unmeasured",
            Self::JustOpened => "just-opened",
            Self::OnPace => "on-course",
            Self::Close => "close",
            Self::Behind => "behind",
            Self::Reached => "reached",
            Self::Check => "check",
            Self::Closed => "closed",
            Self::Recorded => "recorded",
        }
    }

    /// The name that people read.
    pub const fn name(self) -> &'static str {
        match self {
            Self::NotOpen => "Not open yet",
            Self::Unmeasured => "Open",
            Self::JustOpened => "Just opened",
            Self::OnPace => "On course",
            Self::Close => "Close",
            Self::Behind => "Behind",
            Self::Reached => "Target reached",
            Self::Check => "Check the population",
            Self::Closed => "Closed",
            Self::Recorded => "Recorded by the team",
        }
    }
}

/// The pace to show beside a rate, as a whole percentage: only while there is time left to catch
/// up.
pub fn to_catch_up(
    collection: &Collection,
    course: Course,
    outlook: Option<Outlook>,
    now: DateTime<Utc>,
) -> Option<u64> {
    matches!(course, Course::JustOpened | Course::OnPace | Course::Close | Course::Behind)
        .then(|| pace_in_percent(collection, outlook, now))
}

fn pace_in_percent(collection: &Collection, outlook: Option<Outlook>, now: DateTime<Utc>) -> u64 {
    whole(outlook.map_or_else(|| pace(collection, now), |outlook| outlook.pace))
}

/// A percentage as it is printed.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a percentage from 0 to 100"
)]
pub fn whole(percent: f64) -> u64 {
    percent.round() as u64
}

/// The rate that a steady collection would have at `now`, in percent: its target by the share of
/// its time that is over.
#[expect(clippy::cast_precision_loss, reason = "fieldwork lasts far fewer than 2^52 seconds")]
fn pace(collection: &Collection, now: DateTime<Utc>) -> f64 {
    let whole = (collection.closes_at - collection.opens_at).num_seconds().max(1);
    let over = (now - collection.opens_at).num_seconds().clamp(0, whole);
    f64::from(collection.target_percent) * over as f64 / whole as f64
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use crate::{inspection::sample::half_way, rates::forecast::Forecast};

    fn course(returned: u64, after: TimeDelta) -> Course {
        let (collection, now) = half_way();
        Course::of(&collection, Rate::new(returned, Some(100)), now + after)
    }

    #[test]
    fn half_way_to_80_percent_40_are_on_course_32_close_and_31_behind() {
        let now = TimeDelta::zero();
        assert_eq!(course(40, now), Course::OnPace);
        assert_eq!(course(39, now), Course::Close);
        assert_eq!(course(32, now), Course::Close);
        assert_eq!(course(31, now), Course::Behind);
        assert_eq!(course(80, now), Course::Reached);
    }

    #[test]
    fn a_forecast_wholly_below_the_target_is_behind() {
        let (collection, now) = half_way();
        let by = |middle, high| {
            let forecast = Some(Forecast { low: 0.5, middle, high });
            let outlook = Some(Outlook { pace: 60.0, forecast });
            Course::with(&collection, Rate::new(50, Some(100)), outlook, now)
        };
        assert_eq!(by(0.796, 0.9), Course::OnPace);
        assert_eq!(by(0.79, 0.796), Course::Close);
        assert_eq!(by(0.7, 0.79), Course::Behind);
        let nobody = Some(Outlook {
            pace: 60.0,
            forecast: Some(Forecast { low: 0.0, middle: 0.8, high: 0.9 }),
        });
        assert_eq!(Course::with(&collection, Rate::new(0, Some(100)), nobody, now), Course::Behind);
        let without = Some(Outlook { pace: 60.0, forecast: None });
        assert_eq!(
            Course::with(&collection, Rate::new(47, Some(100)), without, now),
            Course::Behind
        );
        assert_eq!(to_catch_up(&collection, Course::Behind, without, now), Some(60));
    }

    #[test]
    fn where_nobody_answered_it_is_behind_after_a_day_and_never_close() {
        assert_eq!(course(0, TimeDelta::days(-5)), Course::JustOpened);
        assert_eq!(course(1, TimeDelta::hours(-97)), Course::JustOpened);
        assert_eq!(course(8, TimeDelta::hours(-97)), Course::OnPace);
        assert_eq!(course(0, TimeDelta::days(-4)), Course::Behind);
        let (mut slow, now) = half_way();
        slow.closes_at = now + TimeDelta::days(5_000);
        assert_eq!(Course::of(&slow, Rate::new(0, Some(100)), now), Course::Behind);
    }

    #[test]
    fn more_returns_than_people_are_no_target_reached() {
        assert_eq!(course(100, TimeDelta::zero()), Course::Reached);
        assert_eq!(course(101, TimeDelta::zero()), Course::Check);
        assert_eq!(course(101, TimeDelta::days(9)), Course::Check);
    }

    #[test]
    fn before_opening_and_after_closing_nobody_is_behind() {
        assert_eq!(course(0, TimeDelta::days(-6)), Course::NotOpen);
        assert_eq!(course(29, TimeDelta::days(5)), Course::Closed);
        assert_eq!(course(80, TimeDelta::days(9)), Course::Reached);
    }

    #[test]
    fn what_the_team_records_is_on_no_course_and_has_no_target() {
        let (collection, now) = half_way();
        let survey = crate::survey::Instrument::record_reading();
        let recorded = Collection { survey, open_link: false, ..collection };
        for days in [-9, 0, 9] {
            let now = now + TimeDelta::days(days);
            assert_eq!(Course::of(&recorded, Rate::new(0, None), now), Course::Recorded);
        }
        let outlook = Some(Outlook { pace: 60.0, forecast: None });
        assert_eq!(recorded.target(), None);
        assert_eq!(to_catch_up(&recorded, Course::Recorded, outlook, now), None);
    }

    #[test]
    fn without_a_population_there_is_no_course() {
        let (collection, now) = half_way();
        assert_eq!(Course::of(&collection, Rate::new(3, None), now), Course::Unmeasured);
        assert_eq!(Course::of(&collection, Rate::new(3, Some(4)), now), Course::Unmeasured);
    }
}
