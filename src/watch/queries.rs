use std::collections::HashMap;

use chrono::{DateTime, NaiveDateTime, SubsecRound, TimeDelta, Utc};
use diesel::prelude::*;

use super::{Progress, Seen};
use crate::{
    inspection::Collection,
    invitation::wave::office_hours_before,
    results::{self, Figures, Outlooks},
    store::{
        Connection, Id, StoreError,
        schema::{mailings, waves},
    },
};

/// What messages of a collection have come to, beside its rate.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Numbers {
    pub paused: bool,
    /// How many messages should have left hours ago, and have not.
    pub overdue: u64,
    /// When the next wave that has not begun is due.
    pub next_wave: Option<DateTime<Utc>>,
}

/// How many hours the messages of a wave may take to leave before somebody should look: for reminders, office hours.
const PATIENCE: u8 = 6;

/// What messages have come to, of every collection that has any planned.
pub fn numbers_of(connection: &mut Connection, now: DateTime<Utc>) -> Result<HashMap<Id, Numbers>, StoreError> {
    let mut numbers: HashMap<Id, Numbers> = HashMap::new();
    let paused = mailings::table.filter(mailings::paused).select(mailings::collection).load::<Id>(connection)?;
    for id in paused {
        numbers.entry(id).or_default().paused = true;
    }
    let ago = |time: DateTime<Utc>| time.naive_utc().trunc_subsecs(6);
    let invitation = waves::number.eq(0).and(waves::due_at.lt(ago(now - TimeDelta::hours(PATIENCE.into()))));
    let reminder = waves::due_at.lt(ago(office_hours_before(now, PATIENCE.into())));
    let overdue = waves::table
        .filter(waves::waiting.gt(0).and(invitation.or(reminder)))
        .select((waves::collection, waves::waiting))
        .load::<(Id, i64)>(connection)?;
    for (id, waiting) in overdue {
        numbers.entry(id).or_default().overdue += u64::try_from(waiting).unwrap_or(0);
    }
    let planned = waves::table
        .filter(waves::begun.eq(false).and(waves::due_at.gt(now.naive_utc().trunc_subsecs(6))))
        .order(waves::due_at.desc())
        .select((waves::collection, waves::due_at))
        .load::<(Id, NaiveDateTime)>(connection)?;
    for (id, due_at) in planned {
        numbers.entry(id).or_default().next_wave = Some(due_at.and_utc());
    }
    Ok(numbers)
}

/// How each collection of what somebody sees of an inspection does, in the same order.
pub fn progress_of(connection: &mut Connection, seen: &Seen, now: DateTime<Utc>) -> Result<Vec<Progress>, StoreError> {
    let figures = results::figures_of(connection, seen.inspection.id)?;
    let outlooks = outlooks_of(connection, seen.inspection.id, &seen.collections, &figures, now)?;
    let progress =
        |collection: &Collection| Progress::of(collection, &figures, outlooks.get(&collection.id).copied(), now);
    Ok(seen.collections.iter().map(progress).collect())
}

/// Where the open ones of the collections of an inspection will end.
pub fn outlooks_of(
    connection: &mut Connection,
    inspection: Id,
    collections: &[Collection],
    figures: &Figures,
    now: DateTime<Utc>,
) -> Result<Outlooks, StoreError> {
    let daily = results::daily_of(connection, inspection)?;
    let sending = results::sending_of(connection, inspection)?;
    Ok(results::outlooks(collections, figures, &daily, &sending, now))
}
