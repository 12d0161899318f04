use std::collections::BTreeSet;

use diesel::{dsl::count_star, prelude::*};

use super::super::{Unreached, Why};
use crate::{
    invitation::{queries::change_state, wave::INVITATION},
    store::{
        Connection, Count, Id, StoreError,
        schema::{invitations, invited, unreached, waves},
    },
};

/// Counts a returned message as not delivered. It says nothing of the mailbox.
pub fn not_delivered(
    connection: &mut Connection,
    (collection, invitation): (Id, Id),
    wave: i32,
    why: Why,
    tries: i32,
) -> Result<(), StoreError> {
    came_back(connection, collection, wave)?;
    diesel::update(waves::table.find((collection, wave)))
        .set(waves::given_up.eq(waves::given_up + 1))
        .execute(connection)?;
    if wave == INVITATION && no_longer_sent(connection, invitation)? {
        note(connection, (collection, invitation), why, (tries, false))?;
    }
    Ok(())
}

/// Removes a returned message from its count: sent, or else unconfirmed.
pub fn came_back(connection: &mut Connection, collection: Id, wave: i32) -> Result<(), StoreError> {
    let wave = || waves::table.find((collection, wave));
    let was_sent =
        diesel::update(wave().filter(waves::sent.gt(0))).set(waves::sent.eq(waves::sent - 1));
    if was_sent.execute(connection)? == 0 {
        diesel::update(wave().filter(waves::unconfirmed.gt(0)))
            .set(waves::unconfirmed.eq(waves::unconfirmed - 1))
            .execute(connection)?;
    }
    Ok(())
}

/// Counts a returned invitation as received by nobody. Returns whether it was counted as sent.
pub fn no_longer_sent(connection: &mut Connection, invitation: Id) -> Result<bool, StoreError> {
    let place = change_state(connection, invitation, "sent", "waiting")?;
    if let Some((collection, part)) = &place {
        diesel::update(invited::table.find((collection, part)))
            .set(invited::sent.eq(invited::sent - 1))
            .execute(connection)?;
    }
    Ok(place.is_some())
}

/// Takes invitations that are no longer queued off the list, if they are listed because their
/// server refused them.
pub fn settle(connection: &mut Connection, invitations: &BTreeSet<Id>) -> Result<(), StoreError> {
    // Databases limit the number of values in a statement.
    let all: Vec<Id> = invitations.iter().copied().collect();
    for some in all.chunks(1_000) {
        let refused = unreached::why.eq(Why::Refused.key()).and(unreached::sent.eq(false));
        diesel::delete(unreached::table.filter(unreached::invitation.eq_any(some).and(refused)))
            .execute(connection)?;
    }
    Ok(())
}

/// Lists an address, replacing what was known of it.
pub fn note(
    connection: &mut Connection,
    (collection, invitation): (Id, Id),
    why: Why,
    (tries, sent): (i32, bool),
) -> Result<(), StoreError> {
    diesel::delete(unreached::table.find(invitation)).execute(connection)?;
    diesel::insert_into(unreached::table)
        .values((
            unreached::invitation.eq(invitation),
            unreached::collection.eq(collection),
            unreached::why.eq(why.key()),
            unreached::tries.eq(tries),
            unreached::sent.eq(sent),
        ))
        .execute(connection)?;
    Ok(())
}

/// Takes addresses that were not delivered to off the list, because all are invited again. Returns
/// how many.
pub fn retry_given_up(connection: &mut Connection, collection: Id) -> Result<usize, StoreError> {
    let all = unreached::table.filter(
        unreached::collection
            .eq(collection)
            .and(unreached::why.ne(Why::NoMailbox.key()))
            .and(unreached::sent.eq(false)),
    );
    Ok(diesel::delete(all).execute(connection)?)
}

type Row = (Id, Id, String, i32, bool, Option<Vec<u8>>);

fn unreached_of((invitation, collection, why, tries, sent, sealed): Row) -> Option<Unreached> {
    Some(Unreached { invitation, collection, why: Why::of(&why)?, tries, sent, sealed: sealed? })
}

/// The addresses of a collection that were not reached, in an order that reveals nothing.
pub fn list(connection: &mut Connection, collection: Id) -> Result<Vec<Unreached>, StoreError> {
    let rows = unreached::table
        .inner_join(invitations::table)
        .filter(unreached::collection.eq(collection))
        .select((
            unreached::invitation,
            unreached::collection,
            unreached::why,
            unreached::tries,
            unreached::sent,
            invitations::address,
        ))
        .load::<Row>(connection)?;
    Ok(rows.into_iter().filter_map(unreached_of).collect())
}

/// How many addresses of a collection were not reached, by reason. Reasons without any are omitted.
pub fn counts(connection: &mut Connection, collection: Id) -> Result<Vec<(Why, u64)>, StoreError> {
    let rows = unreached::table
        .filter(unreached::collection.eq(collection))
        .group_by(unreached::why)
        .select((unreached::why, count_star()))
        .load::<(String, Count)>(connection)?;
    let mut counts: Vec<(Why, u64)> =
        rows.into_iter().filter_map(|(why, Count(count))| Some((Why::of(&why)?, count))).collect();
    counts.sort_by_key(|(why, _)| Why::ALL.iter().position(|one| one == why));
    Ok(counts)
}
