//! The rules for which comments may be read, and which may show their area and audience.
//!
//! 1. *Alone.* A collection with at least k comments and k responses has a separate list, which
//!    shows area and audience. It keeps the list until it is purged, because the number of its
//!    comments never decreases.
//! 2. *Together.* Comments of smaller collections are read only together, without area and
//!    audience: those of all collections of the inspection that close on the same day, once every
//!    one of that day is released, and only if they are k at least and come from the respondents of
//!    collections in which k people at least have answered.
//! 3. *Not at all.* All others, and to somebody who uploaded the addresses of a collection its
//!    comments, until it has the responses that [`Reader`](crate::results::Reader) asks for.
//!
//! The list of the whole inspection is what stands alone and what stands together, so the whole
//! without the lists of single areas is a union of such days, each of k at least. Why days: a
//! reader may look each day and take notes. If small collections were put together while they still
//! grow, the first that becomes large enough to stand alone would leave the others behind, and
//! whoever remembers both lists could subtract. What is put together once the day is over never
//! changes again: a day that is past gets no new collection that anybody can answer, and a released
//! collection no new comment. For the same reason a day is no longer shown when one of its
//! collections is purged: those that vanish first would be known to be its own.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, NaiveDate, Utc};

use crate::{
    inspection::{Collection, GRACE},
    language::calendar,
    store::Id,
};

/// A collection with what decides upon its comments.
#[derive(Clone, Debug)]
pub struct Standing {
    pub collection: Collection,
    /// How many comments are released.
    pub comments: u64,
    /// How many responses have come, as far as it is shown.
    pub responses: u64,
    /// Whether the reader uploaded its addresses, and few have answered.
    pub kept_back: bool,
}

/// The collections of an inspection whose comments may be read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Readable {
    /// Collections with their own list, each with its area and audience.
    pub alone: BTreeSet<Id>,
    /// Those that stand together. Which these are is for no page to say.
    pub together: BTreeSet<Id>,
}

impl Readable {
    /// Every collection whose comments are in the inspection's list.
    pub fn all(&self) -> Vec<Id> {
        self.alone.union(&self.together).copied().collect()
    }
}

/// What may be read at `now` of an inspection with the threshold `k`, all of whose collections are
/// given.
pub fn readable(standings: &[Standing], k: u64, now: DateTime<Utc>) -> Readable {
    let mut days: BTreeMap<NaiveDate, Vec<&Standing>> = BTreeMap::new();
    let mut readable = Readable::default();
    for standing in standings {
        days.entry(calendar::day(standing.collection.closes_at)).or_default().push(standing);
        if standing.stands_alone(k) {
            readable.alone.insert(standing.collection.id);
        }
    }
    // Until the grace is over somebody may still send to a collection that closes on this day.
    let today = calendar::day(now - GRACE);
    for closing in days.into_iter().filter(|(day, _)| *day < today).map(|(_, closing)| closing) {
        let is_settled = |one: &&Standing| {
            one.collection.released_at.is_some() && one.collection.purged_at.is_none()
        };
        let small: Vec<_> = closing.iter().filter(|one| one.may_stand_together(k)).collect();
        let comments: u64 = small.iter().map(|one| one.comments).sum();
        let responses: u64 = small.iter().map(|one| one.responses).sum();
        if closing.iter().all(is_settled) && comments >= k && responses >= k {
            readable.together.extend(small.iter().map(|one| one.collection.id));
        }
    }
    readable
}

impl Standing {
    fn stands_alone(&self, k: u64) -> bool {
        !self.kept_back && self.is_large(k)
    }

    fn may_stand_together(&self, k: u64) -> bool {
        !self.kept_back && !self.is_large(k) && self.comments > 0
    }

