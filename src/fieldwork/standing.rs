use chrono::{DateTime, Utc};

use super::{Course, Messages, Needs, Recorded, pace};
use crate::{
    inspection::{Collection, State},
    rates::{Bounds, Figures, Measure, Outlook, Rate, Reach, Sources, Visible, forecast::Forecast},
};

/// The standing of a collection at a moment, and why it needs action. All pages, emails and files
/// use it.
#[derive(Clone, Copy, Debug)]
pub struct Standing {
    pub state: State,
    pub rate: Rate,
    /// How much the inspection's team has recorded, if it is what fills the collection.
    pub recorded: Option<Recorded>,
    /// The base of the rate.
    pub measure: Measure,
    pub sources: Sources,
    /// Where people are invited by email.
    pub bounds: Option<Bounds>,
    /// The rate in percent that a collection which will just reach its target would have now, while
    /// there is time left.
    pub pace: Option<u64>,
    pub course: Course,
    /// The forecast, if there is one.
    pub ending: Option<Ending>,
    pub messages: Messages,
    pub needs: Needs,
}

/// The rate at closing, in whole percent: likely from `low` to `high`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ending {
    pub low: u64,
    pub middle: u64,
    pub high: u64,
}

impl Standing {
    pub fn of(
        collection: &Collection,
        figures: &Figures,
        outlook: Option<Outlook>,
        messages: Messages,
        now: DateTime<Utc>,
    ) -> Self {
        Self::with(
            collection,
            (figures.reach(collection), figures.returned(collection)),
            outlook,
            messages,
            now,
        )
    }

    /// The same of a collection whose figures are known by themselves.
    pub fn with(
        collection: &Collection,
        (reach, returned): (Reach, Visible),
        outlook: Option<Outlook>,
        messages: Messages,
        now: DateTime<Utc>,
    ) -> Self {
        let state = collection.state(now);
        let rate = reach.rate(returned);
        let recorded = Recorded::of(collection, returned);
        let course = Course::with(collection, rate, outlook, now);
        Self {
            state,
            rate,
            recorded,
            measure: reach.measure(),
            sources: reach.sources,
            bounds: reach.bounds(returned),
            pace: pace::to_catch_up(collection, course, outlook, now),
            course,
            ending: outlook
                .filter(|_| state == State::Open)
                .and_then(|outlook| outlook.forecast)
                .map(Ending::from),
            messages,
            needs: match recorded {
                Some(recorded) => Needs::of_recorded(collection, recorded, reach.sources, now),
                None => Needs::of(collection, (rate, course), (reach.sources, messages), now),
            },
        }
    }
}

impl From<Forecast> for Ending {
    fn from(forecast: Forecast) -> Self {
        let percent = |share: f64| pace::whole(100.0 * share);
        Self {
            low: percent(forecast.low),
            middle: percent(forecast.middle),
            high: percent(forecast.high),
        }
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use crate::{fieldwork::Standings, rates::Returns};

    /// How collections stand with so many returns each, and no messages.
    pub fn standings(
        collections: &[Collection],
        returns: Returns,
        now: DateTime<Utc>,
    ) -> Standings {
        let figures = Figures::from(returns);
        let of = |one: &Collection| {
            (one.id, Standing::of(one, &figures, None, Messages::default(), now))
        };
        collections.iter().map(of).collect()
    }
}
