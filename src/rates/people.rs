//! How many people could answer, for the question how often a count may move.
//!
//! While a collection is not released, this number only falls: a later list, a corrected address or
//! a larger population must not open a view of a count that was held back.

use chrono::NaiveDate;

use super::{FEW, Moves, counts::Counts};
use crate::{
    inspection::{Collection, Part},
    language::calendar,
};

/// The key under which the fewest people of a collection as a whole are kept. No part has it.
pub const WHOLE: &str = "*";

impl Counts {
    /// The keys under which responses are kept, if there are parts.
    pub(super) fn keys(&self) -> Vec<&str> {
        let mut keys: Vec<&str> = self.parts.keys().map(String::as_str).collect();
        keys.push(Part::NONE);
        keys.extend(self.returned.keys().map(String::as_str));
        keys.sort_unstable();
        keys.dedup();
        keys
    }

    /// The fewest people who could answer a part, or all of it, since the collection opened.
    pub(super) fn people(&self, collection: &Collection, part: Option<&str>) -> Option<u64> {
        let now = self.people_now(collection, part)?;
        Some(self.fewest.get(part.unwrap_or(WHOLE)).map_or(now, |fewest| now.min(*fewest)))
    }

    /// How many can answer now: the stated population where anybody can who has the link, and
    /// otherwise those with an invitation that was not returned, or a slip.
    pub(super) fn people_now(&self, collection: &Collection, part: Option<&str>) -> Option<u64> {
        if collection.open_link {
            return self.stated(collection, part);
        }
        let reached: u64 =
            self.sources_of(part).map(|one| one.mailboxes.saturating_sub(one.undeliverable)).sum();
        let until = self.slips_until(collection);
        let slips: u64 = self
            .batches
            .iter()
            .filter(|batch| part.is_none_or(|part| part == batch.part))
            .filter(|batch| !batch.revoked && batch.made_on <= until)
            .map(|batch| batch.number)
            .sum();
        Some(reached + slips)
    }

    /// What the count of people was, at most, at any time: a part of which so many are [`FEW`] at
    /// least may have been shown.
    pub(super) fn may_have_been_shown(&self, collection: &Collection, part: &str) -> bool {
        let mailboxes: u64 = self.sources_of(Some(part)).map(|one| one.mailboxes).sum();
        let its_own = self.batches.iter().filter(|batch| batch.part == part);
        let slips: u64 = its_own.map(|batch| batch.number).sum();
        self.stated(collection, Some(part)).unwrap_or(0).max(mailboxes + slips) >= FEW
    }

    /// How often a count may move at most. On the day when the first slips are made it waits for
    /// midnight, since more may be made on that day.
    pub(super) fn most(&self, collection: &Collection) -> Moves {
        if self.is_first_day_of_slips(collection) { Moves::Daily } else { Moves::Live }
    }

    /// The fewest people since the opening that are not kept yet, by part or [`WHOLE`]. Nothing
    /// before anybody could answer.
    pub(super) fn fewer(&self, collection: &Collection) -> Vec<(String, u64)> {
        if self.is_first_day_of_slips(collection) {
            return Vec::new();
        }
        let parts = if self.parts.is_empty() { Vec::new() } else { self.keys() };
        let parts = parts.into_iter().map(Some);
        let fewer = parts.chain([None]).filter_map(|part| {
            let people = self.people_now(collection, part)?;
            let is_asked = people > 0 || self.sources_of(part).any(|one| one.mailboxes > 0);
            let key = part.unwrap_or(WHOLE);
            let is_fewer = self.fewest.get(key).is_none_or(|fewest| people < *fewest);
            (is_asked && is_fewer).then(|| (key.to_owned(), people))
        });
        fewer.collect()
    }

    fn stated(&self, collection: &Collection, part: Option<&str>) -> Option<u64> {
        let whole = || collection.population.map(u64::from);
        match part {
            Some(Part::NONE) => Some(whole()?.saturating_sub(self.parts.values().sum())),
            Some(part) => self.parts.get(part).copied(),
            None => whole(),
        }
    }

    /// Slips that were made by this day count: that of the opening or, if there were none then, of
    /// the first slips. Otherwise slips could be made for a look, and cancelled.
    fn slips_until(&self, collection: &Collection) -> NaiveDate {
        let first = self.batches.iter().map(|batch| batch.made_on).min();
        let opened = calendar::day(collection.opens_at);
        first.map_or(opened, |first| first.max(opened))
    }

    fn is_first_day_of_slips(&self, collection: &Collection) -> bool {
        let until = self.slips_until(collection);
        !collection.open_link
            && self.today == until
            && self.batches.iter().any(|batch| batch.made_on == until)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use proptest::prelude::*;

    use super::*;
    use crate::{inspection::sample::half_way, rates::Sources};

    fn by_invitation() -> Collection {
        Collection { open_link: false, population: None, ..half_way().0 }
    }

    fn counts(parts: &[(u64, u64)]) -> Counts {
        let key = |number: usize| format!("p{number}");
        let of = |&(mailboxes, undeliverable): &(u64, u64)| Sources {
            mailboxes,
            sent: mailboxes,
            undeliverable,
            ..Sources::default()
        };
        Counts {
            sources: parts.iter().enumerate().map(|(n, one)| (key(n), of(one))).collect(),
            parts: parts.iter().enumerate().map(|(n, _)| (key(n), 0)).collect(),
            returned: HashMap::new(),
            ..Counts::default()
        }
    }

    #[test]
    fn the_whole_does_not_appear_when_the_last_shown_part_is_held() {
        let collection = by_invitation();
        let before = counts(&[(10, 0), (9, 0)]).sight(&collection);
        assert!(before.shows("p0") && !before.shows("p1"));
        let after = counts(&[(10, 1), (9, 0)]).sight(&collection);
        assert_eq!((after.moves, after.parts), (Moves::AtRelease, false));
        let never = counts(&[(9, 0), (9, 0)]).sight(&collection);
        assert_eq!((never.moves, never.parts), (Moves::Daily, false));
    }

    proptest! {
        #[test]
        fn whatever_changes_no_part_moves_more_often(
            steps in prop::collection::vec(prop::array::uniform3((0..60_u64, 0..60_u64)), 1..12),
        ) {
            let collection = by_invitation();
            let mut all = [(0, 0); 3];
            let mut fewest = HashMap::new();
            let mut moved: HashMap<String, Moves> = HashMap::new();
            for step in steps {
                for (one, (added, bounced)) in all.iter_mut().zip(step) {
                    one.0 += added;
                    one.1 = bounced.min(one.0);
                }
                let now = Counts { fewest: fewest.clone(), ..counts(&all) };
                fewest.extend(now.fewer(&collection));
                for (key, part) in [("p0", Some("p0")), ("p1", Some("p1")), ("*", None)] {
                    let moves = Moves::of(now.people(&collection, part));
                    let is_asked = now.sources_of(part).any(|one| one.mailboxes > 0);
                    if let Some(before) = is_asked.then(|| moved.insert(key.to_owned(), moves)).flatten() {
                        prop_assert!(moves <= before, "{key}: {before:?}, then {moves:?}");
                    }
                }
            }
        }
    }
}
