//! Changes to messages when a collection's dates change.

use chrono::{DateTime, Utc};
use diesel::prelude::*;

use super::super::INVITATION;
use crate::{
    invitation::{
        outbox::{clear_queue, lock_messages},
        unreached,
    },
    store::{
        Connection, Count, Id, Moment, StoreError,
        schema::{invitations, waves},
    },
};

/// Drops the reminders that have not begun and are not due between these two.
pub fn keep_between(
    connection: &mut Connection,
    collection: Id,
    after: DateTime<Utc>,
    before: DateTime<Utc>,
) -> Result<(), StoreError> {
    lock_messages(connection, &[collection])?;
    let outside = waves::table
        .filter(
            waves::collection
                .eq(collection)
                .and(waves::number.gt(INVITATION))
                .and(waves::begun.eq(false)),
        )
        .filter(waves::due_at.le(Moment::from(after)).or(waves::due_at.ge(Moment::from(before))));
    diesel::delete(outside).execute(connection)?;
    Ok(())
}

/// Lets the invitation go out when the collection opens, if it has not begun.
pub fn move_invitation(
    connection: &mut Connection,
    collection: Id,
    opens_at: DateTime<Utc>,
) -> Result<(), StoreError> {
    lock_messages(connection, &[collection])?;
    diesel::update(waves::table.find((collection, INVITATION)).filter(waves::begun.eq(false)))
        .set(waves::due_at.eq(Moment::from(opens_at)))
        .execute(connection)?;
    Ok(())
}

/// Lets a reopened collection invite everybody whom no invitation has reached: those whose message
/// was dropped at closing, and those whose message was given up. Nobody else is invited twice.
pub fn resume(connection: &mut Connection, collection: Id) -> Result<(), StoreError> {
    clear_queue(connection, &[collection])?;
    let waiting = invitations::table
        .filter(invitations::collection.eq(collection).and(invitations::state.eq("waiting")))
        .count()
        .get_result::<i64>(connection)?;
    if waiting > 0 {
        let given_up = unreached::retry_given_up(connection, collection)?;
        diesel::update(waves::table.find((collection, INVITATION)))
            .set((waves::begun.eq(false), waves::given_up.eq(waves::given_up - Count(given_up))))
            .execute(connection)?;
    }
    Ok(())
}
