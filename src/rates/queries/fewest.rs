use std::collections::HashSet;

use chrono::{DateTime, Utc};
use diesel::prelude::*;

use super::figures::counts;
use crate::{
    inspection::{Collection, queries::unscoped},
    rates::Moves,
    store::{Connection, Count, Id, StoreError, on_either, schema::fewest_people},
};

/// Keeps how few people could answer one collection, before something may raise their number.
/// Called first in its transaction, so that all lock in one order.
pub fn keep_fewest(
    connection: &mut Connection,
    collection: Id,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    if let Some(collection) = unscoped::collection_by_id(connection, collection)? {
        keep_fewest_of(connection, &[collection], now)?;
    }
    Ok(())
}

/// Keeps how few people could answer each of these collections since its opening, until its
/// release. Returns those whose count moves with each response.
pub fn keep_fewest_of(
    connection: &mut Connection,
    collections: &[Collection],
    now: DateTime<Utc>,
) -> Result<HashSet<Id>, StoreError> {
    let is_collecting =
        |one: &&Collection| one.is_anonymous() && one.released_at.is_none() && one.opens_at <= now;
    let collecting: Vec<&Collection> = collections.iter().filter(is_collecting).collect();
    if collecting.is_empty() {
        return Ok(HashSet::new());
    }
    let ids: Vec<Id> = collecting.iter().map(|one| one.id).collect();
    let mut counts = counts(connection, Some(&ids), now)?;
    let mut live = HashSet::new();
    for collection in collecting {
        let its_own = counts.remove(&collection.id).unwrap_or_default();
        for (part, people) in its_own.fewer(collection) {
            keep(connection, collection.id, &part, people)?;
        }
        if its_own.sight(collection).moves == Moves::Live {
            live.insert(collection.id);
        }
    }
    Ok(live)
}

fn keep(
    connection: &mut Connection,
    collection: Id,
    part: &str,
    people: u64,
) -> Result<(), StoreError> {
    let row = (
        fewest_people::collection.eq(collection),
        fewest_people::part.eq(part),
        fewest_people::people.eq(Count(people)),
    );
    let insert = diesel::insert_into(fewest_people::table).values(row).on_conflict_do_nothing();
    on_either!(connection, |connection| insert.execute(connection)?);
    // Another process may have kept fewer.
    diesel::update(fewest_people::table.find((collection, part)))
        .filter(fewest_people::people.gt(Count(people)))
        .set(fewest_people::people.eq(Count(people)))
        .execute(connection)?;
    Ok(())
}
