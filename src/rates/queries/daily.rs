//! Responses by day, and the times of messages: the basis of forecasts. The cost grows with
//! collections and days.

use std::collections::HashMap;

use chrono::{DateTime, NaiveDate, Utc};
use diesel::prelude::*;

use crate::{
    inspection::Collection,
    rates::{Figures, PartFigures, Returned, Sendings, forecast::Daily},
    store::{
        Connection, Count, Id, Moment, StoreError,
        schema::{collections, daily_returns, waves},
    },
};

/// The responses to one collection by day, as far as they are shown, the first day first.
pub fn daily_of_collection(
    connection: &mut Connection,
    collection: &Collection,
    figures: &PartFigures,
    now: DateTime<Utc>,
) -> Result<Vec<Daily>, StoreError> {
    let rows = daily_returns::table
        .filter(daily_returns::collection.eq(collection.id))
        .select((daily_returns::part, daily_returns::day, daily_returns::returned))
        .load::<(String, NaiveDate, Count)>(connection)?;
    let rows = rows.into_iter().map(|(part, day, Count(count))| (part, day, count));
    Ok(figures.counts.days(collection, rows, now))
}

/// The responses to collections of an inspection by day, as far as they are shown, the first day
/// first.
pub fn daily_of(
    connection: &mut Connection,
    collections: &[Collection],
    figures: &Figures,
    now: DateTime<Utc>,
) -> Result<Returned, StoreError> {
    let ids: Vec<Id> = collections.iter().map(|collection| collection.id).collect();
    let rows = daily_returns::table
        .filter(daily_returns::collection.eq_any(ids))
        .select((
            daily_returns::collection,
            daily_returns::part,
            daily_returns::day,
            daily_returns::returned,
        ))
        .load::<(Id, String, NaiveDate, Count)>(connection)?;
    let mut raw: HashMap<Id, Vec<(String, NaiveDate, u64)>> = HashMap::new();
    for (collection, part, day, Count(count)) in rows {
        raw.entry(collection).or_default().push((part, day, count));
    }
    let shown = |collection: &Collection| {
        let rows = raw.remove(&collection.id)?;
        Some((collection.id, figures.of(collection).days(collection, rows, now)))
    };
    Ok(collections.iter().filter_map(shown).collect())
}

/// The times of messages to every collection of an inspection, and whether each wave has begun.
pub fn sending_of(connection: &mut Connection, inspection: Id) -> Result<Sendings, StoreError> {
    let its_own =
        collections::table.filter(collections::inspection.eq(inspection)).select(collections::id);
    let rows = waves::table
        .filter(waves::collection.eq_any(its_own))
        .order((waves::collection, waves::number))
        .select((waves::collection, waves::due_at, waves::begun))
        .load::<(Id, Moment, bool)>(connection)?;
    let mut sending = Sendings::new();
    for (collection, due_at, begun) in rows {
        sending.entry(collection).or_default().push((due_at.utc(), begun));
    }
    Ok(sending)
}
