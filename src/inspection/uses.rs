//! Which inspections ask which survey versions.

use std::collections::{BTreeMap, BTreeSet};

use super::{Collection, Inspection};
use crate::survey::Instrument;

/// The titles of the inspections that ask each survey version, by name.
#[derive(Clone, Debug, Default)]
pub struct Uses(BTreeMap<(Instrument, u32), BTreeSet<String>>);

impl Uses {
    /// The uses by these collections of these inspections.
    pub fn of(inspections: &[Inspection], collections: &[Collection]) -> Self {
        let mut uses = Self::default();
        for one in collections {
            let inspection = inspections.iter().find(|all| all.id == one.inspection);
            let titles = uses.0.entry((one.survey, one.version)).or_default();
            titles.extend(inspection.map(|inspection| inspection.title.clone()));
        }
        uses
    }

    /// The titles of those that ask this version.
    pub fn titles(&self, survey: Instrument, version: u32) -> impl Iterator<Item = &str> {
        self.0.get(&(survey, version)).into_iter().flatten().map(String::as_str)
    }
}
