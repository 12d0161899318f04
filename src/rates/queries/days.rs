use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use diesel::prelude::*;

use crate::{
    inspection::Collection,
    language::calendar,
    rates::Days,
    store::{Connection, Count, Id, StoreError, schema::daily_returns},
};

/// Yesterday's and today's responses to the collections that were open then: two rows for each and
/// its parts.
pub fn days_of(
    connection: &mut Connection,
    collections: &[Collection],
    now: DateTime<Utc>,
) -> Result<Days, StoreError> {
    let today = calendar::day(now);
    let recent = |collection: &&Collection| {
        collection.opens_at <= now && collection.closes_at > now - TimeDelta::days(3)
    };
    let recent: Vec<Id> =
        collections.iter().filter(recent).map(|collection| collection.id).collect();
    if recent.is_empty() {
        return Ok(Days::default());
    }
    let rows = daily_returns::table
        .filter(daily_returns::collection.eq_any(recent))
        .filter(daily_returns::day.ge(today - chrono::Days::new(1)))
        .select((daily_returns::collection, daily_returns::day, daily_returns::returned))
        .load::<(Id, NaiveDate, Count)>(connection)?;
    let rows = rows.into_iter().map(|(id, day, Count(returned))| (id, day, returned));
    Ok(Days::of(rows, today))
}
