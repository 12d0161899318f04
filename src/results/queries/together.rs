use std::{collections::HashMap, sync::Arc};

use chrono::Utc;

use super::totals;
use crate::{
    catalogue::{self, PublishError},
    inspection::{Collection, Inspection, queries as inspections},
    rates,
    results::{
        CollectionResults, Reader,
        groups::Groups,
        together::{self, Alike, Companions, companions, together},
    },
    store::{Connection, Id, StoreError},
    survey::{Instrument, Survey, audience::Group},
};

/// Surveys in English that were read once.
type Surveys = HashMap<(Instrument, u32), Arc<Survey>>;

/// What an inspection shows of its collections, and of those that are reported together.
pub struct Ruled {
    /// By the ids of the collections.
    pub alone: HashMap<Id, CollectionResults>,
    /// For each of an area's groups.
    pub together: Vec<(&'static Group, CollectionResults)>,
}

/// The results of one collection, after the rules about its companions.
pub fn alone(
    connection: &mut Connection,
    inspection: &Inspection,
    results: CollectionResults,
) -> Result<CollectionResults, PublishError> {
    let id = results.collection.id;
    let all = inspections::unscoped::collections_of(connection, inspection.id)?;
    let own = results.clone();
    let given = HashMap::from([(id, results)]);
    let mut ruled =
        ruled(connection, (inspection, inspection.k()), &all, given, &|one| one.id == id)?;
    Ok(ruled.alone.remove(&id).unwrap_or(own))
}

/// Whether a collection that is not stored yet would change what its inspection has published.
pub fn joins_published(connection: &mut Connection, new: &Collection) -> Result<bool, StoreError> {
    let all = inspections::unscoped::collections_of(connection, new.inspection)?;
    // What is asked already is not new, and is refused for that.
    let is_same =
        |one: &Collection| one.id == new.id || (one.survey == new.survey && one.area == new.area);
    Ok(!all.iter().any(is_same) && together::joins_published(&all, new))
}

/// What the companions of a collection have answered together; `None` if it has none, some are not
/// released, or one is kept from the reader.
pub fn together_in_area(
    connection: &mut Connection,
    inspection: &Inspection,
    collection: &Collection,
    reader: &Reader,
) -> Result<Option<(&'static Group, CollectionResults)>, PublishError> {
    let all = inspections::unscoped::collections_of(connection, inspection.id)?;
    let figures = rates::figures_of(connection, inspection.id, Utc::now())?;
    let is_kept = companions(&all)
        .iter()
        .filter(|set| set.are_of(collection.id))
        .any(|set| set.collections.iter().any(|one| reader.is_kept_from_by(one, &figures)));
    if is_kept {
        return Ok(None);
    }
    let wanted = |one: &Collection| one.id == collection.id;
    let ruled = ruled(connection, (inspection, inspection.k()), &all, HashMap::new(), &wanted)?;
    Ok(ruled.together.into_iter().next())
}

/// The results of those collections among `all` of an inspection that are `wanted`, with the threshold
/// `k`. `given` are results that are there already.
pub fn ruled(
    connection: &mut Connection,
    (inspection, k): (&Inspection, u64),
    all: &[Collection],
    mut given: HashMap<Id, CollectionResults>,
    wanted: &dyn Fn(&Collection) -> bool,
) -> Result<Ruled, PublishError> {
    let sets: Vec<Companions<'_>> = companions(all)
        .into_iter()
        .filter(|set| set.collections.iter().any(|one| wanted(one)))
        .collect();
    let is_needed = |one: &&Collection| {
        one.released_at.is_some()
            && !given.contains_key(&one.id)
            && (wanted(one) || sets.iter().any(|set| set.are_of(one.id)))
    };
    let needed: Vec<&Collection> = all.iter().filter(is_needed).collect();
    let mut surveys = Surveys::new();
    if !needed.is_empty() {
        let found = totals::of_released(connection, &needed)?;
        let figures = rates::figures_of(connection, inspection.id, Utc::now())?;
        for collection in needed {
            let survey = english(connection, &mut surveys, collection)?;
            let tallies = found.get(&collection.id).cloned().unwrap_or_default();
            let returned = figures.returned(collection).or_none();
            let whole = (Groups::default(), [].as_slice());
            let mut results =
                CollectionResults::new(k, collection.clone(), survey, whole, &tallies, returned);
            results.asked = figures.reach(collection).issued(returned).or(results.asked);
            given.insert(collection.id, results);
        }
    }
    let mut alike = Alike::default();
    let mut shown_together = Vec::new();
    for set in &sets {
        let mut waiting = Vec::new();
        let mut members = Vec::new();
        for one in &set.collections {
            match given.remove(&one.id) {
                Some(results) => members.push(results),
                None => waiting.push(english(connection, &mut surveys, one)?),
            }
        }
        let found = together(set.group, &mut members, &waiting, &mut alike);
        shown_together.extend(found.map(|results| (set.group, results)));
        given.extend(members.into_iter().map(|results| (results.collection.id, results)));
    }
    given.retain(|_, results| wanted(&results.collection));
    Ok(Ruled { alone: given, together: shown_together })
}

fn english(
    connection: &mut Connection,
    surveys: &mut Surveys,
    collection: &Collection,
) -> Result<Arc<Survey>, PublishError> {
    let version = (collection.survey, collection.version);
    if let Some(survey) = surveys.get(&version) {
        return Ok(Arc::clone(survey));
    }
    let survey = catalogue::english(connection, collection.survey, collection.version)?;
    surveys.insert(version, Arc::clone(&survey));
    Ok(survey)
}
