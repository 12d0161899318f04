//! Rows by id, or all of them, whoever asks: for the service's own tasks and for the command line.
//!
//! The console and the API never call these. They use `users::Scope`, which returns only what the
//! signed-in person sees; a test enforces it.

use chrono::NaiveDate;
use diesel::prelude::*;

use crate::{
    inspection::{
        Area, Collection, Contact, Inspection, InspectionKind, Link, LowThreshold, Part,
        Particulars, Phase,
    },
    store::{
        Connection, Count, Id, Moment, Salt, StoreError,
        schema::{collections, holdings, inspection_choices, inspections, parts},
    },
    survey::{Audience, Framework, Instrument},
};

#[derive(Queryable)]
struct InspectionRow {
    id: Id,
    title: String,
    kind: InspectionKind,
    lead: String,
    threshold: Count<u32>,
    opens_on: NaiveDate,
    closes_on: NaiveDate,
    keep_days: Count<u32>,
    team: Option<String>,
    phone: Option<String>,
    reply_to: Option<String>,
    listed: bool,
    framework: Framework,
    follows: Option<Id>,
    recommendations: Option<String>,
    phase: Option<Phase>,
}

type Choices = Option<(bool, Option<Count<u32>>, Option<String>)>;

impl From<(InspectionRow, Choices)> for Inspection {
    fn from((row, choices): (InspectionRow, Choices)) -> Self {
        let (remind_all, wanted, by) = choices.unwrap_or_default();
        Self {
            id: row.id,
            title: row.title,
            kind: row.kind,
            framework: row.framework,
            lead: row.lead,
            threshold: row.threshold.0,
            low_threshold: wanted.zip(by).map(|(wanted, by)| LowThreshold { wanted: wanted.0, by }),
            opens_on: row.opens_on,
            closes_on: row.closes_on,
            keep_days: row.keep_days.0,
            contact: Contact {
                team: row.team,
                phone: row.phone,
                reply_to: row.reply_to,
                listed: row.listed,
                remind_all,
            },
            particulars: Particulars {
                follows: row.follows,
                recommendations: Particulars::of_lines(&row.recommendations.unwrap_or_default()),
                phase: row.phase,
            },
        }
    }
}

#[derive(Queryable)]
struct CollectionRow {
    id: Id,
    inspection: Id,
    area: Area,
    audience: Audience,
    survey: String,
    version: Count<u32>,
    link: Link,
    population: Option<Count<u32>>,
    target_percent: Count<u8>,
    opens_at: Moment,
    closes_at: Moment,
    released_at: Option<Moment>,
    open_link: bool,
    coordinator: Option<String>,
    salt: Option<Salt>,
    purged_at: Option<Moment>,
}

impl From<CollectionRow> for Collection {
    fn from(row: CollectionRow) -> Self {
        Self {
            id: row.id,
            inspection: row.inspection,
            area: row.area,
            survey: Instrument::stored(&row.survey, row.audience),
            version: row.version.0,
            link: row.link,
            population: row.population.map(|population| population.0),
            target_percent: row.target_percent.0,
            opens_at: row.opens_at.utc(),
            closes_at: row.closes_at.utc(),
            released_at: row.released_at.map(Moment::utc),
            open_link: row.open_link,
            coordinator: row.coordinator,
            salt: row.salt.unwrap_or_default(),
            purged_at: row.purged_at.map(Moment::utc),
        }
    }
}

macro_rules! inspection_columns {
    () => {
        (
            inspections::all_columns,
            (
                inspection_choices::remind_all,
                inspection_choices::low_threshold,
                inspection_choices::low_threshold_by,
            )
                .nullable(),
        )
    };
}

macro_rules! collection_columns {
    () => {
        (
            collections::id,
            collections::inspection,
            collections::area,
            collections::audience,
            collections::survey,
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

/// Every collection with the data of its held rows, which is gone after release.
#[diesel::dsl::auto_type]
fn all() -> _ {
    collections::table.left_join(holdings::table)
}

/// Every inspection, the one that closes last first.
pub fn inspections(connection: &mut Connection) -> Result<Vec<Inspection>, StoreError> {
    let rows = inspections::table
        .left_join(inspection_choices::table)
        .order((inspections::closes_on.desc(), inspections::title))
        .select(inspection_columns!())
        .load::<(InspectionRow, Choices)>(connection)?;
    Ok(rows.into_iter().map(Inspection::from).collect())
}

/// One inspection, if it exists.
pub fn inspection_by_id(
    connection: &mut Connection,
    id: Id,
) -> Result<Option<Inspection>, StoreError> {
    Ok(inspections::table
        .left_join(inspection_choices::table)
        .filter(inspections::id.eq(id))
        .select(inspection_columns!())
        .first::<(InspectionRow, Choices)>(connection)
        .optional()?
        .map(Inspection::from))
}

/// Every collection.
pub fn collections(connection: &mut Connection) -> Result<Vec<Collection>, StoreError> {
    let rows = all().select(collection_columns!()).load::<CollectionRow>(connection)?;
    Ok(rows.into_iter().map(Collection::from).collect())
}

/// The collections of one inspection.
pub fn collections_of(
    connection: &mut Connection,
    inspection: Id,
) -> Result<Vec<Collection>, StoreError> {
    let rows = all()
        .filter(collections::inspection.eq(inspection))
        .select(collection_columns!())
        .load::<CollectionRow>(connection)?;
    Ok(rows.into_iter().map(Collection::from).collect())
}

/// One collection, if it exists.
pub fn collection_by_id(
    connection: &mut Connection,
    id: Id,
) -> Result<Option<Collection>, StoreError> {
    let row = all()
        .filter(collections::id.eq(id))
        .select(collection_columns!())
        .first::<CollectionRow>(connection)
        .optional()?;
    Ok(row.map(Collection::from))
}

/// Every part, with the id of its collection.
pub fn parts(connection: &mut Connection) -> Result<Vec<(Id, Part)>, StoreError> {
    let rows = parts::table.order((parts::collection, parts::key)).load::<(
        Id,
        String,
        String,
        Count<u32>,
        Link,
    )>(connection)?;
    let part = |(collection, key, name, Count(population), link)| {
        (collection, Part { key, name, population, link })
    };
    Ok(rows.into_iter().map(part).collect())
}
