use chrono::{DateTime, TimeDelta, Utc};
use diesel::prelude::*;

use crate::{
    audit,
    inspection::{Collection, queries as inspections},
    invitation::{
        AddressBook,
        outbox::{clear_queue, drop_messages},
        queries,
    },
    store::{
        Connection, Id, Moment, Secret, StoreError,
        schema::{collections, invitations, invited, mailings, taken_bounces, unreached},
        upkeep::{self, Swept},
    },
};

/// Deletes the addresses of every collection that closed more than `days` ago. Returns how many
/// collections.
pub fn erase_expired(
    connection: &mut Connection,
    days: u32,
    now: DateTime<Utc>,
) -> Result<usize, StoreError> {
    let before = Moment::from(now - TimeDelta::days(days.into()));
    let expired = mailings::table
        .inner_join(collections::table)
        .filter(mailings::erased_at.is_null().and(collections::closes_at.le(before)))
        .select(collections::id)
        .load::<Id>(connection)?;
    for id in &expired {
        if let Some(collection) = inspections::unscoped::collection_by_id(connection, *id)? {
            erase(connection, &collection, audit::SERVICE, now)?;
        }
    }
    Ok(expired.len())
}

/// Deletes the addresses and queued messages of a collection. The counts stay.
pub fn erase(
    connection: &mut Connection,
    collection: &Collection,
    actor: &str,
    now: DateTime<Utc>,
) -> Result<usize, StoreError> {
    let id = collection.id;
    let count = connection.writing(|connection| {
        clear_queue(connection, &[id])?;
        let count = diesel::delete(invitations::table.filter(invitations::collection.eq(id)))
            .execute(connection)?;
        diesel::delete(unreached::table.filter(unreached::collection.eq(id)))
            .execute(connection)?;
        diesel::delete(taken_bounces::table.filter(taken_bounces::collection.eq(id)))
            .execute(connection)?;
        queries::make_mailing(connection, id)?;
        diesel::update(mailings::table.find(id))
            .set(mailings::erased_at.eq(Moment::from(now)))
            .execute(connection)?;
        let action = format!("Deleted the email addresses of {count} invitations");
        audit::record(connection, actor, &action, collection)?;
        Ok::<_, StoreError>(count)
    })?;
    sweep(connection)?;
    Ok(count)
}

/// Removes remains of deleted rows from the files too.
fn sweep(connection: &mut Connection) -> Result<(), StoreError> {
    if upkeep::vacuum(connection, &["invitations", "issued_tickets"])? == Swept::Waits {
        tracing::warn!(
            "a long-running reader blocks the vacuum: deleted addresses stay in the database \
                files, encrypted, until PostgreSQL vacuums their table"
        );
    }
    Ok(())
}

/// Somebody opts out: the address is deleted, and what is left keeps later lists from adding it
/// again. Returns whether anything changed.
pub fn opt_out(connection: &mut Connection, invitation: Id) -> Result<bool, StoreError> {
    connection.writing(|connection| {
        drop_messages(connection, invitation)?;
        // Two simultaneous presses count once: the second update sees the first.
        let first = diesel::update(
            invitations::table.find(invitation).filter(invitations::opted_out.eq(false)),
        )
        .set((invitations::opted_out.eq(true), invitations::address.eq(None::<Vec<u8>>)))
        .returning((invitations::collection, invitations::part));
        let place = first.get_result::<(Id, String)>(connection).optional()?;
        let Some((collection, part)) = place else { return Ok(false) };
        diesel::update(invited::table.find((collection, part)))
            .set(invited::opted_out.eq(invited::opted_out + 1))
            .execute(connection)?;
        diesel::delete(unreached::table.find(invitation)).execute(connection)?;
        Ok(true)
    })
}

/// Deletes one person's address everywhere, and stops its messages. Returns how many collections
/// had it.
pub fn forget(
    connection: &mut Connection,
    secret: &Secret,
    address: &str,
    actor: &str,
) -> Result<usize, StoreError> {
    let mut count = 0;
    for collection in inspections::unscoped::collections(connection)? {
        let fingerprint = AddressBook::of(secret, collection.id).fingerprint(address);
        let found = invitations::table
            .filter(
                invitations::collection
                    .eq(collection.id)
                    .and(invitations::fingerprint.eq(fingerprint)),
            )
            .filter(invitations::address.is_not_null())
            .select(invitations::id)
            .first::<Id>(connection)
            .optional()?;
        if let Some(invitation) = found {
            opt_out(connection, invitation)?;
            audit::record(
                connection,
                actor,
                "Deleted an email address at its owner’s request",
                &collection,
            )?;
            count += 1;
        }
    }
    if count > 0 {
        sweep(connection)?;
    }
    Ok(count)
}
