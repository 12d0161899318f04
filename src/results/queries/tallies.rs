use std::{collections::HashMap, sync::Arc};

use chrono::Utc;
use diesel::{dsl::sql, prelude::*};

use crate::{
    catalogue::{self, PublishError},
    inspection::{Collection, Inspection, queries as inspections},
    rates,
    results::{AcrossAreas, CollectionResults, NamedPart, Reader, Tallies, Tally},
    store::{Connection, Count, Id, StoreError, schema::tallies, sum},
    survey::{Instrument, Opt, Survey, diff},
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
    if reader.is_kept_from(collection, returned) {
        return Ok(None);
    }
    let survey = english(connection, collection)?;
    let parts = match split(&survey) {
        Some(parts) => parts,
        None => NamedPart::kept(inspections::parts_of(connection, collection.id)?, inspection),
    };
    let mut found = load(connection, &[collection.id], true)?;
    let tallies = found.remove(&collection.id).unwrap_or_default();
    Ok(Some(CollectionResults::new(
        inspection,
        collection.clone(),
        survey,
        &parts,
        &tallies,
        returned,
    )))
}

/// The options of the question that splits the results of inspectors' surveys, as parts: a release
/// counts each record under the option that was chosen. No size of theirs is known before, so the
/// small-number rules alone decide what is shown.
fn split(survey: &Survey) -> Option<Vec<NamedPart>> {
    let item = survey.items.get(survey.uses.split?)?;
    let part = |option: &Opt| NamedPart { key: option.id.clone(), name: option.text.clone() };
    Some(item.options.iter().map(part).collect())
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
        areas.push(CollectionResults::new(strictest, collection, survey, &[], &tallies, returned));
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
