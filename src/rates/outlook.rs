//! The expected pace of collections, and their forecasts.

use std::collections::HashMap;

use chrono::{DateTime, Utc};

use super::{
    Figures, Rate, Reach, Visible,
    forecast::{Daily, Expected, Fieldwork, Forecast},
};
use crate::{inspection::Collection, store::Id};

/// Responses per day, by collection id.
pub type Returned = HashMap<Id, Vec<Daily>>;
/// Where collections stand, by their ids.
pub type Outlooks = HashMap<Id, Outlook>;
/// The message times of collections, by id.
pub type Sendings = HashMap<Id, Sending>;
/// The message times of one collection, and whether sending has started.
pub type Sending = Vec<(DateTime<Utc>, bool)>;

/// The pace and the forecast of a collection.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Outlook {
    /// The rate that a collection bound to just reach its target would have now, in percent.
    pub pace: f64,
    pub forecast: Option<Forecast>,
}

impl Outlook {
    /// The outlook of one collection. Without a population there is none.
    pub fn of(
        collection: &Collection,
        fieldwork: &Fieldwork,
        daily: &[Daily],
        now: DateTime<Utc>,
    ) -> Self {
        Self::beside(collection, &Expected::of(fieldwork, now), fieldwork.issued, daily)
    }

    fn beside(collection: &Collection, expected: &Expected, issued: u64, daily: &[Daily]) -> Self {
        Self {
            pace: expected.pace(collection.target_percent.into()),
            forecast: expected.forecast(issued, daily),
        }
    }
}

/// The forecast's input; `None` if the population is unknown or below five, or the
/// count is held back.
pub fn fieldwork(
    collection: &Collection,
    (reach, returned): (Reach, Visible),
    sending: &[(DateTime<Utc>, bool)],
    now: DateTime<Utc>,
) -> Option<Fieldwork> {
    if returned.is_held() {
        return None;
    }
    let issued = reach.issued(returned)?;
    Rate::new(0, Some(issued)).percent()?;
    let by_email = reach.sources.mailboxes > 0;
    // Messages that were due but not sent, because they are paused, have no effect.
    let goes = |(at, begun): &(DateTime<Utc>, bool)| (*begun || *at > now).then_some(*at);
    let waves = if by_email { sending.iter().filter_map(goes).collect() } else { Vec::new() };
    Some(Fieldwork {
        opens_at: collection.opens_at,
        closes_at: collection.closes_at,
        issued,
        waves,
        by_email,
    })
}

/// The outlook of each of `collections` that is open, by its id. What they need is read by
/// `figures_of`, `daily_of` and `sending_of`.
pub fn outlooks(
    collections: &[Collection],
    figures: &Figures,
    daily: &Returned,
    sending: &Sendings,
    now: DateTime<Utc>,
) -> Outlooks {
    let open = collections
        .iter()
        .filter(|collection| (collection.opens_at..collection.closes_at).contains(&now));
    // Most collections of an inspection have the same dates.
    let mut expected: HashMap<Fieldwork, Expected> = HashMap::new();
    open.filter_map(|collection| {
        let sending = sending.get(&collection.id).map_or(&[] as &[_], Vec::as_slice);
        let fieldwork = fieldwork(
            collection,
            (figures.reach(collection), figures.returned(collection)),
            sending,
            now,
        )?;
        let daily = daily.get(&collection.id).map_or(&[] as &[_], Vec::as_slice);
        let issued = fieldwork.issued;
        let of_anybody = Fieldwork { issued: 0, ..fieldwork };
        let expected =
            expected.entry(of_anybody).or_insert_with_key(|fieldwork| Expected::of(fieldwork, now));
        Some((collection.id, Outlook::beside(collection, expected, issued, daily)))
    })
    .collect()
}
