use chrono::{DateTime, TimeDelta, Utc};

use super::model::Readings;
use crate::{
    inspection::{Area, Collection},
    results::{Bounds, Measure, Rate, forecast::Forecast},
    store::Id,
    survey::Audience,
    watch::pace::{self, Course},
};

/// How long before closing a collection that is below its target needs somebody.
const SOON: TimeDelta = TimeDelta::days(3);
/// For how long nobody need have answered.
const SILENCE: TimeDelta = TimeDelta::days(1);

/// One collection in the table.
#[derive(Clone, Copy, Debug)]
pub struct Cell {
    pub collection: Id,
    pub area: Area,
    pub audience: Audience,
    pub rate: Rate,
    pub measure: Measure,
    /// Where people are invited by email.
    pub bounds: Option<Bounds>,
    pub target: u8,
    /// The rate that a collection bound to just reach its target would have now, in percent, where that is a question.
    pub pace: Option<u64>,
    pub forecast: Option<Forecast>,
    pub course: Course,
    pub opens_at: DateTime<Utc>,
    pub closes_at: DateTime<Utc>,
    /// Whether it has opened and not closed yet.
    pub open: bool,
    pub need: Option<Need>,
}

/// Why a collection needs somebody, the most urgent first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Need {
    Behind,
    /// It closes within days, and is below its target.
    Closing,
    /// Nobody has answered.
    Silent,
    /// Nobody said how many people could answer.
    Unstated,
    /// Without an open link, an invitation or a slip nobody can answer.
    NothingOut,
    /// More came back than people could answer.
    Excess,
}

impl Need {
    pub const ALL: [Self; 6] =
        [Self::Behind, Self::Closing, Self::Silent, Self::Unstated, Self::NothingOut, Self::Excess];
}

impl Cell {
    pub(super) fn of(collection: &Collection, readings: &Readings<'_>, now: DateTime<Utc>) -> Self {
        let reach = readings.figures.reach(collection);
        let returned = readings.figures.returned(collection);
        let rate = reach.rate(returned);
        let outlook = readings.outlooks.get(&collection.id).copied();
        let course = Course::with(collection, rate, outlook, now);
        let nothing_out = !collection.open_link && reach.sources.mailboxes == 0 && reach.sources.slips == 0;
        let mut cell = Self {
            collection: collection.id,
            area: collection.area,
            audience: collection.audience,
            rate,
            measure: reach.measure(),
            bounds: reach.bounds(returned),
            target: collection.target_percent,
            pace: pace::to_catch_up(collection, course, outlook, now),
            forecast: outlook.and_then(|outlook| outlook.forecast),
            course,
            opens_at: collection.opens_at,
            closes_at: collection.closes_at,
            open: (collection.opens_at..collection.closes_at).contains(&now),
            need: None,
        };
        cell.need = cell.need(nothing_out, now);
        cell
    }

    fn need(&self, nothing_out: bool, now: DateTime<Utc>) -> Option<Need> {
        match self.course {
            Course::Check => Some(Need::Excess),
            _ if !self.open => None,
            _ if nothing_out => Some(Need::NothingOut),
            _ if self.rate.issued.is_none() => Some(Need::Unstated),
            _ if self.rate.returned == 0 && now - self.opens_at >= SILENCE => Some(Need::Silent),
            Course::Behind => Some(Need::Behind),
            Course::OnPace | Course::Close | Course::JustOpened if self.closes_at - now <= SOON => Some(Need::Closing),
            _ => None,
        }
    }

    /// Whether it has a rate that says how it stands.
    pub fn is_measured(&self) -> bool {
        self.rate.percent().is_some() && self.course != Course::Check
    }

    /// Whether it was open and is not any more.
    pub fn closed(&self) -> bool {
        !self.open && self.course != Course::NotOpen
    }

    /// Where it stands in the order of what needs somebody: the lowest first, then the furthest from the target.
    pub fn urgency(&self) -> (u8, i64) {
        let place = match (self.need, self.course) {
            (Some(need), _) => need as u8,
            (None, Course::Behind | Course::Check) => 6,
            (None, Course::Close) => 7,
            (None, Course::JustOpened) => 8,
            (None, Course::OnPace) => 9,
            (None, Course::Unmeasured) => 10,
            (None, Course::Reached) => 11,
            (None, Course::NotOpen) => 12,
            (None, Course::Closed) => 13,
        };
        (place, -self.missing())
    }

    /// How much is missing to the target, in hundredths of a percentage point.
    #[expect(clippy::cast_possible_truncation, reason = "a rate of people is far below 2^52 percent")]
    fn missing(&self) -> i64 {
        (f64::from(self.target) * 100.0 - 10_000.0 * self.rate.fraction().unwrap_or(0.0)).round() as i64
    }
}
