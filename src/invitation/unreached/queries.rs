use diesel::{dsl::count_star, prelude::*};

use super::{Unreached, Why};
use crate::{
    invitation::{sender::change_state, wave::INVITATION},
    store::{
        Connection, Id, StoreError,
        schema::{invitations, invited, unreached, waves},
    },
};

/// Gives up a message that came back too many times. Its invitation counts as not delivered, and nothing is said of the mailbox.
pub fn given_up(
    connection: &mut Connection,
    (collection, invitation): (Id, Id),
    wave: i32,
    tries: i32,
) -> Result<(), StoreError> {
    diesel::update(waves::table.find((collection, wave)))
        .set((waves::sent.eq(waves::sent - 1), waves::given_up.eq(waves::given_up + 1)))
        .execute(connection)?;
    if wave != INVITATION {
        return Ok(());
    }
    if let Some((collection, stratum)) = change_state(connection, invitation, "sent", "waiting")? {
        diesel::update(invited::table.find((collection, stratum)))
            .set(invited::sent.eq(invited::sent - 1))
            .execute(connection)?;
        note(connection, (collection, invitation), Why::GivenUp, (tries, false))?;
    }
    Ok(())
}

/// Lists the address of an invitation that a server refused for its sender or content. Nothing else changes.
pub fn refused(
    connection: &mut Connection,
    (collection, invitation): (Id, Id),
    wave: i32,
    tries: i32,
) -> Result<(), StoreError> {
    if wave != INVITATION {
        return Ok(());
    }
    // The row of an invitation is locked before what is listed of it.
    if change_state(connection, invitation, "sent", "sent")?.is_some() {
        note(connection, (collection, invitation), Why::Refused, (tries, true))?;
    }
    Ok(())
}

/// Lists an address, in place of what was known of it.
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

/// Takes the addresses that were given up off the list, since all of them are invited again. Gives how many they were.
pub fn retry_given_up(connection: &mut Connection, collection: Id) -> Result<i64, StoreError> {
    let all = unreached::table.filter(unreached::collection.eq(collection).and(unreached::why.eq(Why::GivenUp.key())));
    Ok(i64::try_from(diesel::delete(all).execute(connection)?).unwrap_or(0))
}

type Row = (Id, Id, String, i32, bool, Option<Vec<u8>>);

fn unreached_of((invitation, collection, why, tries, sent, sealed): Row) -> Option<Unreached> {
    Some(Unreached { invitation, collection, why: Why::of(&why)?, tries, sent, sealed: sealed? })
}

/// The addresses of a collection that were not reached, in no order that tells anything.
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

/// How many addresses of a collection were not reached, by the reason. Reasons without any are left out.
pub fn counts(connection: &mut Connection, collection: Id) -> Result<Vec<(Why, u64)>, StoreError> {
    let rows = unreached::table
        .filter(unreached::collection.eq(collection))
        .group_by(unreached::why)
        .select((unreached::why, count_star()))
        .load::<(String, i64)>(connection)?;
    let mut counts: Vec<(Why, u64)> =
        rows.into_iter().filter_map(|(why, count)| Some((Why::of(&why)?, u64::try_from(count).ok()?))).collect();
    counts.sort_by_key(|(why, _)| Why::ALL.iter().position(|one| one == why));
    Ok(counts)
}
