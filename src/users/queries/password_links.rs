use std::collections::HashMap;

use chrono::{DateTime, Utc};
use diesel::prelude::*;

use super::{super::Account, accounts::by_id};
use crate::store::{
    Connection, Id, Moment, StoreError,
    schema::{notices, password_links},
};

/// Makes a link for choosing a password. It replaces any earlier one.
pub fn make_link(
    connection: &mut Connection,
    id: Id,
    expires_at: DateTime<Utc>,
) -> Result<Id, StoreError> {
    withdraw_links(connection, id)?;
    let link = Id::random();
    diesel::insert_into(password_links::table)
        .values((
            password_links::id.eq(link),
            password_links::user_id.eq(id),
            password_links::expires_at.eq(Moment::from(expires_at)),
        ))
        .execute(connection)?;
    Ok(link)
}

/// Invalidates a user's links, and cancels the messages that would carry them.
pub fn withdraw_links(connection: &mut Connection, id: Id) -> Result<(), StoreError> {
    let links = password_links::table.filter(password_links::user_id.eq(id));
    for link in links.select(password_links::id).load::<Id>(connection)? {
        diesel::delete(notices::table.filter(notices::about.eq(link))).execute(connection)?;
    }
    diesel::delete(links).execute(connection)?;
    Ok(())
}

/// The user of a link, if the link works at `now`.
pub fn by_link(
    connection: &mut Connection,
    link: Id,
    now: DateTime<Utc>,
) -> Result<Option<Account>, StoreError> {
    let user = password_links::table
        .find(link)
        .filter(password_links::expires_at.gt(Moment::from(now)))
        .select(password_links::user_id)
        .first::<Id>(connection)
        .optional()?;
    match user {
        Some(id) => by_id(connection, id),
        None => Ok(None),
    }
}

/// The link of a user, and until when it works.
pub fn link_of(
    connection: &mut Connection,
    id: Id,
) -> Result<Option<(Id, DateTime<Utc>)>, StoreError> {
    let row = password_links::table
        .filter(password_links::user_id.eq(id))
        .select((password_links::id, password_links::expires_at))
        .first::<(Id, Moment)>(connection)
        .optional()?;
    Ok(row.map(|(link, at)| (link, at.utc())))
}

/// Spends a link. `false` if it was spent before.
pub fn spend_link(connection: &mut Connection, link: Id) -> Result<bool, StoreError> {
    Ok(diesel::delete(password_links::table.find(link)).execute(connection)? > 0)
}

/// When the link of each user without a password expires.
pub fn links(connection: &mut Connection) -> Result<HashMap<Id, DateTime<Utc>>, StoreError> {
    let rows = password_links::table
        .select((password_links::user_id, password_links::expires_at))
        .load::<(Id, Moment)>(connection)?;
    Ok(rows.into_iter().map(|(id, at)| (id, at.utc())).collect())
}
