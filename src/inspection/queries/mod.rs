pub mod unscoped;

use chrono::{DateTime, TimeDelta, Utc};
use diesel::{Connection as _, prelude::*};

use super::{Collection, Inspection, Link, Part, Phase, create::NewCollection};
use crate::{
    audit,
    store::{
        Connection, Count, Id, Moment, StoreError, on_either,
        schema::{collections, holdings, inspection_choices, inspections, parts},
    },
};

/// The inspection of a collection, if it still exists.
pub fn inspection_of(
    connection: &mut Connection,
    collection: &Collection,
) -> Result<Option<Inspection>, StoreError> {
    unscoped::inspection_by_id(connection, collection.inspection)
}

/// A collection as it is now; `None` if it was deleted meanwhile.
pub fn reread(
    connection: &mut Connection,
    collection: &Collection,
) -> Result<Option<Collection>, StoreError> {
    unscoped::collection_by_id(connection, collection.id)
}

/// The title of every inspection. No two may have the same.
pub fn titles(connection: &mut Connection) -> Result<Vec<String>, StoreError> {
    Ok(inspections::table.select(inspections::title).load(connection)?)
}

/// The parts of one collection, the largest first.
pub fn parts_of(connection: &mut Connection, collection: Id) -> Result<Vec<Part>, StoreError> {
    let rows = parts::table
        .filter(parts::collection.eq(collection))
        .order((parts::population.desc(), parts::key))
        .select((parts::key, parts::name, parts::population, parts::link))
        .load::<(String, String, Count<u32>, Link)>(connection)?;
    let part = |(key, name, Count(population), link)| Part { key, name, population, link };
    Ok(rows.into_iter().map(part).collect())
}

/// The collections of an inspection as input for similar ones, by area and audience.
pub fn as_new(
    connection: &mut Connection,
    inspection: &Inspection,
) -> Result<Vec<NewCollection>, StoreError> {
    let mut collections = unscoped::collections_of(connection, inspection.id)?;
    collections.sort_by_key(|collection| (collection.area, collection.survey));
    let like = |collection: &Collection| {
        Ok(NewCollection::like(collection, &parts_of(connection, collection.id)?))
    };
    collections.iter().map(like).collect()
}

/// Changes how many people could answer.
pub fn state_population(
    connection: &mut Connection,
    collection: &Collection,
    population: u32,
    actor: &str,
) -> Result<(), StoreError> {
    let before =
        collection.population.map_or_else(|| "not stated".to_owned(), |before| before.to_string());
    let action = format!("Changed the population from {before} to {population}");
    audit::with(connection, actor, &action, collection, |connection| {
        diesel::update(collections::table.find(collection.id))
            .set(collections::population.eq(Count(population)))
            .execute(connection)?;
        Ok(())
    })
}

/// Opens the collection's link to anybody who has it, or closes it to all without a personal
/// ticket.
pub fn set_open_link(
    connection: &mut Connection,
    collection: Id,
    open: bool,
) -> Result<(), StoreError> {
    diesel::update(collections::table.find(collection))
        .set(collections::open_link.eq(open))
        .execute(connection)?;
    Ok(())
}

/// Sets the local co-ordinator.
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

/// Adds an inspection with its collections, all or nothing.
pub fn create(
    connection: &mut Connection,
    inspection: &Inspection,
    collections: &[(Collection, Vec<Part>)],
) -> Result<(), StoreError> {
    connection.transaction(|connection| {
        diesel::insert_into(inspections::table)
            .values((
                inspections::id.eq(inspection.id),
                inspections::title.eq(&inspection.title),
                inspections::kind.eq(inspection.kind.key()),
                inspections::framework.eq(inspection.framework.key()),
                inspections::lead.eq(&inspection.lead),
                inspections::threshold.eq(Count(inspection.threshold)),
                inspections::opens_on.eq(inspection.opens_on),
                inspections::closes_on.eq(inspection.closes_on),
                inspections::keep_days.eq(Count(inspection.keep_days)),
                inspections::team.eq(&inspection.contact.team),
                inspections::phone.eq(&inspection.contact.phone),
                inspections::reply_to.eq(&inspection.contact.reply_to),
                inspections::listed.eq(inspection.contact.listed),
                inspections::follows.eq(inspection.particulars.follows),
                inspections::recommendations.eq(inspection.particulars.lines()),
                inspections::phase.eq(inspection.particulars.phase.map(Phase::key)),
            ))
            .execute(connection)?;
        let low = inspection.low_threshold.as_ref();
        if low.is_some() || inspection.contact.remind_all {
            diesel::insert_into(inspection_choices::table)
                .values((
                    inspection_choices::inspection.eq(inspection.id),
                    inspection_choices::remind_all.eq(inspection.contact.remind_all),
                    inspection_choices::low_threshold.eq(low.map(|low| Count(low.wanted))),
                    inspection_choices::low_threshold_by.eq(low.map(|low| &low.by)),
                ))
                .execute(connection)?;
        }
        collections
            .iter()
            .try_for_each(|(collection, parts)| add_collection(connection, collection, parts))
    })
}

