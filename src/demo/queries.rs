use std::collections::HashMap;

use chrono::{DateTime, NaiveDate, Utc};
use diesel::prelude::*;

use super::error::FillError;
use crate::{
    invitation::{
        unreached::{self, Why},
        wave::INVITATION,
    },
    store::{
        Connection, Count, Id, Moment, StoreError,
        schema::{invitations, invited, visit_counts, visits, waves},
        upkeep,
    },
    users,
};

/// Runs everything in one transaction, which is much faster than thousands.
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

/// Records all waves until now as sent, the reminders to those who had not answered by then, and so
/// many invitations as undeliverable. Returns the others, with their parts.
pub fn as_if_sent(
    connection: &mut Connection,
    collection: Id,
    undeliverable: u32,
    came: &[DateTime<Utc>],
    now: DateTime<Utc>,
) -> Result<Vec<(Id, String)>, StoreError> {
    let theirs = invitations::table.filter(invitations::collection.eq(collection));
    diesel::update(theirs).set(invitations::state.eq("sent")).execute(connection)?;
    diesel::update(invited::table.filter(invited::collection.eq(collection)))
        .set(invited::sent.eq(invited::mailboxes))
        .execute(connection)?;
    let mut all =
        theirs.select((invitations::id, invitations::part)).load::<(Id, String)>(connection)?;
    let lost = all.split_off(all.len().saturating_sub(undeliverable as usize));
    let count_lost = lost.len();
    for (id, part) in lost {
        diesel::update(invitations::table.find(id))
            .set(invitations::state.eq("undeliverable"))
            .execute(connection)?;
        diesel::update(invited::table.find((collection, part)))
            .set(invited::undeliverable.eq(invited::undeliverable + 1))
            .execute(connection)?;
        unreached::note(connection, (collection, id), Why::NoMailbox, (1, true))?;
    }
    let over = waves::table
        .filter(waves::collection.eq(collection).and(waves::due_at.le(Moment::from(now))));
    for (number, due_at) in
        over.select((waves::number, waves::due_at)).load::<(i32, Moment)>(connection)?
    {
        let answered = came.partition_point(|at| *at <= due_at.utc());
        let sent = if number == INVITATION {
            all.len() + count_lost
        } else {
            all.len().saturating_sub(answered)
        };
        diesel::update(waves::table.find((collection, number)))
            .set((waves::begun.eq(true), waves::sent.eq(Count(sent))))
            .execute(connection)?;
    }
    Ok(all)
}

/// Moves the next reminder of a collection to now.
pub fn remind_now(
    connection: &mut Connection,
    collection: Id,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    let ahead = waves::table.filter(waves::collection.eq(collection).and(waves::begun.eq(false)));
    let next =
        ahead.order(waves::number).select(waves::number).first::<i32>(connection).optional()?;
    if let Some(number) = next {
        diesel::update(waves::table.find((collection, number)))
            .set(waves::due_at.eq(Moment::from(now)))
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

/// Records a sign-in with the counts at that time, as `console::pages::visits` does.
pub fn visited(
    connection: &mut Connection,
    viewer: Id,
    at: DateTime<Utc>,
    returned: &HashMap<Id, i64>,
) -> Result<(), StoreError> {
    users::queries::signed_in(connection, viewer, at)?;
    diesel::insert_into(visits::table)
        .values((visits::viewer.eq(viewer), visits::at.eq(Moment::from(at))))
        .execute(connection)?;
    for (collection, returned) in returned {
        diesel::insert_into(visit_counts::table)
            .values((
                visit_counts::collection.eq(collection),
                visit_counts::viewer.eq(viewer),
                visit_counts::latest.eq(true),
                visit_counts::returned.eq(returned),
            ))
            .execute(connection)?;
    }
    Ok(())
}

/// Marks today's digests as sent, so that the mail folder contains only messages to respondents.
pub fn no_digests_today(connection: &mut Connection, today: NaiveDate) -> Result<(), StoreError> {
    upkeep::mark(connection, "digest", Some(today))
}
