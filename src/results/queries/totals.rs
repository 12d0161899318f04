use std::{
    collections::HashMap,
    sync::{Arc, LazyLock, PoisonError, RwLock},
};

use chrono::{DateTime, Utc};

use super::tallies;
use crate::{
    inspection::Collection,
    results::Tallies,
    store::{Connection, Id, StoreError},
};

/// The most collections that are kept: some 20 MB.
const MOST: usize = 512;

/// Totals that were added up, by collection and the time of its release: nothing changes them after it.
static ADDED: LazyLock<RwLock<HashMap<Key, Arc<Tallies>>>> = LazyLock::new(RwLock::default);

type Key = (Id, DateTime<Utc>);

/// The tallies of released collections, with all crowds as one, added up once in this process.
pub fn of_released(
    connection: &mut Connection,
    collections: &[&Collection],
) -> Result<HashMap<Id, Arc<Tallies>>, StoreError> {
    let keys = || collections.iter().filter_map(|one| Some((one.id, one.released_at?)));
    let mut found: HashMap<Id, Arc<Tallies>> = {
        let added = ADDED.read().unwrap_or_else(PoisonError::into_inner);
        keys().filter_map(|key| Some((key.0, Arc::clone(added.get(&key)?)))).collect()
    };
    let missing: Vec<Key> = keys().filter(|(id, _)| !found.contains_key(id)).collect();
    if missing.is_empty() {
        return Ok(found);
    }
    let ids: Vec<Id> = missing.iter().map(|(id, _)| *id).collect();
    let mut counted = tallies::of_all(connection, &ids)?;
    let mut added = ADDED.write().unwrap_or_else(PoisonError::into_inner);
    if added.len() + missing.len() > MOST {
        added.clear();
    }
    for key in missing {
        let totals = Arc::new(counted.remove(&key.0).unwrap_or_default());
        added.insert(key, Arc::clone(&totals));
        found.insert(key.0, totals);
    }
    Ok(found)
}
