use std::{
    collections::{HashMap, HashSet},
    sync::Arc,
};

use chrono::Utc;

use super::together::ruled;
use crate::{
    catalogue::PublishError,
    inspection::{Collection, Inspection, queries as inspections},
    rates,
    results::{
        AcrossAreas, CollectionResults, Reader,
        small_numbers::{adds_audiences, adds_hidden_areas},
        together::companions,
    },
    store::{Connection, Id, StoreError},
    survey::{Instrument, Survey, audience::Group, diff},
};

/// The results of surveys in every area of an inspection with released ones, in the given order.
/// Surveys without any are left out.
pub fn across_areas(
    connection: &mut Connection,
    inspection: &Inspection,
    asked: &[Instrument],
    reader: &Reader,
) -> Result<Vec<AcrossAreas>, PublishError> {
    let collections = inspections::unscoped::collections_of(connection, inspection.id)?;
    surveys_across(connection, &[(inspection, collections)], asked, reader)
}

/// The results of one survey in every area of several inspections, as far as released. The largest
/// threshold among these inspections holds for all of them. `None` if there are no results.
pub fn across_inspections(
    connection: &mut Connection,
    together: &[(&Inspection, Vec<Collection>)],
    asked: Instrument,
    reader: &Reader,
) -> Result<Option<AcrossAreas>, PublishError> {
    Ok(surveys_across(connection, together, &[asked], reader)?.pop())
}

fn surveys_across(
    connection: &mut Connection,
    together: &[(&Inspection, Vec<Collection>)],
    asked: &[Instrument],
    reader: &Reader,
) -> Result<Vec<AcrossAreas>, PublishError> {
    let mut areas: HashMap<Instrument, Vec<CollectionResults>> = HashMap::new();
    let mut complete: HashMap<Instrument, HashSet<Id>> = HashMap::new();
    for Each { inspection, k, collections, all } in each(connection, together)? {
        let figures = rates::figures_of(connection, inspection.id, Utc::now())?;
        let is_kept = |one: &Collection| reader.is_kept_from_by(one, &figures);
        let shown: HashSet<Id> =
            collections.iter().filter(|one| !is_kept(one)).map(|one| one.id).collect();
        // Two readers of whom one sees fewer areas must not get two totals to subtract.
        let is_seen = |one: &Collection| one.released_at.is_some() && shown.contains(&one.id);
        for survey in asked.iter().filter(|_| adds_hidden_areas(inspection.k(), k)) {
            if all.iter().filter(|one| one.survey == *survey).all(is_seen) {
                complete.entry(*survey).or_default().insert(inspection.id);
            }
        }
        let wanted = |one: &Collection| asked.contains(&one.survey) && shown.contains(&one.id);
        let ruled = ruled(connection, (inspection, k), &all, HashMap::new(), &wanted)?;
        for results in ruled.alone.into_values() {
            areas.entry(results.collection.survey).or_default().push(results);
        }
    }
    let mut of = |survey: &Instrument| {
        let complete = complete.remove(survey).unwrap_or_default();
        across(areas.remove(survey)?, &complete, diff::Comparable::Yes)
    };
    Ok(asked.iter().filter_map(&mut of).collect())
}

/// The results of the audiences of one group together, in every area of several inspections where they
/// are reported together.
pub fn group_across_inspections(
    connection: &mut Connection,
    together: &[(&Inspection, Vec<Collection>)],
    group: &'static Group,
    reader: &Reader,
) -> Result<Option<AcrossAreas>, PublishError> {
    let mut areas: Vec<CollectionResults> = Vec::new();
    for Each { inspection, k, collections, all } in each(connection, together)? {
        if !adds_audiences(inspection.k(), k) {
            continue;
        }
        // Whoever does not see all of an area's audiences does not see them together.
        let figures = rates::figures_of(connection, inspection.id, Utc::now())?;
        let seen = |id: &Id| {
            let mut own = collections.iter().filter(|one| one.id == *id);
            own.any(|one| !reader.is_kept_from_by(one, &figures))
        };
        let own: HashSet<Id> = companions(&all)
            .into_iter()
            .filter(|set| {
                set.group.key == group.key && set.collections.iter().all(|one| seen(&one.id))
            })
            .flat_map(|set| set.collections.into_iter().map(|one| one.id))
            .collect();
        let wanted = |one: &Collection| own.contains(&one.id);
        let ruled = ruled(connection, (inspection, k), &all, HashMap::new(), &wanted)?;
        areas.extend(ruled.together.into_iter().map(|(_, results)| results));
    }
    // What is hidden in an area is part of what is hidden of each of its audiences, so no total has it.
    Ok(across(areas, &HashSet::new(), diff::Comparable::WithCare))
}

/// One of several inspections.
struct Each<'a> {
    inspection: &'a Inspection,
    /// The threshold of all of them.
    k: u64,
    /// The collections that are asked for.
    collections: &'a [Collection],
    /// All that it has.
    all: Vec<Collection>,
}

fn each<'a>(
    connection: &mut Connection,
    together: &'a [(&Inspection, Vec<Collection>)],
) -> Result<Vec<Each<'a>>, StoreError> {
    let k = together.iter().map(|(inspection, _)| inspection.k()).max().unwrap_or_default();
    let of = |(inspection, collections): &'a (&Inspection, Vec<Collection>)| {
        let all = inspections::unscoped::collections_of(connection, inspection.id)?;
        Ok(Each { inspection, k, collections, all })
    };
    together.iter().map(of).collect()
}

fn across(
    mut areas: Vec<CollectionResults>,
    complete: &HashSet<Id>,
    at_least: diff::Comparable,
) -> Option<AcrossAreas> {
    areas.sort_by_key(|one| {
        (one.collection.area.name(), one.collection.closes_at, one.collection.id)
    });
    let survey = most_asked(&areas)?;
    let k = areas.first()?.threshold;
    let mut alike: HashMap<(Instrument, u32), HashSet<String>> = HashMap::new();
    for area in &areas {
        let version = (area.survey.instrument, area.survey.version);
        alike.entry(version).or_insert_with(|| {
            let same = diff::diff(&area.survey, &survey).into_iter().filter(|change| {
                change.comparable == diff::Comparable::Yes || change.comparable == at_least
            });
            same.map(|change| change.id).collect()
        });
    }
    let compares = |other: &Survey, id: &str| {
        alike.get(&(other.instrument, other.version)).is_some_and(|ids| ids.contains(id))
    };
    Some(AcrossAreas::new(survey, k, areas, complete, compares))
}

/// The version that most areas were asked; of several, the latest.
fn most_asked(areas: &[CollectionResults]) -> Option<Arc<Survey>> {
    let version = |survey: &Survey| (survey.version, survey.instrument, survey.items.len());
    let times = |survey: &Survey| {
        areas.iter().filter(|area| version(&area.survey) == version(survey)).count()
    };
    let surveys = areas.iter().map(|area| &area.survey);
    surveys.max_by_key(|survey| (times(survey), version(survey))).map(Arc::clone)
}
