use std::collections::HashSet;

use chrono::{DateTime, Utc};
use diesel::prelude::*;

use crate::{
    inspection::Area,
    store::{
        Connection, Count, Id, Moment, StoreError,
        schema::{collections, comments, inspections, notices, officers, records, responses},
    },
    survey::Audience,
};

/// How many rows one transaction deletes.
const PIECE: i64 = 5_000;
/// How many collections are named in one statement.
const AT_ONCE: usize = 1_000;

/// A released collection that still has rows.
#[derive(Clone, Debug)]
pub struct Kept {
    pub id: Id,
    pub inspection: Id,
    /// "Midlothian, 8 to 15".
    pub name: String,
    pub released_at: DateTime<Utc>,
    /// How many days after that its rows are kept.
    pub keep_days: u32,
    /// When an unfinished purge began.
    pub(super) purged_at: Option<DateTime<Utc>>,
}

type Row = (Id, Id, Area, Audience, Option<Moment>, Count<u32>, Option<Moment>);

/// Every released collection that is not purged, or whose purge left rows.
pub fn kept(connection: &mut Connection) -> Result<Vec<Kept>, StoreError> {
    let mut rows = collections::table
        .inner_join(inspections::table)
        .filter(collections::released_at.is_not_null())
        .select((
            collections::id,
            collections::inspection,
            collections::area,
            collections::audience,
            collections::released_at,
            inspections::keep_days,
            collections::purged_at,
        ))
        .load::<Row>(connection)?;
    let purged: Vec<Id> =
        rows.iter().filter(|(.., purged_at)| purged_at.is_some()).map(|(id, ..)| *id).collect();
    let left_over = with_rows(connection, &purged)?;
    rows.retain(|(id, .., purged_at)| purged_at.is_none() || left_over.contains(id));
    let kept = |(id, inspection, area, audience, released_at, Count(keep_days), purged_at): Row| {
        let released_at = released_at?.utc();
        let name = format!("{area}, {}", audience.name());
        Some(Kept {
            id,
            inspection,
            name,
            released_at,
            keep_days,
            purged_at: purged_at.map(Moment::utc),
        })
    };
    Ok(rows.into_iter().filter_map(kept).collect())
}

/// The collections that have a response, a comment or an officer. Each table is queried separately: a
/// distributed table can be joined only by collection, and `collections` is not distributed.
fn with_rows(connection: &mut Connection, these: &[Id]) -> Result<HashSet<Id>, StoreError> {
    let mut found = HashSet::new();
    for some in these.chunks(AT_ONCE) {
        let responses = responses::table.filter(responses::collection.eq_any(some));
        found.extend(responses.select(responses::collection).distinct().load::<Id>(connection)?);
        let comments = comments::table.filter(comments::collection.eq_any(some));
        found.extend(comments.select(comments::collection).distinct().load::<Id>(connection)?);
        let records = records::table.filter(records::collection.eq_any(some));
        found.extend(records.select(records::collection).distinct().load::<Id>(connection)?);
        let officers = officers::table.filter(officers::collection.eq_any(some));
        found.extend(officers.select(officers::collection).distinct().load::<Id>(connection)?);
    }
    Ok(found)
}

/// How many responses and comments a collection has.
pub fn count(connection: &mut Connection, collection: Id) -> Result<(u64, u64), StoreError> {
    let Count(responses) = responses::table
        .filter(responses::collection.eq(collection))
        .count()
        .get_result(connection)?;
    let Count(comments) = comments::table
        .filter(comments::collection.eq(collection))
        .count()
        .get_result(connection)?;
    Ok((responses, comments))
}

/// Marks collections as purged, unless they are.
pub fn mark_purged(
    connection: &mut Connection,
    these: &[Kept],
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    let ids: Vec<Id> = these.iter().map(|one| one.id).collect();
    let unmarked = collections::table
        .filter(collections::id.eq_any(ids).and(collections::purged_at.is_null()));
    diesel::update(unmarked)
        .set(collections::purged_at.eq(Moment::from(now)))
        .execute(connection)?;
    Ok(())
}

/// Deletes the first responses in the order of their ids.
pub fn delete_responses(connection: &mut Connection, collection: Id) -> Result<usize, StoreError> {
    let its_own = || responses::table.filter(responses::collection.eq(collection));
    let last = its_own().order(responses::id).offset(PIECE - 1).select(responses::id);
    let deleted = match last.first::<Id>(connection).optional()? {
        Some(last) => {
            diesel::delete(its_own().filter(responses::id.le(last))).execute(connection)?
        }
        None => diesel::delete(its_own()).execute(connection)?,
    };
    Ok(deleted)
}

/// Deletes the first comments in the order of their ids.
pub fn delete_comments(connection: &mut Connection, collection: Id) -> Result<usize, StoreError> {
    let its_own = || comments::table.filter(comments::collection.eq(collection));
    let last = its_own().order(comments::id).offset(PIECE - 1).select(comments::id);
    let deleted = match last.first::<Id>(connection).optional()? {
        Some(last) => {
            diesel::delete(its_own().filter(comments::id.le(last))).execute(connection)?
        }
        None => diesel::delete(its_own()).execute(connection)?,
    };
    Ok(deleted)
}

/// Deletes what inspectors recorded, at most some thousand rows, or what an area answered, with its
/// officers.
pub fn delete_records(connection: &mut Connection, collection: Id) -> Result<usize, StoreError> {
    let asked = officers::table.filter(officers::collection.eq(collection));
    let ids: Vec<Id> = asked.select(officers::id).load(connection)?;
    diesel::delete(notices::table.filter(notices::about.eq_any(ids))).execute(connection)?;
    diesel::delete(asked).execute(connection)?;
    let its_own = records::table.filter(records::collection.eq(collection));
    Ok(diesel::delete(its_own).execute(connection)?)
}
