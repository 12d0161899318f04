//! Daily figures of fieldwork, for charts and tables.

use chrono::{DateTime, NaiveDate, NaiveTime, TimeDelta, Utc};

use crate::{
    inspection::Collection,
    language::calendar,
    rates::{
        Moves,
        forecast::{self, Daily, Fieldwork, Forecast},
    },
};

/// One day, as it stands at its end; today as it stands now.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Day {
    pub date: NaiveDate,
    /// When it ends, or closing.
    pub ends: DateTime<Utc>,
    /// How many came back on it, and how many by its end; `None` for days whose count is not shown
    /// yet.
    pub returned: Option<(u64, u64)>,
    /// The rate that a collection bound to just reach its target would have, in percent.
    pub pace: Option<f64>,
    /// For today and the days to come.
    pub forecast: Option<Forecast>,
    pub today: bool,
}

/// The longest fieldwork that is shown day by day.
const LONGEST: usize = 400;

/// Every day from opening to closing, with the counts that are shown already.
pub fn of(
    collection: &Collection,
    fieldwork: Option<&Fieldwork>,
    (daily, moves): (&[Daily], Moves),
    now: DateTime<Utc>,
) -> Vec<Day> {
    let first = calendar::day(collection.opens_at);
    let last = calendar::day(collection.closes_at - TimeDelta::seconds(1)).max(first);
    let today = calendar::day(now);
    let fan = if now < collection.closes_at {
        fieldwork
            .map(|fieldwork| forecast::expected_by_day(fieldwork, daily, now))
            .unwrap_or_default()
    } else {
        Vec::new()
    };
    let target = f64::from(collection.target().unwrap_or(0));
    let mut total = 0;
    let day = |day: NaiveDate| {
        // What was sent within the two hours after closing counts for the last day; so does, for
        // the first, what came before.
        let counts = daily.iter().filter(|(on, _)| {
            *on == day || (day == first && *on < day) || (day == last && *on > day)
        });
        let came: u64 = counts.map(|(_, count)| count).sum();
        total += came;
        let midnight = day.succ_opt().unwrap_or(day).and_time(NaiveTime::MIN);
        let ends = calendar::instant(midnight).min(collection.closes_at);
        let is_seen = match moves {
            Moves::AtRelease => false,
            Moves::Daily => day < today,
            Moves::Live => day <= today,
        };
        let over = is_seen && now >= collection.opens_at;
        let is_today = day == today && now < collection.closes_at;
        let seen = if is_today { now } else { ends };
        Day {
            date: day,
            ends,
            returned: over.then_some((came, total)),
            pace: fieldwork.map(|fieldwork| forecast::pace(fieldwork, target, seen)),
            forecast: fan.iter().find(|(on, _)| *on == day).map(|(_, forecast)| *forecast),
            today: is_today,
        }
    };
    first.iter_days().take_while(|day| *day <= last).take(LONGEST).map(day).collect()
}
