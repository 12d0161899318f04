use std::{
    collections::HashMap,
    sync::{Arc, LazyLock, PoisonError, RwLock},
};

use chrono::{DateTime, Utc};

use super::collection::divided;
use crate::{
    catalogue::PublishError,
    rates,
    results::{AcrossAreas, CollectionResults, model::OwnGroups, small_numbers::numbers_from},
    store::{Connection, Id},
};

/// The most collections that are kept: some 20 MB.
const MOST: usize = 512;

/// The groups of collections, by the time of its release and from how many people numbers are shown:
/// nothing else changes them.
static READ: LazyLock<RwLock<HashMap<Key, Arc<OwnGroups>>>> = LazyLock::new(RwLock::default);

type Key = (Id, DateTime<Utc>, u64);

/// Adds up the groups that the areas of results show: see [`AcrossAreas::divide`]. Each collection is
/// read once in this process.
pub fn divide(connection: &mut Connection, across: &mut AcrossAreas) -> Result<(), PublishError> {
    let mut own = Vec::with_capacity(across.areas.len());
    for area in &across.areas {
        own.push(match area.group {
            // Audiences together are divided already.
            Some(_) => Arc::new(OwnGroups::of(area)),
            None => groups_of(connection, area)?,
        });
    }
    across.divide(&own);
    Ok(())
}

fn groups_of(
    connection: &mut Connection,
    area: &CollectionResults,
) -> Result<Arc<OwnGroups>, PublishError> {
    let collection = &area.collection;
    let Some(released) = collection.released_at else { return Ok(Arc::default()) };
    let key = (collection.id, released, numbers_from(area.threshold));
    if let Some(found) = READ.read().unwrap_or_else(PoisonError::into_inner).get(&key) {
        return Ok(Arc::clone(found));
    }
    let returned = rates::figures_by_part(connection, collection.id, Utc::now())?.for_release();
    let results = divided(connection, area.threshold, collection, &returned)?;
    let found = Arc::new(OwnGroups::of(&results));
    let mut read = READ.write().unwrap_or_else(PoisonError::into_inner);
    if read.len() >= MOST {
        read.clear();
    }
    read.insert(key, Arc::clone(&found));
    Ok(found)
}
