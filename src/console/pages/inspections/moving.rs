use std::collections::{BTreeSet, HashMap};

use sha2::{Digest, Sha256};

use super::{
    list::{self, Listed},
    views,
};
use crate::{
    console::live::{Moving, Page, Snapshot, VisibleAreas},
    store::{Id, StoreError},
};

/// The list of those inspections, within the visible areas.
pub fn read(
    reading: &mut Snapshot<'_>,
    inspections: &BTreeSet<Id>,
    scope: &VisibleAreas,
) -> Result<Vec<Listed>, StoreError> {
    let now = reading.now;
    let counters = reading.counters()?;
    let seen: Vec<_> =
        counters.inspections.iter().filter(|one| inspections.contains(&one.id)).cloned().collect();
    let mut standings = HashMap::new();
    for one in &seen {
        standings.insert(one.id, reading.standings(one.id)?);
    }
    let collections: Vec<_> =
        counters.collections.iter().filter(|one| scope.sees(one)).cloned().collect();
    Ok(list::listed(seen, &collections, &standings, now))
}

/// The list of inspections as a live page.
#[derive(Clone, Debug)]
pub struct LiveList {
    pub inspections: BTreeSet<Id>,
    pub scope: VisibleAreas,
}

impl Page for LiveList {
    fn key(&self) -> String {
        let mut digest = Sha256::new();
        self.inspections.iter().for_each(|id| digest.update(id.as_bytes()));
        let inspections: String =
            digest.finalize().iter().map(|byte| format!("{byte:02x}")).collect();
        format!("list {inspections} {}", self.scope)
    }

    fn moving(&self, reading: &mut Snapshot<'_>) -> Result<Option<Moving>, StoreError> {
        let listed = read(reading, &self.inspections, &self.scope)?;
        Ok(Some(Moving { total: views::all(&listed), regions: views::moving(&listed) }))
    }
}
