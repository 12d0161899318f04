use chrono::{DateTime, Utc};

use super::{Course, pace};
use crate::{
    inspection::{Collection, State},
    results::{Bounds, Figures, Measure, Outlook, Rate, Reach, Sources, forecast::Forecast},
};

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
    pub fn of(collection: &Collection, figures: &Figures, outlook: Option<Outlook>, now: DateTime<Utc>) -> Self {
        Self::with(collection, figures.reach(collection), figures.returned(collection), outlook, now)
    }

    /// The same of a collection whose figures are known by themselves.
    pub fn with(
        collection: &Collection,
        reach: Reach,
        returned: u64,
        outlook: Option<Outlook>,
        now: DateTime<Utc>,
    ) -> Self {
        let rate = reach.rate(returned);
        let course = Course::with(collection, rate, outlook, now);
        Self {
            state: collection.state(now),
            rate,
            measure: reach.measure(),
            sources: reach.sources,
            bounds: reach.bounds(returned),
            pace: pace::to_catch_up(collection, course, outlook, now),
            course,
            ending: outlook.and_then(|outlook| outlook.forecast).map(Ending::from),
        }
    }
}

impl From<Forecast> for Ending {
    fn from(forecast: Forecast) -> Self {
        let percent = |share: f64| pace::whole(100.0 * share);
        Self { low: percent(forecast.low), middle: percent(forecast.middle), high: percent(forecast.high) }
    }
}
