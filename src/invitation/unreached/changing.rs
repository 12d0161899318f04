use std::collections::HashSet;

use chrono::{DateTime, SubsecRound, Utc};
use diesel::prelude::*;

use super::{Unreached, Why, queries};
use crate::{
    invitation::{AddressBook, queries::make_mailing, wave::INVITATION},
    store::{
        Connection, Digest, Id, StoreError,
        schema::{invitations, invited, issued_tickets, mailings, messages, unreached, waves},
    },
};

/// What came of correcting an address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Corrected {
    Done,
    /// The collection has the new address already.
    Known,
    /// Somebody else did something about this address meanwhile. Nothing was changed.
    Stale,
}

/// Puts the invitations of these addresses in the queue again. Gives of how many: others have done something about the rest.
pub fn try_again(connection: &mut Connection, all: &[Unreached], now: DateTime<Utc>) -> Result<usize, StoreError> {
    let mut count = 0;
    for one in all {
        let sent = connection.writing(|connection| {
            if !take_back(connection, one)? {
                return Ok::<_, StoreError>(false);
            }
            queue(connection, one.collection, one.invitation, one.tries, now)?;
            Ok(true)
        })?;
        count += usize::from(sent);
    }
    Ok(count)
}

/// Puts an address in the place of one that was not reached, and sends it the invitation. The old link stops working; if it was
/// used, so is the new one, for each invitation has one response.
pub fn correct(
    connection: &mut Connection,
    book: &AddressBook,
    one: &Unreached,
    address: &str,
    now: DateTime<Utc>,
) -> Result<Corrected, StoreError> {
    let fingerprint = book.fingerprint(address);
    connection.writing(|connection| {
        let known = invitations::table
            .filter(invitations::collection.eq(one.collection).and(invitations::fingerprint.eq(fingerprint)))
            .filter(invitations::id.ne(one.invitation));
        if known.count().get_result::<i64>(connection)? > 0 {
            return Ok(Corrected::Known);
        }
        if !take_back(connection, one)? {
            return Ok(Corrected::Stale);
        }
        let id = Id::random();
        let new = (invitations::id.eq(id), invitations::fingerprint.eq(fingerprint), invitations::state.eq("waiting"));
        let old = diesel::update(invitations::table.find(one.invitation));
        old.set((new, invitations::address.eq(book.seal(id, address)))).execute(connection)?;
        if one.why == Why::Refused {
            count(connection, one.collection, id, (-1, 0))?;
        }
        reissue(connection, book, one, id)?;
        queue(connection, one.collection, id, 0, now)?;
        Ok(Corrected::Done)
    })
}

/// Deletes an address that was not reached. Its link stops working, and it counts as that of somebody who has left. Gives
/// whether it was still there.
pub fn remove(connection: &mut Connection, book: &AddressBook, one: &Unreached) -> Result<bool, StoreError> {
    connection.writing(|connection| {
        if !strike(connection, one)? {
            return Ok(false);
        }
        let id = Id::random();
        // Nothing finds the address again, so a later list may bring it anew.
        let blank = (
            invitations::id.eq(id),
            invitations::fingerprint.eq(Digest(random())),
            invitations::address.eq(None::<Vec<u8>>),
            invitations::state.eq("removed"),
        );
        diesel::update(invitations::table.find(one.invitation)).set(blank).execute(connection)?;
        let change = match one.why {
            Why::NoMailbox => (0, 0),
            Why::GivenUp => (1, 1),
            Why::Refused => (0, 1),
        };
        count(connection, one.collection, id, change)?;
        reissue(connection, book, one, id)?;
        make_mailing(connection, one.collection)?;
        diesel::update(mailings::table.find(one.collection))
            .set(mailings::departed.eq(mailings::departed + 1))
            .execute(connection)?;
        Ok(true)
    })
}

