use std::collections::{BTreeSet, HashMap};

use chrono::Utc;
use diesel::prelude::*;

use super::{tallies, together};
use crate::{
    catalogue::{self, PublishError},
    inspection::{Collection, Inspection, Part, queries as inspections},
    rates,
    results::{
        CollectionResults, NamedPart, Reader, Tallies, Tally,
        groups::{Groups, by_label},
    },
    store::{Connection, Id, StoreError, schema::result_groups},
    survey::{Item, Survey},
};

/// The results of one released collection; `None` if it is not released. The cost grows with its
/// questions and parts, not with its responses.
pub fn of_collection(
    connection: &mut Connection,
    inspection: &Inspection,
    collection: &Collection,
    reader: &Reader,
) -> Result<Option<CollectionResults>, PublishError> {
    if collection.released_at.is_none() {
        return Ok(None);
    }
    let now = Utc::now();
    let returned = rates::figures_by_part(connection, collection.id, now)?.for_release();
    let of_all = returned.values().sum();
    if reader.is_kept_from(collection, of_all) {
        return Ok(None);
    }
    let figures = rates::figures_of(connection, inspection.id, now)?;
    let mut results = divided(connection, inspection.k(), collection, &returned)?;
    results.asked = figures.reach(collection).issued(of_all).or(results.asked);
    Ok(Some(together::alone(connection, inspection, results)?))
}

/// The results of a released collection with its groups, before the rules about its companions.
/// `returned` has how many came by each part.
pub fn divided(
    connection: &mut Connection,
    k: u64,
    collection: &Collection,
    returned: &HashMap<String, u64>,
) -> Result<CollectionResults, PublishError> {
    let survey = catalogue::english(connection, collection.survey, collection.version)?;
    let tallies = tallies::by_crowd(connection, collection.id)?;
    let named = inspections::parts_of(connection, collection.id)?;
    let named: Vec<NamedPart> =
        named.into_iter().map(|Part { key, name, .. }| NamedPart { key, name }).collect();
    let groups = match groups_of(connection, collection.id)? {
        Some(groups) => groups,
        None if tallies.len() > 1 => {
            groups_by_part(&named, &survey, collection, &tallies, returned)
        }
        None => Groups::default(),
    };
    let (collection, of_all) = (collection.clone(), returned.values().sum());
    Ok(CollectionResults::new(k, collection, survey, (groups, &named), &tallies, of_all))
}

/// How a release divided the results, if it did.
fn groups_of(connection: &mut Connection, collection: Id) -> Result<Option<Groups>, PublishError> {
    let stored: Option<String> = result_groups::table
        .find(collection)
        .select(result_groups::content)
        .first(connection)
        .optional()
        .map_err(StoreError::from)?;
    match stored {
        None => Ok(None),
        Some(text) => Ok(Some(Groups::from_text(&text).ok_or(StoreError::Groups)?)),
    }
}

/// The groups of a collection that was released before version 0.2, which kept counts by part; those
/// of records by the answers that split them.
fn groups_by_part(
    named: &[NamedPart],
    survey: &Survey,
    collection: &Collection,
    tallies: &Tallies,
    returned: &HashMap<String, u64>,
) -> Groups {
    let split = survey.splits.first().filter(|_| collection.is_signed_in());
    let split = split.and_then(|place| survey.items.get(*place));
    let answered = |key: &str| {
        let asked = survey.items.iter().filter(|item| item.route.is_empty());
        let of = |item: &Item| tallies.get(key)?.get(&item.id).map(Tally::answered);
        asked.filter_map(of).max().unwrap_or(0)
    };
    let keys: Vec<String> = match split {
        Some(item) => item.options.iter().map(|option| option.id.clone()).collect(),
        None => named.iter().map(|part| part.key.clone()).collect(),
    };
    let others = tallies.keys().filter(|key| !keys.contains(*key)).cloned();
    let others: BTreeSet<String> = others.collect();
    let keys: Vec<String> = keys.into_iter().chain(others.into_iter().rev()).collect();
    let labels: Vec<(String, bool, u64)> = keys
        .into_iter()
        .map(|key| {
            let people = returned.get(&key).copied().unwrap_or_else(|| answered(&key));
            let own = split.is_none() || !key.is_empty();
            (key, own, people)
        })
        .collect();
    by_label(split.map_or("", |item| item.id.as_str()), &labels)
}