/// Sets who gets reminders.
pub fn set_remind_all(
    connection: &mut Connection,
    inspection: Id,
    all: bool,
) -> Result<(), StoreError> {
    let insert = diesel::insert_into(inspection_choices::table)
        .values((
            inspection_choices::inspection.eq(inspection),
            inspection_choices::remind_all.eq(all),
        ))
        .on_conflict(inspection_choices::inspection)
        .do_update()
        .set(inspection_choices::remind_all.eq(all));
    on_either!(connection, |connection| insert.execute(connection)?);
    Ok(())
}

/// Records that somebody asked for a threshold that a second person must agree to.
pub fn record_low_threshold(
    connection: &mut Connection,
    actor: &str,
    inspection: &Inspection,
) -> Result<(), StoreError> {
    match &inspection.low_threshold {
        Some(low) => audit::record(
            connection,
            actor,
            &format!(
                "Asked for a threshold of {}, for {}; a second person must agree",
                low.wanted, low.by
            ),
            inspection,
        ),
        None => Ok(()),
    }
}

/// Agrees to a threshold below the default, as `actor`. Returns whether it holds now: nobody agrees
/// to what they asked for themselves, and none changes once a collection has opened.
pub fn agree_to_threshold(
    connection: &mut Connection,
    inspection: &Inspection,
    actor: &str,
    now: DateTime<Utc>,
) -> Result<bool, StoreError> {
    connection.writing(|connection| {
        let id = inspection.id;
        let Some(low) =
            unscoped::inspection_by_id(connection, id)?.and_then(|one| one.low_threshold)
        else {
            return Ok(false);
        };
        let settled = Moment::from(now + TimeDelta::minutes(1));
        let opened = collections::table
            .filter(collections::inspection.eq(id).and(collections::opens_at.le(settled)))
            .count()
            .get_result::<i64>(connection)?;
        if low.was_asked_by(actor) || opened > 0 {
            return Ok(false);
        }
        let waits = inspection_choices::table
            .find(id)
            .filter(inspection_choices::low_threshold.eq(Some(Count(low.wanted))));
        let none = (
            inspection_choices::low_threshold.eq(None::<Count<u32>>),
            inspection_choices::low_threshold_by.eq(None::<String>),
        );
        if diesel::update(waits).set(none).execute(connection)? == 0 {
            return Ok(false);
        }
        diesel::update(inspections::table.find(id))
            .set(inspections::threshold.eq(Count(low.wanted)))
            .execute(connection)?;
        let action = format!("Agreed to a threshold of {}, which {} asked for", low.wanted, low.by);
        audit::record(connection, actor, &action, inspection)?;
        Ok(true)
    })
}

/// Adds a collection to an inspection.
pub fn add_collection(
    connection: &mut Connection,
    collection: &Collection,
    parts: &[Part],
) -> Result<(), StoreError> {
    connection.transaction(|connection| {
        diesel::insert_into(collections::table)
            .values((
                collections::id.eq(collection.id),
                collections::inspection.eq(collection.inspection),
                collections::area.eq(collection.area.code()),
                collections::audience.eq(collection.audience().key()),
                collections::survey.eq(collection.survey.key()),
                collections::version.eq(Count(collection.version)),
                collections::link.eq(collection.link.as_str()),
                collections::population.eq(collection.population.map(Count)),
                collections::target_percent.eq(Count(collection.target_percent)),
                collections::opens_at.eq(Moment::from(collection.opens_at)),
                collections::closes_at.eq(Moment::from(collection.closes_at)),
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
        for part in parts {
            diesel::insert_into(parts::table)
                .values((
                    parts::collection.eq(collection.id),
                    parts::key.eq(&part.key),
                    parts::name.eq(&part.name),
                    parts::population.eq(Count(part.population)),
                    parts::link.eq(part.link.as_str()),
                ))
                .execute(connection)?;
        }
        Ok(())
    })
}
