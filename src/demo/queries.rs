use chrono::{DateTime, SubsecRound, Utc};
use diesel::prelude::*;

use super::fill::FillError;
use crate::store::{
    Connection, Id, StoreError,
    schema::{invitations, invited, waves},
};

/// Does everything in one transaction, which is many times faster than in thousands.
pub fn at_once<T>(
    connection: &mut Connection,
    work: impl FnOnce(&mut Connection) -> Result<T, FillError>,
) -> Result<T, FillError> {
    connection.writing(work)
}

impl From<diesel::result::Error> for FillError {
    fn from(error: diesel::result::Error) -> Self {
        Self::Store(error.into())
    }
}

/// Records all waves up to now as sent, and so many invitations as undeliverable. Gives the others, with their strata.
pub fn as_if_sent(
    connection: &mut Connection,
    collection: Id,
    undeliverable: u32,
    now: DateTime<Utc>,
) -> Result<Vec<(Id, String)>, StoreError> {
    let theirs = invitations::table.filter(invitations::collection.eq(collection));
    diesel::update(theirs).set(invitations::state.eq("sent")).execute(connection)?;
    diesel::update(invited::table.filter(invited::collection.eq(collection)))
        .set(invited::sent.eq(invited::mailboxes))
        .execute(connection)?;
    let mut all = theirs.select((invitations::id, invitations::stratum)).load::<(Id, String)>(connection)?;
    let lost = all.split_off(all.len().saturating_sub(usize::try_from(undeliverable).unwrap_or(0)));
    for (id, stratum) in lost {
        diesel::update(invitations::table.find(id)).set(invitations::state.eq("undeliverable")).execute(connection)?;
        diesel::update(invited::table.find((collection, stratum)))
            .set(invited::undeliverable.eq(invited::undeliverable + 1))
            .execute(connection)?;
    }
    let over = waves::table.filter(waves::collection.eq(collection).and(waves::due_at.le(now.naive_utc())));
    let count = i64::try_from(all.len()).unwrap_or(0);
    diesel::update(over).set((waves::begun.eq(true), waves::sent.eq(count))).execute(connection)?;
    Ok(all)
}

/// Moves the next reminder of a collection to now.
pub fn remind_now(connection: &mut Connection, collection: Id, now: DateTime<Utc>) -> Result<(), StoreError> {
    let ahead = waves::table.filter(waves::collection.eq(collection).and(waves::begun.eq(false)));
    let next = ahead.order(waves::number).select(waves::number).first::<i32>(connection).optional()?;
    if let Some(number) = next {
        diesel::update(waves::table.find((collection, number)))
            .set(waves::due_at.eq(now.naive_utc().trunc_subsecs(6)))
            .execute(connection)?;
    }
    Ok(())
}

/// The invitations of a collection.
pub fn invitations(connection: &mut Connection, collection: Id) -> Result<Vec<Id>, StoreError> {
    Ok(invitations::table
        .filter(invitations::collection.eq(collection).and(invitations::state.eq("sent")))
        .select(invitations::id)
        .load(connection)?)
}
