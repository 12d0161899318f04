use std::collections::HashMap;

use chrono::{DateTime, NaiveDate, Utc};

use super::{Moves, Reach, Sources, Visible};
use crate::{inspection::Collection, language::calendar};

/// The counters of one collection. Nothing outside of this room reads them: [`Self::sight`] says
/// what may be seen.
#[derive(Clone, Debug, Default)]
pub struct Counts {
    /// By the key of the part: all, and those of today.
    pub(super) returned: HashMap<String, (u64, u64)>,
    pub(super) sources: HashMap<String, Sources>,
    pub(super) batches: Vec<Batch>,
    /// How many of the undeliverable have left, in the collection as a whole.
    pub(super) departed: u64,
    /// The people of each part, under the key that its responses are kept by.
    pub(super) parts: HashMap<String, u64>,
    /// The fewest people who could answer since it opened, by the key of the part or
    /// [`WHOLE`](super::people::WHOLE).
    pub(super) fewest: HashMap<String, u64>,
    /// The day of the reading, in Scotland.
    pub(super) today: NaiveDate,
}

/// Slips.
#[derive(Clone, Debug)]
pub(super) struct Batch {
    pub part: String,
    pub number: u64,
    pub used: u64,
    pub revoked: bool,
    pub made_on: NaiveDate,
}

/// What may be seen of the counts of a collection and its parts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Sight {
    pub moves: Moves,
    /// The parts whose counts are held back, with their people; they are left out of the whole.
    pub held: HashMap<String, u64>,
    /// Whether the counts of parts are shown.
    pub parts: bool,
}

impl Sight {
    fn everything() -> Self {
        Self { moves: Moves::Live, held: HashMap::new(), parts: true }
    }

    pub fn shows(&self, part: &str) -> bool {
        !self.held.contains_key(part)
    }
}

impl Counts {
    pub(super) fn sources_of<'a>(
        &'a self,
        part: Option<&'a str>,
    ) -> impl Iterator<Item = &'a Sources> {
        self.sources
            .iter()
            .filter(move |(key, _)| part.is_none_or(|part| part == *key))
            .map(|(_, one)| one)
    }

    /// How many were invited in a part, or in all of it.
    pub(super) fn sources(&self, collection: &Collection, part: Option<&str>) -> Sources {
        let is_it = |key: &str| part.is_none_or(|part| part == key);
        let mut all = Sources::default();
        for one in self.sources_of(part) {
            all.mailboxes += one.mailboxes;
            all.sent += one.sent;
            all.undeliverable += one.undeliverable;
            all.officers += one.officers;
        }
        if part.is_none() {
            all.departed = self.departed;
        }
        let its_own = || self.batches.iter().filter(|batch| is_it(&batch.part));
        all.slips = its_own().filter(|batch| !batch.revoked).map(|batch| batch.number).sum();
        if self.shows_slips(collection) {
            let cancelled = its_own().filter(|batch| batch.revoked);
            all.slips += cancelled.map(|batch| batch.used).sum::<u64>();
        }
        all
    }

    /// Whether it is shown how many slips of each batch were used: after the release, or while the
    /// count moves with each response and no batch or list is smaller than what that needs.
    pub(super) fn shows_slips(&self, collection: &Collection) -> bool {
        let is_large = |people: u64| people == 0 || Moves::of(Some(people)) == Moves::Live;
        let mailboxes = self.sources.values().map(|one| one.mailboxes).sum();
        collection.released_at.is_some()
            || (self.sight(collection).moves == Moves::Live
                && self.batches.iter().all(|batch| is_large(batch.number))
                && is_large(mailboxes))
    }

    pub(super) fn sight(&self, collection: &Collection) -> Sight {
        if collection.released_at.is_some() || !collection.is_anonymous() {
            return Sight::everything();
        }
        let of = |part| Moves::of(self.people(collection, part)).min(self.most(collection));
        if self.parts.is_empty() {
            return Sight { moves: of(None), held: HashMap::new(), parts: true };
        }
        // A part that is held back is left out of the whole, and all the others move together, so
        // no difference between them tells more than they do.
        let (mut held, mut moves) = (HashMap::new(), None::<Moves>);
        let keys = self.keys();
        for key in &keys {
            match of(Some(key)) {
                Moves::AtRelease => {
                    let people = self.people_now(collection, Some(key)).unwrap_or(0);
                    held.insert((*key).to_owned(), people);
                }
                one => moves = Some(moves.map_or(one, |moves| moves.min(one))),
            }
        }
        match moves {
            Some(moves) => Sight { moves, held, parts: true },
            // The whole with parts that were shown once, without the others, would tell the others.
            None if keys.iter().any(|key| self.may_have_been_shown(collection, key)) => {
                Sight { moves: Moves::AtRelease, held, parts: false }
            }
            // Only the whole is large enough.
            None => Sight { moves: of(None), held: HashMap::new(), parts: false },
        }
    }

    fn seen(&self, moves: Moves, keys: impl Fn(&str) -> bool) -> Visible {
        let shown = self.returned.iter().filter(|(key, _)| keys(key)).map(|(_, count)| count);
        match moves {
            Moves::AtRelease => Visible::Held,
            Moves::Daily => {
                Visible::Shown(shown.map(|(all, today)| all.saturating_sub(*today)).sum())
            }
            Moves::Live => Visible::Shown(shown.map(|(all, _)| all).sum()),
        }
    }

    pub(super) fn whole(&self, collection: &Collection) -> Visible {
        let sight = self.sight(collection);
        self.seen(sight.moves, |key| sight.shows(key))
    }

    pub(super) fn part(&self, collection: &Collection, part: &str) -> Visible {
        let sight = self.sight(collection);
        if !sight.parts || !sight.shows(part) {
            return Visible::Held;
        }
        self.seen(sight.moves, |key| key == part)
    }

    pub(super) fn reach(&self, collection: &Collection) -> Reach {
        let held = self.sight(collection).held.values().sum();
        Reach::of(collection, self.sources(collection, None)).without(held)
    }

    /// The days that may be seen, added up over the parts, in order.
    pub(super) fn days(
        &self,
        collection: &Collection,
        rows: impl IntoIterator<Item = (String, NaiveDate, u64)>,
        now: DateTime<Utc>,
    ) -> Vec<(NaiveDate, u64)> {
        let (sight, today) = (self.sight(collection), calendar::day(now));
        let mut days = std::collections::BTreeMap::new();
        for (part, day, count) in rows {
            let is_over = match sight.moves {
                Moves::AtRelease => false,
                Moves::Daily => day < today,
                Moves::Live => true,
            };
            if is_over && sight.shows(&part) {
                *days.entry(day).or_default() += count;
            }
        }
        days.into_iter().collect()
    }
}
