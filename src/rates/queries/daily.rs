//! Responses by day, and the times of messages: the basis of forecasts. The cost grows with
//! collections and days.

use chrono::NaiveDate;
use diesel::prelude::*;

use crate::{
    rates::{Returned, Sendings, forecast::Daily},
    store::{
        Connection, Count, Id, Moment, StoreError,
        schema::{collections, daily_returns, waves},
        sum,
    },
};

/// The responses to one collection by day, the first day first.
pub fn daily_of_collection(
    connection: &mut Connection,
    collection: Id,
) -> Result<Vec<Daily>, StoreError> {
    let rows = daily_returns::table
        .filter(daily_returns::collection.eq(collection))
        .group_by(daily_returns::day)
        .order(daily_returns::day)
        .select((daily_returns::day, sum(connection, RETURNED, "returned")))
        .load::<(NaiveDate, Count)>(connection)?;
    Ok(rows.into_iter().map(|(day, count)| (day, count.0)).collect())
}

/// The responses to every collection of an inspection by day, the first day first.
pub fn daily_of(connection: &mut Connection, inspection: Id) -> Result<Returned, StoreError> {
    let its_own =
        collections::table.filter(collections::inspection.eq(inspection)).select(collections::id);
    let rows = daily_returns::table
        .filter(daily_returns::collection.eq_any(its_own))
        .group_by((daily_returns::collection, daily_returns::day))
        .order((daily_returns::collection, daily_returns::day))
        .select((
            daily_returns::collection,
            daily_returns::day,
            sum(connection, RETURNED, "returned"),
        ))
        .load::<(Id, NaiveDate, Count)>(connection)?;
    let mut daily = Returned::new();
    for (collection, day, count) in rows {
        daily.entry(collection).or_default().push((day, count.0));
    }
    Ok(daily)
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

const RETURNED: &str = "daily_returns.returned";
