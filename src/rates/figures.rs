//! The figures of collections and parts, as they may be seen.

use std::{borrow::Cow, collections::HashMap};

use super::{Moves, Rate, Reach, Visible, counts::Counts};
use crate::{
    inspection::{Collection, Part},
    store::Id,
};

/// The figures of many collections, as they may be seen.
#[derive(Clone, Debug, Default)]
pub struct Figures {
    pub(super) counts: HashMap<Id, Counts>,
}

impl Figures {
    pub fn returned(&self, collection: &Collection) -> Visible {
        self.of(collection).whole(collection)
    }

    /// When the count of a collection moves.
    pub fn moves(&self, collection: &Collection) -> Moves {
        self.of(collection).sight(collection).moves
    }

    pub fn reach(&self, collection: &Collection) -> Reach {
        self.of(collection).reach(collection)
    }

    pub fn rate(&self, collection: &Collection) -> Rate {
        self.reach(collection).rate(self.returned(collection))
    }

    pub(super) fn of(&self, collection: &Collection) -> Cow<'_, Counts> {
        self.counts.get(&collection.id).map_or_else(Cow::default, Cow::Borrowed)
    }
}

impl From<Returns> for Figures {
    fn from(returns: Returns) -> Self {
        let counts = |count| Counts {
            returned: HashMap::from([(Part::NONE.to_owned(), (count, 0))]),
            ..Counts::default()
        };
        Self { counts: returns.into_iter().map(|(id, count)| (id, counts(count))).collect() }
    }
}

/// The figures of one collection and its parts, as they may be seen.
#[derive(Clone, Debug, Default)]
pub struct PartFigures {
    pub(super) counts: Counts,
}

impl PartFigures {
    pub fn returned(&self, collection: &Collection, part: &str) -> Visible {
        self.counts.part(collection, part)
    }

    /// The rate of one part of so many people.
    pub fn rate(&self, collection: &Collection, part: &str, population: Option<u64>) -> Rate {
        let sources = self.counts.sources(collection, Some(part));
        Reach::of_part(collection, population, sources).rate(self.returned(collection, part))
    }

    /// How the whole collection reaches people, and how many have answered.
    pub fn whole(&self, collection: &Collection) -> (Reach, Visible) {
        (self.counts.reach(collection), self.counts.whole(collection))
    }

    /// When its counts move.
    pub fn moves(&self, collection: &Collection) -> Moves {
        self.counts.sight(collection).moves
    }

    /// Whether it is shown how many slips were used.
    pub fn shows_slips(&self, collection: &Collection) -> bool {
        self.counts.shows_slips(collection)
    }

    /// Whether it is shown how many got a reminder, which is how many had not answered: where the
    /// count moves with each response, and no part is held back.
    pub fn shows_reminders(&self, collection: &Collection) -> bool {
        collection.released_at.is_some() || self.is_live(collection)
    }

    /// Whether the count moves with each response, of every part.
    pub fn is_live(&self, collection: &Collection) -> bool {
        let sight = self.counts.sight(collection);
        sight.moves == Moves::Live && sight.held.is_empty()
    }

    /// All that have come, by the key of the part, for the release and for results. Before the
    /// release nobody may see them.
    pub(crate) fn for_release(&self) -> HashMap<String, u64> {
        self.counts.returned.iter().map(|(part, (all, _))| (part.clone(), *all)).collect()
    }

    /// Figures of so many responses and mailboxes, for tests.
    #[cfg(test)]
    pub(crate) fn sample(returned: &[(&str, u64)], sources: super::Sources) -> Self {
        let count = |(part, count): &(&str, u64)| ((*part).to_owned(), (*count, 0));
        Self {
            counts: Counts {
                returned: returned.iter().map(count).collect(),
                sources: HashMap::from([(Part::NONE.to_owned(), sources)]),
                departed: sources.departed,
                ..Counts::default()
            },
        }
    }
}

/// How many responses each collection has, by its id. A collection without any is left out.
pub type Returns = HashMap<Id, u64>;
