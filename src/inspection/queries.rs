use chrono::{NaiveDate, NaiveDateTime, SubsecRound};
use diesel::{Connection as _, prelude::*};

use super::{Area, Collection, Inspection, InspectionKind, Link, Stratum, create::NewCollection};
use crate::{
    audit,
    store::{
        Connection, Id, Salt, StoreError,
        schema::{collections, holdings, inspections, strata},
    },
    survey::Audience,
};

type InspectionRow = (Id, String, InspectionKind, String, i32, NaiveDate, NaiveDate, i32);

fn inspection((id, title, kind, lead, threshold, opens_on, closes_on, keep_days): InspectionRow) -> Inspection {
    Inspection { id, title, kind, lead, threshold, opens_on, closes_on, keep_days }
}

#[derive(Queryable)]
struct CollectionRow {
    id: Id,
    inspection: Id,
    area: Area,
    audience: Audience,
    version: i32,
    link: Link,
    population: Option<i32>,
    target_percent: i32,
    opens_at: NaiveDateTime,
    closes_at: NaiveDateTime,
    released_at: Option<NaiveDateTime>,
    open_link: bool,
    coordinator: Option<String>,
    salt: Option<Salt>,
    purged_at: Option<NaiveDateTime>,
}

impl From<CollectionRow> for Collection {
    fn from(row: CollectionRow) -> Self {
        Self {
            id: row.id,
            inspection: row.inspection,
            area: row.area,
            audience: row.audience,
            version: u32::try_from(row.version).unwrap_or(0),
            link: row.link,
            population: row.population.and_then(|p| u32::try_from(p).ok()),
            target_percent: u8::try_from(row.target_percent).unwrap_or(100),
            opens_at: row.opens_at.and_utc(),
            closes_at: row.closes_at.and_utc(),
            released_at: row.released_at.map(|at| at.and_utc()),
            open_link: row.open_link,
            coordinator: row.coordinator,
            salt: row.salt.unwrap_or_default(),
            purged_at: row.purged_at.map(|at| at.and_utc()),
        }
    }
}

macro_rules! collection_columns {
    () => {
        (
            collections::id,
            collections::inspection,
            collections::area,
            collections::audience,
            collections::version,
            collections::link,
            collections::population,
            collections::target_percent,
            collections::opens_at,
            collections::closes_at,
            collections::released_at,
            collections::open_link,
            collections::coordinator,
            holdings::salt.nullable(),
            collections::purged_at,
        )
    };
}

/// Every collection with what concerns its held rows, which is gone after release.
#[diesel::dsl::auto_type]
fn all() -> _ {
    collections::table.left_join(holdings::table)
}

/// Every inspection, the one that closes last first.
pub fn inspections(connection: &mut Connection) -> Result<Vec<Inspection>, StoreError> {
    let rows = inspections::table
        .order((inspections::closes_on.desc(), inspections::title))
        .load::<InspectionRow>(connection)?;
    Ok(rows.into_iter().map(inspection).collect())
}

/// One inspection, if it is there.
pub fn inspection_by_id(connection: &mut Connection, id: Id) -> Result<Option<Inspection>, StoreError> {
    Ok(inspections::table.find(id).first::<InspectionRow>(connection).optional()?.map(inspection))
}

/// Every collection.
pub fn collections(connection: &mut Connection) -> Result<Vec<Collection>, StoreError> {
    let rows = all().select(collection_columns!()).load::<CollectionRow>(connection)?;
    Ok(rows.into_iter().map(Collection::from).collect())
}

/// The collections of one inspection.
pub fn collections_of(connection: &mut Connection, inspection: Id) -> Result<Vec<Collection>, StoreError> {
    let rows = all()
        .filter(collections::inspection.eq(inspection))
        .select(collection_columns!())
        .load::<CollectionRow>(connection)?;
    Ok(rows.into_iter().map(Collection::from).collect())
}

/// One collection, if it is there.
pub fn collection_by_id(connection: &mut Connection, id: Id) -> Result<Option<Collection>, StoreError> {
    let row = all()
        .filter(collections::id.eq(id))
        .select(collection_columns!())
        .first::<CollectionRow>(connection)
        .optional()?;
    Ok(row.map(Collection::from))
}

/// Every stratum, with the collection that it is part of.
pub fn strata(connection: &mut Connection) -> Result<Vec<(Id, Stratum)>, StoreError> {
    let rows =
        strata::table.order((strata::collection, strata::key)).load::<(Id, String, String, i32, Link)>(connection)?;
    let stratum = |(collection, key, name, population, link)| {
        (collection, Stratum { key, name, population: u32::try_from(population).unwrap_or(0), link })
    };
    Ok(rows.into_iter().map(stratum).collect())
}

