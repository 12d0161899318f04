use chrono::{DateTime, TimeDelta, Utc};
use diesel::prelude::*;

use super::of_collection;
use crate::store::{Connection, Id, Moment, StoreError, schema::notices};

/// How long before closing an officer is reminded.
pub const BEFORE_CLOSING: TimeDelta = TimeDelta::days(7);
/// The names of an officer's messages in the queue.
pub const LINK: &str = "officer";
pub const REMINDER: &str = "officer-reminder";

/// Moves the messages that wait for the officers of a collection whose times have changed.
pub fn reschedule(
    connection: &mut Connection,
    collection: Id,
    (opens_at, closes_at): (DateTime<Utc>, DateTime<Utc>),
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    let officers = of_collection(connection, collection)?;
    let ids: Vec<Id> = officers.iter().map(|one| one.id).collect();
    for (kind, due_at) in [(LINK, opens_at), (REMINDER, closes_at - BEFORE_CLOSING)] {
        let waiting =
            notices::table.filter(notices::about.eq_any(&ids).and(notices::kind.eq(kind)));
        diesel::update(waiting)
            .set((
                notices::due_at.eq(Moment::from(due_at.max(now))),
                notices::ends_at.eq(Moment::from(closes_at)),
            ))
            .execute(connection)?;
    }
    Ok(())
}
