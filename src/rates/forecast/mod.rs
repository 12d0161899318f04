//! The forecast of responses.
//!
//! The odds of having answered rise with every wave and level off after it ([`shape`]), by a clock
//! on which nights and weekends count little ([`clock`]). How far they rise is learnt from the days
//! so far; so is which of the shapes fits ([`level`]). Everything is exact arithmetic over a small
//! grid: the same figures give the same forecast. docs/forecast.md has the formulas, where the
//! numbers come from, and how far the forecast was off on a thousand simulated fieldworks.
//!
//! Days are those of Scotland. Nothing here knows more of anybody than how many came back on a day.

mod clock;
mod expected;
mod level;
mod real;
mod shape;
#[cfg(test)]
mod tests;
#[cfg(test)]
mod trial;

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};

pub use expected::Expected;
use shape::Shapes;

use crate::language::calendar;

/// The minimum population for a forecast, as for a rate.
const FEWEST_ISSUED: u64 = 5;
/// The minimum number of working days before a forecast. Judgement.
const SOMETHING_TO_GO_BY: f64 = 0.25;
/// The longest fieldwork that is followed day by day: a year and a bit.
const LONGEST: TimeDelta = TimeDelta::days(400);

/// The plan of a fieldwork.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Fieldwork {
    pub opens_at: DateTime<Utc>,
    pub closes_at: DateTime<Utc>,
    /// How many people could answer.
    pub issued: u64,
    /// The sent and planned invitation and reminders. If it is empty, the opening counts as the
    /// only wave.
    pub waves: Vec<DateTime<Utc>>,
    /// Whether people are asked by email at work, and not by slips, posters and links.
    pub by_email: bool,
}

/// How many came back on a day of Scotland. Of today: so far.
pub type Daily = (NaiveDate, u64);

/// The rate at closing as a fraction of those who could answer: four in five fieldworks end from
/// `low` to `high`, and as many above `middle` as below.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Forecast {
    pub low: f64,
    pub middle: f64,
    pub high: f64,
}

/// The forecast at closing. `None` before opening and on the first morning, for fewer than five
/// people, for more responses than people, and for a fieldwork of more than 400 days.
pub fn forecast(fieldwork: &Fieldwork, daily: &[Daily], now: DateTime<Utc>) -> Option<Forecast> {
    Expected::of(fieldwork, now).forecast(fieldwork.issued, daily)
}

/// The forecast of all that has come back by the end of each day from today on; on the last day, by
/// closing.
pub fn expected_by_day(
    fieldwork: &Fieldwork,
    daily: &[Daily],
    now: DateTime<Utc>,
) -> Vec<(NaiveDate, Forecast)> {
    let expected = Expected::of(fieldwork, now);
    let Some(posterior) = expected.learn(fieldwork.issued, daily) else { return Vec::new() };
    let last = calendar::day(fieldwork.closes_at - TimeDelta::seconds(1));
    let by_end = |day: NaiveDate| {
        let tomorrow = day.succ_opt().unwrap_or(day);
        (day, posterior.by(&expected.shapes.by_midnight(tomorrow)))
    };
    calendar::day(now).iter_days().take_while(|day| *day <= last).map(by_end).collect()
}

/// The rate, in percent, that a collection that just reaches its target would have now, by the
/// expected shape.
pub fn pace(fieldwork: &Fieldwork, target_percent: f64, now: DateTime<Utc>) -> f64 {
    pace_by(fieldwork, target_percent, now, || Shapes::of(fieldwork).by_instant(now))
}

/// The same, where it is known which shares, by shape, are over now.
fn pace_by(
    fieldwork: &Fieldwork,
    target_percent: f64,
    now: DateTime<Utc>,
    shares: impl FnOnce() -> Vec<f64>,
) -> f64 {
    if now <= fieldwork.opens_at || !target_percent.is_finite() {
        return 0.0;
    }
    let target = target_percent.max(0.0);
    if now >= fieldwork.closes_at {
        return target;
    }
    // Nobody left is no state that a fieldwork comes to; 99.5% is taken for it, and the curve
    // stretched to the target.
    let reachable = (target / 100.0).min(0.995);
    let odds = reachable / (1.0 - reachable);
    let shares = shares();
    let mean = shares.iter().map(|share| odds * share / (1.0 + odds * share)).sum::<f64>()
        / real::number(shares.len());
    let pace = if reachable > 0.0 { target * mean / reachable } else { 0.0 };
    pace.clamp(0.0, target)
}
