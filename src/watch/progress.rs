use chrono::{DateTime, Utc};

use crate::{
    console::pace,
    inspection::{Collection, State},
    results::{Bounds, Figures, Measure, Rate, Sources},
};

pub use crate::console::pace::Course;

/// How a collection does at a moment.
#[derive(Clone, Copy, Debug)]
pub struct Progress {
    pub state: State,
    pub rate: Rate,
    /// What the rate is counted against.
    pub measure: Measure,
    pub sources: Sources,
    /// Where people are invited by email.
    pub bounds: Option<Bounds>,
    /// The rate in percent that a collection which will just reach its target would have now, while there is time left.
    pub pace: Option<u64>,
    pub course: Course,
    /// Where it will end, as far as that can be told.
    pub ending: Option<Ending>,
}

/// The rate at closing, in whole percent: likely from `low` to `high`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ending {
    pub low: u64,
    pub middle: u64,
    pub high: u64,
}

impl Progress {
    pub fn of(collection: &Collection, figures: &Figures, now: DateTime<Utc>) -> Self {
        let reach = figures.reach(collection);
        let returned = figures.returned(collection);
        let rate = reach.rate(returned);
        let course = Course::of(collection, rate, now);
        Self {
            state: collection.state(now),
            rate,
            measure: reach.measure(),
            sources: reach.sources,
            bounds: reach.bounds(returned),
            pace: pace::to_catch_up(collection, course, now),
            course,
            ending: None,
        }
    }

    /// The same with a forecast.
    #[must_use]
    pub const fn ending(self, ending: Option<Ending>) -> Self {
        Self { ending, ..self }
    }
}
