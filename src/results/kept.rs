use std::collections::{BTreeMap, BTreeSet, btree_map::Entry};

use chrono::Utc;

use super::{Reader, reader::ENOUGH, together::companions, withheld::WITHHELD};
use crate::{
    inspection::Collection,
    rates::{self, Figures},
    store::{Connection, Id, StoreError},
    survey::{Instrument, audience::Group},
};

/// The released collections whose results are kept from a reader, because they uploaded the addresses
/// and few answered. Every page and file names them by it, so that a total is not taken for a whole.
#[derive(Clone, Debug, Default)]
pub struct Kept(Vec<Collection>);

impl Kept {
    /// Those among `collections`, of one inspection or several.
    pub fn of(
        connection: &mut Connection,
        reader: &Reader,
        collections: &[Collection],
    ) -> Result<Self, StoreError> {
        let mut figures: BTreeMap<Id, Figures> = BTreeMap::new();
        let mut kept = Vec::new();
        // What an area answers once has no figures. Nobody has fewer answers than none.
        let possible = |one: &&Collection| {
            one.released_at.is_some() && !one.is_area() && reader.is_kept_from(one, 0)
        };
        for one in collections.iter().filter(possible) {
            let own = match figures.entry(one.inspection) {
                Entry::Occupied(found) => found.into_mut(),
                Entry::Vacant(place) => {
                    place.insert(rates::figures_of(connection, one.inspection, Utc::now())?)
                }
            };
            if reader.is_kept_from_by(one, own) {
                kept.push(one.clone());
            }
        }
        Ok(Self(kept))
    }

    pub const fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub fn collections(&self) -> &[Collection] {
        &self.0
    }

    /// Those of one survey.
    #[must_use]
    pub fn of_survey(&self, survey: Instrument) -> Self {
        Self(self.0.iter().filter(|one| one.survey == survey).cloned().collect())
    }

    /// Those that are reported with the audiences of `group`: who does not see one of them does not
    /// see them together. `all` are the collections of the inspections.
    #[must_use]
    pub fn of_group(&self, group: &Group, all: &[Collection]) -> Self {
        let sets = companions(all);
        let own = |one: &&Collection| {
            sets.iter().any(|set| set.group.key == group.key && set.are_of(one.id))
        };
        Self(self.0.iter().filter(own).cloned().collect())
    }

    /// Why a file has no numbers of them.
    pub fn why() -> String {
        format!(
            "{WITHHELD}the person who made this file uploaded the addresses, and fewer than {ENOUGH} \
                people answered"
        )
    }

    /// What they are called: their areas, each once, with the survey if they are of several.
    pub fn names(&self) -> Vec<String> {
        let surveys: BTreeSet<Instrument> = self.0.iter().map(|one| one.survey).collect();
        let mut names: Vec<String> = Vec::new();
        for one in &self.0 {
            let name = match surveys.len() {
                0 | 1 => one.area.name().to_owned(),
                _ => format!("{} ({})", one.area, one.survey.name()),
            };
            if !names.contains(&name) {
                names.push(name);
            }
        }
        names
    }
}
