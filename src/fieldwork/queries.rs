use std::collections::HashMap;

use chrono::{DateTime, Utc};
use diesel::prelude::*;

use super::{Messages, Seen, Standing};
use crate::{
    inspection::{Collection, State},
    rates::{self, Figures, Outlooks},
    store::{
        Connection, Count, Id, Moment, StoreError,
        schema::{mailings, waves},
    },
};

/// The standings of collections, by id.
pub type Standings = HashMap<Id, Standing>;
/// The problems with collections' messages, by id.
pub type MessagesOf = HashMap<Id, Messages>;

/// The problems with the messages of every collection with waves.
pub fn messages_of(
    connection: &mut Connection,
    now: DateTime<Utc>,
) -> Result<MessagesOf, StoreError> {
    let mut messages = MessagesOf::new();
    let paused = mailings::table
        .filter(mailings::paused)
        .select((mailings::collection, mailings::paused_by_refusals))
        .load::<(Id, bool)>(connection)?;
    for (id, refused) in paused {
        messages.insert(id, Messages { paused: true, refused, overdue: 0 });
    }
    let waiting = waves::table
        .filter(waves::waiting.ne(0).and(waves::due_at.lt(Moment::from(now))))
        .select((waves::collection, waves::number, waves::due_at, waves::waiting))
        .load::<(Id, i32, Moment, Count)>(connection)?;
    for (id, number, due_at, Count(waiting)) in waiting {
        messages.entry(id).or_default().wait((number, due_at.utc()), waiting, now);
    }
    Ok(messages)
}

/// When the next wave of each collection is due.
pub fn next_waves(
    connection: &mut Connection,
    now: DateTime<Utc>,
) -> Result<HashMap<Id, DateTime<Utc>>, StoreError> {
    let planned = waves::table
        .filter(waves::begun.eq(false).and(waves::due_at.gt(Moment::from(now))))
        .order(waves::due_at.desc())
        .select((waves::collection, waves::due_at))
        .load::<(Id, Moment)>(connection)?;
    Ok(planned.into_iter().map(|(id, due_at)| (id, due_at.utc())).collect())
}

/// The standing of each visible collection of an inspection, in the same order.
pub fn standings_of(
    connection: &mut Connection,
    seen: &Seen,
    now: DateTime<Utc>,
) -> Result<Vec<Standing>, StoreError> {
    let figures = rates::figures_of(connection, seen.inspection.id, now)?;
    let messages = messages_of(connection, now)?;
    let standings =
        standings(connection, seen.inspection.id, &seen.collections, (&figures, &messages), now)?;
    Ok(seen
        .collections
        .iter()
        .filter_map(|collection| standings.get(&collection.id).copied())
        .collect())
}

/// The standings of an inspection's `collections`, by id.
pub fn standings(
    connection: &mut Connection,
    inspection: Id,
    collections: &[Collection],
    (figures, messages): (&Figures, &MessagesOf),
    now: DateTime<Utc>,
) -> Result<Standings, StoreError> {
    let outlooks = outlooks(connection, inspection, collections, figures, now)?;
    let standing = |collection: &Collection| {
        let id = collection.id;
        let messages = messages.get(&id).copied().unwrap_or_default();
        (id, Standing::of(collection, figures, outlooks.get(&id).copied(), messages, now))
    };
    Ok(collections.iter().map(standing).collect())
}

/// The forecasts for the open collections of an inspection.
fn outlooks(
    connection: &mut Connection,
    inspection: Id,
    collections: &[Collection],
    figures: &Figures,
    now: DateTime<Utc>,
) -> Result<Outlooks, StoreError> {
    if collections.iter().all(|collection| collection.state(now) != State::Open) {
        return Ok(Outlooks::new());
    }
    let daily = rates::daily_of(connection, collections, figures, now)?;
    let sending = rates::sending_of(connection, inspection)?;
    Ok(rates::outlooks(collections, figures, &daily, &sending, now))
}