    fn is_large(&self, k: u64) -> bool {
        self.collection.purged_at.is_none() && self.comments >= k && self.responses >= k
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use chrono::TimeDelta;
    use proptest::prelude::*;

    use super::*;
    use crate::inspection::sample;

    const K: u64 = 10;

    /// A collection and a moment at noon.
    fn half_way() -> (Collection, DateTime<Utc>) {
        let now = "2026-02-10T12:00:00Z".parse().expect("a time");
        let collection = Collection {
            population: None,
            opens_at: now - TimeDelta::days(30),
            closes_at: now,
            ..sample::half_way().0
        };
        (collection, now)
    }

    fn standing(comments: u64, responses: u64, closes: i64, released: bool) -> Standing {
        let (like, now) = half_way();
        let closes_at = now + TimeDelta::days(closes);
        let released_at = released.then_some(closes_at + TimeDelta::hours(3));
        Standing {
            collection: Collection { id: Id::random(), closes_at, released_at, ..like },
            comments,
            responses,
            kept_back: false,
        }
    }

    fn read(standings: &[Standing]) -> (usize, usize) {
        let readable = readable(standings, K, half_way().1);
        (readable.alone.len(), readable.together.len())
    }

    #[test]
    fn a_collection_stands_alone_with_k_comments_and_k_responses() {
        for (comments, responses, alone) in [(10, 10, 1), (9, 300, 0), (20, 9, 0)] {
            assert_eq!(
                read(&[standing(comments, responses, 5, false)]),
                (alone, 0),
                "{comments} of {responses}"
            );
        }
    }

    #[test]
    fn small_collections_are_read_together_once_all_are_released() {
        let small = |closes, released| standing(5, 40, closes, released);
        assert_eq!(read(&[small(-2, true), small(-2, true)]), (0, 2));
        assert_eq!(
            read(&[small(-2, true), small(-2, false)]),
            (0, 0),
            "one is still to be released"
        );
        assert_eq!(
            read(&[small(-2, true), small(-2, true), standing(50, 50, -2, false)]),
            (1, 0),
            "even a large one"
        );
        assert_eq!(read(&[small(-2, true), small(-3, true)]), (0, 0), "another day");
        assert_eq!(read(&[small(0, true), small(0, true)]), (0, 0), "the day is not over");
        assert_eq!(read(&[small(-2, true)]), (0, 0), "too few");
        assert_eq!(
            read(&[standing(5, 4, -2, true), standing(5, 5, -2, true)]),
            (0, 0),
            "too few have answered"
        );
        let mut purged = small(-2, true);
        purged.collection.purged_at = Some(half_way().1);
        assert_eq!(
            read(&[small(-2, true), small(-2, true), purged]),
            (0, 0),
            "one of them is gone"
        );
    }

    #[test]
    fn a_collection_without_comments_hides_nobody() {
        assert_eq!(read(&[standing(12, 9, -2, true), standing(0, 500, -2, true)]), (0, 0));
    }

    fn day_of(closes: i64) -> NaiveDate {
        calendar::day(half_way().1 + TimeDelta::days(closes))
    }

    /// A collection, its comments before and after its release, and its responses.
    type Made = (Collection, [u64; 2], u64);

    proptest! {
        /// What a reader can tell apart, on any day and by comparing any two days, is never fewer
        /// than k comments of fewer than k people: the growth of a single collection aside, whose
        /// steps the release decides upon.
        #[test]
        fn no_difference_between_lists_on_whatever_days_leaves_fewer_than_k(
            made in prop::collection::vec((0_u64..15, 0_u64..15, 0_u64..15, 1_i64..4), 1..7),
            looks in prop::collection::vec(0_i64..8, 2..5),
        ) {
            let (like, start) = half_way();
            let all: Vec<Made> = made.iter().map(|(early, late, silent, closes)| {
                let closes_at = start + TimeDelta::days(*closes);
                (Collection { id: Id::random(), closes_at, ..like.clone() }, [*early, early + late], early + late + silent)
            }).collect();
            let at = |days: i64| {
                let now = start + TimeDelta::days(days);
                let standings: Vec<Standing> = all.iter().map(|(collection, comments, responses)| {
                    let over = collection.closes_at + TimeDelta::hours(3) <= now;
                    let released_at = over.then_some(collection.closes_at + TimeDelta::hours(3));
                    let comments = comments[usize::from(over)];
                    Standing { collection: Collection { released_at, ..collection.clone() }, comments, responses: *responses, kept_back: false }
                }).collect();
                readable(&standings, K, now)
            };
            let mut looks = looks;
            looks.sort_unstable();
            let mut days: HashMap<NaiveDate, BTreeSet<Id>> = HashMap::new();
            let mut alone = BTreeSet::new();
            for look in looks {
                let readable = at(look);
                prop_assert!(alone.is_subset(&readable.alone), "what stands alone goes on to do \
                    so");
                alone.clone_from(&readable.alone);
                prop_assert!(readable.together.is_disjoint(&readable.alone));
                let mut now: HashMap<NaiveDate, BTreeSet<Id>> = HashMap::new();
                for (collection, ..) in all.iter().filter(|(c, ..)| readable.together.contains(&c.id)) {
                    now.entry(calendar::day(collection.closes_at)).or_default().insert(collection.id);
                }
                for (day, ids) in &days {
                    prop_assert_eq!(Some(ids), now.get(day), "what stands together once does so \
                        for good");
                }
                for (day, ids) in &now {
                    prop_assert!(*day < day_of(look));
                    let of = |count: &dyn Fn(&Made) -> u64| -> u64 {
                        all.iter().filter(|(c, ..)| ids.contains(&c.id)).map(count).sum()
                    };
                    prop_assert!(of(&|(_, comments, _)| comments[1]) >= K && of(&|(.., responses)| *responses) >= K);
                }
                days = now;
            }
        }
    }
}