/// Tries those of a list again that were not reached. Gives how many they are.
pub fn take_up(
    connection: &mut Connection,
    collection: Id,
    list: &HashSet<Digest>,
    now: DateTime<Utc>,
) -> Result<usize, StoreError> {
    let known = invitations::table
        .inner_join(unreached::table.on(unreached::invitation.eq(invitations::id)))
        .filter(unreached::collection.eq(collection))
        .select((invitations::id, invitations::fingerprint))
        .load::<(Id, Digest)>(connection)?;
    let named: HashSet<Id> = known.into_iter().filter(|(_, print)| list.contains(print)).map(|(id, _)| id).collect();
    let mut all = queries::list(connection, collection)?;
    all.retain(|one| named.contains(&one.invitation));
    try_again(connection, &all, now)
}

/// Takes an address off the list, unless somebody else has done so since it was read. Whoever changes the list waits here for
/// the others: the row of the wave is locked before those of invitations, as everywhere.
fn strike(connection: &mut Connection, one: &Unreached) -> Result<bool, StoreError> {
    diesel::update(waves::table.find((one.collection, INVITATION)))
        .set(waves::waiting.eq(waves::waiting))
        .execute(connection)?;
    let same = unreached::table.find(one.invitation).filter(unreached::tries.eq(one.tries));
    Ok(diesel::delete(same).execute(connection)? > 0)
}

/// Takes an address off the list and its failure out of the counts, as if its invitation had never left.
fn take_back(connection: &mut Connection, one: &Unreached) -> Result<bool, StoreError> {
    if !strike(connection, one)? {
        return Ok(false);
    }
    let (sent, given_up) = match one.why {
        Why::GivenUp => (0, 1),
        Why::NoMailbox | Why::Refused => (i64::from(one.sent), 0),
    };
    diesel::update(waves::table.find((one.collection, INVITATION)))
        .set((waves::sent.eq(waves::sent - sent), waves::given_up.eq(waves::given_up - given_up)))
        .execute(connection)?;
    if one.why == Why::NoMailbox {
        queries::change_state(connection, one.invitation, "undeliverable", "waiting")?;
        count(connection, one.collection, one.invitation, (-1, -1))?;
    }
    Ok(true)
}

/// Changes the counts of sent and undeliverable invitations in the part of one of them.
fn count(
    connection: &mut Connection,
    collection: Id,
    invitation: Id,
    (sent, undeliverable): (i64, i64),
) -> Result<(), StoreError> {
    let stratum = invitations::table.find(invitation).select(invitations::stratum).first::<String>(connection)?;
    diesel::update(invited::table.find((collection, stratum)))
        .set((
            invited::sent.eq(invited::sent + sent),
            invited::undeliverable.eq(invited::undeliverable + undeliverable),
        ))
        .execute(connection)?;
    Ok(())
}

/// Gives the ticket of an invitation to its new id, if it is unspent. Where it is spent there is none to give.
fn reissue(connection: &mut Connection, book: &AddressBook, one: &Unreached, id: Id) -> Result<(), StoreError> {
    let (old, new) = (book.ticket(one.invitation).digest(), book.ticket(id).digest());
    diesel::update(issued_tickets::table.find((one.collection, old)))
        .set(issued_tickets::digest.eq(new))
        .execute(connection)?;
    Ok(())
}

fn queue(
    connection: &mut Connection,
    collection: Id,
    invitation: Id,
    tries: i32,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    diesel::insert_into(messages::table)
        .values((
            messages::id.eq(Id::random()),
            messages::collection.eq(collection),
            messages::wave.eq(INVITATION),
            messages::invitation.eq(invitation),
            messages::state.eq("queued"),
            messages::attempts.eq(0),
            messages::returned.eq(tries),
            messages::due_at.eq(now.naive_utc().trunc_subsecs(6)),
        ))
        .execute(connection)?;
    diesel::update(waves::table.find((collection, INVITATION)))
        .set(waves::waiting.eq(waves::waiting + 1))
        .execute(connection)?;
    Ok(())
}

fn random() -> [u8; 32] {
    use rand::RngCore;
    let mut bytes = [0; 32];
    rand::rng().fill_bytes(&mut bytes);
    bytes
}
