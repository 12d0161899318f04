use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use diesel::prelude::*;

use super::of_collection;
use crate::{
    inspection::{Collection, State, queries::unscoped},
    officers::{MOST, NotNamed, Officer},
    store::{
        Connection, Id, Moment, StoreError,
        schema::{collections, notices, officers},
    },
};

/// Names people for an area until its collection closes. Returns those who were not named before.
pub fn name(
    connection: &mut Connection,
    collection: &Collection,
    emails: &[String],
    (actor, now): (&str, DateTime<Utc>),
) -> Result<Vec<Officer>, NotNamed> {
    take(connection, collection.id, now)?;
    let there = of_collection(connection, collection.id)?;
    let known: BTreeSet<&str> = there.iter().map(|one| one.email.as_str()).collect();
    let new: BTreeSet<&str> =
        emails.iter().map(String::as_str).filter(|email| !known.contains(email)).collect();
    if there.len() + new.len() > MOST {
        return Err(NotNamed::TooMany);
    }
    let mut named = Vec::new();
    for email in new {
        named.push(insert(connection, collection.id, email, (actor, now))?);
    }
    Ok(named)
}

/// Takes an officer's link away. What they saved stays. `false` if they were not named.
pub fn remove(connection: &mut Connection, collection: Id, id: Id) -> Result<bool, StoreError> {
    // Messages that were not sent yet would bring a link that no longer works.
    diesel::delete(notices::table.filter(notices::about.eq(id))).execute(connection)?;
    let row = officers::table.filter(officers::collection.eq(collection).and(officers::id.eq(id)));
    Ok(diesel::delete(row).execute(connection)? > 0)
}

/// Deletes the officers of a collection, with the messages that wait for them.
pub fn erase(connection: &mut Connection, collection: Id) -> Result<(), StoreError> {
    for officer in of_collection(connection, collection)? {
        remove(connection, collection, officer.id)?;
    }
    Ok(())
}

/// Gives an officer a new link, so that the earlier one no longer works.
pub fn renew(
    connection: &mut Connection,
    collection: &Collection,
    id: Id,
    (actor, now): (&str, DateTime<Utc>),
) -> Result<Officer, NotNamed> {
    take(connection, collection.id, now)?;
    let there = of_collection(connection, collection.id)?;
    let officer = there.into_iter().find(|one| one.id == id).ok_or(NotNamed::Gone)?;
    remove(connection, collection.id, id)?;
    insert(connection, collection.id, &officer.email, (actor, now))
}

fn insert(
    connection: &mut Connection,
    collection: Id,
    email: &str,
    (actor, now): (&str, DateTime<Utc>),
) -> Result<Officer, NotNamed> {
    let id = Id::random();
    diesel::insert_into(officers::table)
        .values((
            officers::id.eq(id),
            officers::collection.eq(collection),
            officers::email.eq(email),
            officers::added_by.eq(actor),
            officers::added_at.eq(Moment::from(now)),
        ))
        .execute(connection)?;
    Ok(Officer { id, collection, email: email.to_owned(), added_at: now, mail_returned_at: None })
}

/// Locks the row of a collection until the transaction ends, unless it has closed.
fn take(connection: &mut Connection, collection: Id, now: DateTime<Utc>) -> Result<(), NotNamed> {
    diesel::update(collections::table.find(collection))
        .set(collections::target_percent.eq(collections::target_percent))
        .execute(connection)?;
    let found = unscoped::collection_by_id(connection, collection)?.ok_or(NotNamed::Gone)?;
    match found.state(now) {
        State::Planned | State::Open => Ok(()),
        State::Closing | State::Closed | State::Released => Err(NotNamed::Closed),
    }
}
