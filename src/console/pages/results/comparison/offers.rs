use std::collections::HashMap;

use crate::{
    inspection::{Collection, Inspection},
    store::Id,
};

/// How many collections of other areas are offered.
const OF_OTHER_AREAS: usize = 12;

/// The most times that are shown on one page.
pub const MOST_TIMES: usize = 8;

/// An earlier collection to compare with.
#[derive(Clone, Debug)]
pub struct Offer {
    pub collection: Collection,
    pub inspection: String,
}

/// Whether `earlier` can be compared with `now`: of the same survey, released, and closed before
/// it.
pub fn can_be_compared(earlier: &Collection, now: &Collection) -> bool {
    earlier.survey == now.survey
        && earlier.released_at.is_some()
        && earlier.closes_at < now.closes_at
}

/// What `now` can be compared with: the same area first, the latest of each first.
pub fn offers(
    collections: Vec<Collection>,
    inspections: Vec<Inspection>,
    now: &Collection,
) -> [Vec<Offer>; 2] {
    let titles: HashMap<Id, String> =
        inspections.into_iter().map(|one| (one.id, one.title)).collect();
    let mut earlier: Vec<_> =
        collections.into_iter().filter(|one| can_be_compared(one, now)).collect();
    earlier.retain(|one| titles.contains_key(&one.inspection));
    earlier.sort_by(|a, b| {
        b.closes_at.cmp(&a.closes_at).then_with(|| a.area.name().cmp(b.area.name()))
    });
    let offer = |collection: Collection| {
        let inspection = titles.get(&collection.inspection).cloned().unwrap_or_default();
        Offer { collection, inspection }
    };
    let (here, mut elsewhere): (Vec<_>, Vec<_>) =
        earlier.into_iter().partition(|one| one.area == now.area);
    elsewhere.truncate(OF_OTHER_AREAS);
    [here, elsewhere].map(|some| some.into_iter().map(offer).collect())
}

/// The times at which the area of `now` was asked the same survey, the earliest first: the latest of
/// them, and `now`.
pub fn times(
    collections: Vec<Collection>,
    readable: &[Inspection],
    now: &Collection,
) -> Vec<Collection> {
    let is_readable = |one: &Collection| readable.iter().any(|own| own.id == one.inspection);
    let mut earlier: Vec<Collection> = collections
        .into_iter()
        .filter(|one| one.area == now.area && can_be_compared(one, now) && is_readable(one))
        .collect();
    earlier.sort_by_key(|one| one.closes_at);
    earlier.drain(..(earlier.len() + 1).saturating_sub(MOST_TIMES));
    earlier.push(now.clone());
    earlier
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;

    use super::*;
    use crate::{console::pages::results::collection::tests::released, survey::Instrument};

    #[test]
    fn the_same_area_comes_first_and_only_earlier_released_ones_of_the_audience_are_offered() {
        let (inspection, now) = released();
        let earlier = |days: i64, area: &str| Collection {
            id: Id::random(),
            area: area.parse().expect("an area"),
            closes_at: now.closes_at - TimeDelta::days(days),
            ..now.clone()
        };
        let sealed = Collection { released_at: None, ..earlier(5, "Midlothian") };
        let children = Collection { survey: Instrument::children(), ..earlier(5, "Midlothian") };
        let all = vec![
            earlier(9, "Fife"),
            earlier(30, "Midlothian"),
            sealed,
            children,
            earlier(7, "Midlothian"),
            now.clone(),
        ];
        let [here, elsewhere] = offers(all, vec![inspection], &now);
        let days = |offers: &[Offer]| {
            offers
                .iter()
                .map(|o| (now.closes_at - o.collection.closes_at).num_days())
                .collect::<Vec<_>>()
        };
        assert_eq!((days(&here), days(&elsewhere)), (vec![7, 30], vec![9]));
        assert_eq!(here[0].inspection, "Midlothian 2026");
    }
}
