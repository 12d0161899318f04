//! How many messages were returned for an unknown reason. Nothing of them is kept.

use chrono::{DateTime, Utc};
use diesel::prelude::*;

use crate::store::{Connection, Count, Moment, StoreError, on_either, schema::unread_bounces};

/// How many there are, and since when.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unread {
    pub count: u64,
    pub since: DateTime<Utc>,
}

pub fn count(connection: &mut Connection, now: DateTime<Utc>) -> Result<(), StoreError> {
    connection.writing(|connection| {
        let row = (
            unread_bounces::only_row.eq(1),
            unread_bounces::counted.eq(0),
            unread_bounces::since.eq(None::<Moment>),
        );
        let insert =
            diesel::insert_into(unread_bounces::table).values(row).on_conflict_do_nothing();
        on_either!(connection, |connection| insert.execute(connection)?);
        diesel::update(unread_bounces::table.find(1))
            .set(unread_bounces::counted.eq(unread_bounces::counted + 1))
            .execute(connection)?;
        diesel::update(unread_bounces::table.find(1).filter(unread_bounces::since.is_null()))
            .set(unread_bounces::since.eq(Moment::from(now)))
            .execute(connection)?;
        Ok(())
    })
}

/// The count since somebody last looked. `None` if zero.
pub fn unread(connection: &mut Connection) -> Result<Option<Unread>, StoreError> {
    let row = unread_bounces::table
        .find(1)
        .select((unread_bounces::counted, unread_bounces::since))
        .first::<(Count, Option<Moment>)>(connection)
        .optional()?;
    Ok(row.and_then(|(Count(count), since)| {
        if count == 0 {
            return None;
        }
        Some(Unread { count, since: since?.utc() })
    }))
}

/// Resets the count to what came after somebody looked.
pub fn look(connection: &mut Connection, seen: u64) -> Result<(), StoreError> {
    let seen = Count(seen);
    connection.writing(|connection| {
        let row = unread_bounces::table.find(1).filter(unread_bounces::counted.ge(seen));
        diesel::update(row)
            .set(unread_bounces::counted.eq(unread_bounces::counted - seen))
            .execute(connection)?;
        diesel::update(unread_bounces::table.find(1).filter(unread_bounces::counted.eq(0)))
            .set(unread_bounces::since.eq(None::<Moment>))
            .execute(connection)?;
        Ok(())
    })
}
