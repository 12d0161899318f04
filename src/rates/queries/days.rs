use std::collections::HashMap;

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use diesel::prelude::*;

use crate::{
    inspection::Collection,
    language::calendar,
    rates::{Days, Figures, Moves},
    store::{Connection, Count, Id, StoreError, schema::daily_returns},
};

/// Yesterday's and today's responses to the collections that were open then, as far as they are
/// shown: two rows for each and its parts.
pub fn days_of(
    connection: &mut Connection,
    collections: &[Collection],
    figures: &Figures,
    now: DateTime<Utc>,
) -> Result<Days, StoreError> {
    let today = calendar::day(now);
    let recent = |collection: &&Collection| {
        collection.opens_at <= now && collection.closes_at > now - TimeDelta::days(3)
    };
    let recent: Vec<&Collection> = collections.iter().filter(recent).collect();
    if recent.is_empty() {
        return Ok(Days::default());
    }
    let rows = daily_returns::table
        .filter(daily_returns::collection.eq_any(recent.iter().map(|one| one.id)))
        .filter(daily_returns::day.ge(today - chrono::Days::new(1)))
        .select((
            daily_returns::collection,
            daily_returns::part,
            daily_returns::day,
            daily_returns::returned,
        ))
        .load::<(Id, String, NaiveDate, Count)>(connection)?;
    let mut raw: HashMap<Id, Vec<(String, NaiveDate, u64)>> = HashMap::new();
    for (id, part, day, Count(returned)) in rows {
        raw.entry(id).or_default().push((part, day, returned));
    }
    let shown = recent.iter().flat_map(|one| {
        let one = *one;
        let rows = raw.remove(&one.id).unwrap_or_default();
        let days = figures.of(one).days(one, rows, now);
        days.into_iter().map(|(day, returned)| (one.id, day, returned))
    });
    let slow = recent.iter().map(|one| (one.id, figures.moves(one)));
    let slow = slow.filter(|(_, moves)| *moves != Moves::Live).collect();
    Ok(Days { slow, ..Days::of(shown, today) })
}
