use std::{
    collections::{BTreeSet, HashMap},
    sync::Arc,
};

use chrono::Utc;
use diesel::{dsl::sql, prelude::*};

use crate::{
    catalogue::{self, PublishError},
    inspection::{Collection, Inspection, Part, queries as inspections},
    rates,
    results::{
        AcrossAreas, CollectionResults, NamedPart, Reader, Tallies, Tally,
        groups::{Groups, by_label},
    },
    store::{
        Connection, Count, Id, StoreError,
        schema::{result_groups, tallies},
        sum,
    },
    survey::{Instrument, Item, Survey, diff},
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
    let returned = rates::figures_by_part(connection, collection.id, Utc::now())?.for_release();
    if reader.is_kept_from(collection, returned.values().sum()) {
        return Ok(None);
    }
    let survey = english(connection, collection)?;
    let mut found = load(connection, &[collection.id], true)?;
    let tallies = found.remove(&collection.id).unwrap_or_default();
    let named = inspections::parts_of(connection, collection.id)?;
    let named: Vec<NamedPart> =
        named.into_iter().map(|Part { key, name, .. }| NamedPart { key, name }).collect();
    let groups = match groups_of(connection, collection.id)? {
        Some(groups) => groups,
        None if tallies.len() > 1 => {
            groups_by_part(&named, &survey, collection, &tallies, &returned)
        }
        None => Groups::default(),
    };
    Ok(Some(CollectionResults::new(
        inspection,
        collection.clone(),
        survey,
        (groups, &named),
        &tallies,
        returned.values().sum(),
    )))
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

/// The results of one survey in every area of an inspection with released ones; `None` if there
/// is none.
pub fn across_areas(
    connection: &mut Connection,
    inspection: &Inspection,
    asked: Instrument,
    reader: &Reader,
) -> Result<Option<AcrossAreas>, PublishError> {
    let collections = inspections::unscoped::collections_of(connection, inspection.id)?;
    across_inspections(connection, &[(inspection, collections)], asked, reader)
}

/// The results of one survey in every area of several inspections, as far as released. The largest
/// threshold among these inspections holds for all of them. `None` if there are no results.
pub fn across_inspections(
    connection: &mut Connection,
    together: &[(&Inspection, Vec<Collection>)],
    asked: Instrument,
    reader: &Reader,
) -> Result<Option<AcrossAreas>, PublishError> {
    let is_released = |one: &&Collection| one.survey == asked && one.released_at.is_some();
    let inspections = together.iter().map(|(inspection, _)| *inspection);
    let Some(strictest) = inspections.max_by_key(|inspection| inspection.k()) else {
        return Ok(None);
    };
    let mut released = Vec::new();
    for (inspection, collections) in together {
        let returns = rates::figures_of(connection, inspection.id, Utc::now())?;
        let of_each = collections
            .iter()
            .filter(is_released)
            .filter(|one| !reader.is_kept_from_by(one, &returns));
        released.extend(of_each.map(|one| (one.clone(), returns.returned(one).or_none())));
    }
    released.sort_by_key(|(collection, _)| (collection.area.name(), collection.closes_at));
    let ids: Vec<Id> = released.iter().map(|(collection, _)| collection.id).collect();
    let mut found = load(connection, &ids, false)?;
    let mut surveys: HashMap<u32, Arc<Survey>> = HashMap::new();
    let mut areas = Vec::with_capacity(released.len());
    for (collection, returned) in released {
        let survey = match surveys.get(&collection.version) {
            Some(survey) => Arc::clone(survey),
            None => english(connection, &collection)?,
        };
        surveys.insert(collection.version, Arc::clone(&survey));
        let tallies = found.remove(&collection.id).unwrap_or_default();
        let whole = (Groups::default(), [].as_slice());
        areas
            .push(CollectionResults::new(strictest, collection, survey, whole, &tallies, returned));
    }
    let Some(survey) = most_asked(&areas) else { return Ok(None) };
    let unchanged: HashMap<u32, Vec<String>> = surveys
        .values()
        .map(|other| {
            let same = diff::diff(other, &survey)
                .into_iter()
                .filter(|c| c.comparable == diff::Comparable::Yes);
            (other.version, same.map(|change| change.id).collect())
        })
        .collect();
    let compares = |other: &Survey, id: &str| {
        unchanged.get(&other.version).is_some_and(|ids| ids.iter().any(|i| i == id))
    };
    Ok(Some(AcrossAreas::new(survey, strictest.k(), areas, compares)))
}

/// The version that most areas were asked; of several, the latest.
fn most_asked(areas: &[CollectionResults]) -> Option<Arc<Survey>> {
    let times = |version: u32| areas.iter().filter(|area| area.survey.version == version).count();
    let surveys = areas.iter().map(|area| &area.survey);
    surveys.max_by_key(|survey| (times(survey.version), survey.version)).map(Arc::clone)
}

fn english(
    connection: &mut Connection,
    collection: &Collection,
) -> Result<Arc<Survey>, PublishError> {
    catalogue::english(connection, collection.survey, collection.version)
}

/// The tallies of collections, by part or with all parts as one.
fn load(
    connection: &mut Connection,
    ids: &[Id],
    by_part: bool,
) -> Result<HashMap<Id, Tallies>, StoreError> {
    let total = sum(connection, "tallies.count", "count");
    let rows: Vec<(Id, String, String, String, Count)> = if by_part {
        tallies::table
            .filter(tallies::collection.eq_any(ids))
            .select((
                tallies::collection,
                tallies::part,
                tallies::question,
                tallies::option,
                tallies::count,
            ))
            .load(connection)?
    } else {
        tallies::table
            .filter(tallies::collection.eq_any(ids))
            .group_by((tallies::collection, tallies::question, tallies::option))
            .select((
                tallies::collection,
                sql::<diesel::sql_types::Text>("''"),
                tallies::question,
                tallies::option,
                total,
            ))
            .load(connection)?
    };
    let mut found: HashMap<Id, Tallies> = HashMap::new();
    for (collection, part, question, option, count) in rows {
        let questions = found.entry(collection).or_default().entry(part).or_default();
        let tally: &mut Tally = questions.entry(question).or_default();
        tally.add(&option, count.0);
    }
    Ok(found)
}