/// The strata of one collection, the largest first.
pub fn strata_of(connection: &mut Connection, collection: Id) -> Result<Vec<Stratum>, StoreError> {
    let rows = strata::table
        .filter(strata::collection.eq(collection))
        .order((strata::population.desc(), strata::key))
        .select((strata::key, strata::name, strata::population, strata::link))
        .load::<(String, String, i32, Link)>(connection)?;
    let stratum =
        |(key, name, population, link)| Stratum { key, name, population: u32::try_from(population).unwrap_or(0), link };
    Ok(rows.into_iter().map(stratum).collect())
}

/// The collections of an inspection as others like them would be made, by area and audience.
pub fn as_new(connection: &mut Connection, inspection: Id) -> Result<Vec<NewCollection>, StoreError> {
    let mut collections = collections_of(connection, inspection)?;
    collections.sort_by_key(|collection| (collection.area, collection.audience));
    let like = |collection: &Collection| Ok(NewCollection::like(collection, &strata_of(connection, collection.id)?));
    collections.iter().map(like).collect()
}

/// States anew how many people could answer.
pub fn state_population(
    connection: &mut Connection,
    collection: &Collection,
    population: u32,
    actor: &str,
) -> Result<(), StoreError> {
    let before = collection.population.map_or_else(|| "not stated".to_owned(), |before| before.to_string());
    let action = format!("Stated how many could answer: {population}, before {before}");
    audit::with(connection, actor, &action, collection, |connection| {
        diesel::update(collections::table.find(collection.id))
            .set(collections::population.eq(i32::try_from(population).unwrap_or(i32::MAX)))
            .execute(connection)?;
        Ok(())
    })
}

/// Opens the collection's link to anybody who has it, or closes it to all but those with a ticket of their own.
pub fn set_open_link(connection: &mut Connection, collection: Id, open: bool) -> Result<(), StoreError> {
    diesel::update(collections::table.find(collection)).set(collections::open_link.eq(open)).execute(connection)?;
    Ok(())
}

/// Names the local co-ordinator.
pub fn set_coordinator(
    connection: &mut Connection,
    collection: Id,
    coordinator: Option<&str>,
) -> Result<(), StoreError> {
    diesel::update(collections::table.find(collection))
        .set(collections::coordinator.eq(coordinator))
        .execute(connection)?;
    Ok(())
}

/// Adds an inspection with its collections, or nothing at all.
pub fn create(
    connection: &mut Connection,
    inspection: &Inspection,
    collections: &[(Collection, Vec<Stratum>)],
) -> Result<(), StoreError> {
    connection.transaction(|connection| {
        diesel::insert_into(inspections::table)
            .values((
                inspections::id.eq(inspection.id),
                inspections::title.eq(&inspection.title),
                inspections::kind.eq(inspection.kind.key()),
                inspections::lead.eq(&inspection.lead),
                inspections::threshold.eq(inspection.threshold),
                inspections::opens_on.eq(inspection.opens_on),
                inspections::closes_on.eq(inspection.closes_on),
                inspections::keep_days.eq(inspection.keep_days),
            ))
            .execute(connection)?;
        collections.iter().try_for_each(|(collection, strata)| add_collection(connection, collection, strata))
    })
}

/// Adds a collection to an inspection.
pub fn add_collection(
    connection: &mut Connection,
    collection: &Collection,
    strata: &[Stratum],
) -> Result<(), StoreError> {
    let count = |number: u32| i32::try_from(number).unwrap_or(i32::MAX);
    connection.transaction(|connection| {
        diesel::insert_into(collections::table)
            .values((
                collections::id.eq(collection.id),
                collections::inspection.eq(collection.inspection),
                collections::area.eq(collection.area.code()),
                collections::audience.eq(collection.audience.key()),
                collections::survey.eq(collection.audience.key()),
                collections::version.eq(count(collection.version)),
                collections::link.eq(collection.link.as_str()),
                collections::population.eq(collection.population.map(count)),
                collections::target_percent.eq(i32::from(collection.target_percent)),
                collections::opens_at.eq(collection.opens_at.naive_utc().trunc_subsecs(6)),
                collections::closes_at.eq(collection.closes_at.naive_utc().trunc_subsecs(6)),
                collections::open_link.eq(collection.open_link),
                collections::coordinator.eq(&collection.coordinator),
            ))
            .execute(connection)?;
        diesel::insert_into(holdings::table)
            .values((
                holdings::collection.eq(collection.id),
                holdings::salt.eq(&collection.salt),
                holdings::comments_counted.eq(0),
            ))
            .execute(connection)?;
        for stratum in strata {
            diesel::insert_into(strata::table)
                .values((
                    strata::collection.eq(collection.id),
                    strata::key.eq(&stratum.key),
                    strata::name.eq(&stratum.name),
                    strata::population.eq(count(stratum.population)),
                    strata::link.eq(stratum.link.as_str()),
                ))
                .execute(connection)?;
        }
        Ok(())
    })
}
