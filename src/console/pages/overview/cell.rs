use chrono::{DateTime, Utc};

use crate::{
    fieldwork::{Course, Need, Standing},
    inspection::{Area, Collection, State},
    store::Id,
    survey::Instrument,
};

/// One collection in the table.
#[derive(Clone, Copy, Debug)]
pub struct Cell {
    pub collection: Id,
    pub area: Area,
    pub survey: Instrument,
    pub target: u8,
    pub opens_at: DateTime<Utc>,
    pub closes_at: DateTime<Utc>,
    pub standing: Standing,
}

impl Cell {
    pub(super) fn new(collection: &Collection, standing: Standing) -> Self {
        Self {
            collection: collection.id,
            area: collection.area,
            survey: collection.survey,
            target: collection.target_percent,
            opens_at: collection.opens_at,
            closes_at: collection.closes_at,
            standing,
        }
    }

    /// Whether inspectors fill it in, one record or meeting after another.
    pub fn is_recorded(&self) -> bool {
        !self.survey.audience().is_anonymous()
    }

    /// Whether people can answer it.
    pub fn is_open(&self) -> bool {
        self.standing.state == State::Open
    }

    /// Whether its rate says how it stands.
    pub fn is_measured(&self) -> bool {
        self.standing.rate.percent().is_some() && self.standing.course != Course::Check
    }

    /// Whether it was open and no longer is.
    pub fn is_closed(&self) -> bool {
        !matches!(self.standing.state, State::Planned | State::Open)
    }

    /// Its place in the order of urgency: the lowest first, then the furthest from the target.
    pub fn urgency(&self) -> (usize, i64) {
        const AFTER: usize = Need::ALL.len();
        let place = match (self.standing.needs.first(), self.standing.course) {
            (Some(need), _) => need as usize,
            (None, Course::Behind | Course::Check) => AFTER,
            (None, Course::Close) => AFTER + 1,
            (None, Course::JustOpened) => AFTER + 2,
            (None, Course::OnPace) => AFTER + 3,
            (None, Course::Unmeasured) => AFTER + 4,
            (None, Course::Reached) => AFTER + 5,
            (None, Course::NotOpen) => AFTER + 6,
            (None, Course::Closed) => AFTER + 7,
        };
        (place, -self.missing())
    }

    /// How far it is below the target, in hundredths of a percentage point.
    #[expect(
        clippy::cast_possible_truncation,
        reason = "a rate of people is far below 2^52 percent"
    )]
    fn missing(&self) -> i64 {
        (f64::from(self.target) * 100.0 - 10_000.0 * self.standing.rate.fraction().unwrap_or(0.0))
            .round() as i64
    }
}
