use std::collections::HashSet;

use chrono::{DateTime, Utc};
use diesel::prelude::*;

use super::{
    super::{Unreached, Why},
    listed,
};
use crate::{
    invitation::{AddressBook, queries::make_mailing, wave::INVITATION},
    rates,
    store::{
        Connection, Count, HashValue, Id, Moment, RowLock, StoreError,
        schema::{
            invitations, invited, issued_tickets, mailings, messages, revoked_tickets, unreached,
            waves,
        },
    },
};

/// The outcome of correcting an address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Corrected {
    Done,
    /// The collection already has the new address.
    Known,
    /// Somebody else has handled this address meanwhile. Nothing changed.
    Stale,
}

/// Queues the invitations to these addresses of one collection again. Returns how many: other
/// people have handled the rest.
pub fn try_again(
    connection: &mut Connection,
    all: &[Unreached],
    now: DateTime<Utc>,
) -> Result<usize, StoreError> {
    connection.writing(|connection| {
        if let Some(one) = all.first() {
            rates::keep_fewest(connection, one.collection, now)?;
        }
        let all = strike(connection, all)?;
        for (one, part, state) in &all {
            // One that is still queued only has its delay removed.
            let waits = messages::table.filter(queued(one));
            let sooner = messages::due_at.eq(Moment::from(now));
            diesel::update(waits.filter(messages::state.eq("queued")))
                .set(sooner)
                .execute(connection)?;
            if waits.count().get_result::<i64>(connection)? == 0 {
                take_back(connection, one, part, state)?;
                queue(connection, one.collection, one.invitation, one.tries, now)?;
            }
        }
        Ok(all.len())
    })
}

/// Retries a collection's invitations that servers refused because of sender or content.
pub fn try_refused(
    connection: &mut Connection,
    collection: Id,
    now: DateTime<Utc>,
) -> Result<usize, StoreError> {
    let mut all = listed::list(connection, collection)?;
    all.retain(|one| one.why == Why::Refused);
    try_again(connection, &all, now)
}

fn queued(
    one: &Unreached,
) -> diesel::dsl::And<diesel::dsl::Eq<messages::invitation, Id>, diesel::dsl::Eq<messages::wave, i32>>
{
    messages::invitation.eq(one.invitation).and(messages::wave.eq(INVITATION))
}

/// Takes an invitation out of the queue. Returns whether it was there.
fn unqueue(connection: &mut Connection, one: &Unreached) -> Result<bool, StoreError> {
    let count = diesel::delete(messages::table.filter(queued(one))).execute(connection)?;
    diesel::update(waves::table.find((one.collection, INVITATION)))
        .set(waves::waiting.eq(waves::waiting - Count(count)))
        .execute(connection)?;
    Ok(count > 0)
}

/// Replaces an address that was not reached, and sends it the invitation. The old link stops
/// working; if it was used, the new one counts as used, because each invitation has one response.
pub fn correct(
    connection: &mut Connection,
    book: &AddressBook,
    one: &Unreached,
    address: &str,
    now: DateTime<Utc>,
) -> Result<Corrected, StoreError> {
    let fingerprint = book.fingerprint(address);
    connection.writing(|connection| {
        rates::keep_fewest(connection, one.collection, now)?;
        let known = invitations::table
            .filter(
                invitations::collection
                    .eq(one.collection)
                    .and(invitations::fingerprint.eq(fingerprint)),
            )
            .filter(invitations::id.ne(one.invitation));
        if known.count().get_result::<i64>(connection)? > 0 {
            return Ok(Corrected::Known);
        }
        let Some((one, part, state)) = strike(connection, std::slice::from_ref(one))?.pop() else {
            return Ok(Corrected::Stale);
        };
        if !unqueue(connection, &one)? {
            take_back(connection, &one, &part, &state)?;
        }
        let id = Id::random();
        let new = (invitations::id.eq(id), invitations::fingerprint.eq(fingerprint));
        let old = diesel::update(invitations::table.find(one.invitation));
        old.set((new, invitations::address.eq(book.seal(id, address)))).execute(connection)?;
        reissue(connection, book, &one, id)?;
        queue(connection, one.collection, id, 0, now)?;
        Ok(Corrected::Done)
    })
}

/// Deletes an address that was not reached. Its link stops working, and it counts as a person who
/// has left. Returns whether it was still there.
pub fn remove(
    connection: &mut Connection,
    book: &AddressBook,
    one: &Unreached,
) -> Result<bool, StoreError> {
    connection.writing(|connection| {
        let Some((one, part, state)) = strike(connection, std::slice::from_ref(one))?.pop() else {
            return Ok(false);
        };
        unqueue(connection, &one)?;
        let id = Id::random();
        // Nothing finds the address again, so a later list may add it.
        let blank = (
            invitations::id.eq(id),
            invitations::fingerprint.eq(HashValue(random())),
            invitations::address.eq(None::<Vec<u8>>),
            invitations::state.eq("removed"),
        );
        diesel::update(invitations::table.find(one.invitation)).set(blank).execute(connection)?;
        let change = match state.as_str() {
            "undeliverable" => (0, 0),
            "waiting" => (1, 1),
            _ => (0, 1),
        };
        count(connection, one.collection, &part, change)?;
        reissue(connection, book, &one, id)?;
        make_mailing(connection, one.collection)?;
        diesel::update(mailings::table.find(one.collection))
            .set(mailings::departed.eq(mailings::departed + 1))
            .execute(connection)?;
        Ok(true)
    })
}

/// Retries the addresses of a list that were not reached. Returns how many.
pub fn take_up(
    connection: &mut Connection,
    collection: Id,
    list: &[HashValue],
    now: DateTime<Utc>,
) -> Result<usize, StoreError> {
    let all = among(connection, collection, list)?;
    try_again(connection, &all, now)
}

/// The addresses of a list that were not reached, by fingerprint.
pub fn among(
    connection: &mut Connection,
    collection: Id,
    list: &[HashValue],
) -> Result<Vec<Unreached>, StoreError> {
    let known = invitations::table
        .inner_join(unreached::table.on(unreached::invitation.eq(invitations::id)))
        .filter(unreached::collection.eq(collection))
        .select((invitations::id, invitations::fingerprint))
        .load::<(Id, HashValue)>(connection)?;
    let list: HashSet<&HashValue> = list.iter().collect();
    let named: HashSet<Id> =
        known.into_iter().filter(|(_, print)| list.contains(print)).map(|(id, _)| id).collect();
    let mut all = listed::list(connection, collection)?;
    all.retain(|one| named.contains(&one.invitation));
    Ok(all)
}

/// An address taken off the list, with the part and state of its invitation.
type Struck = (Unreached, String, String);

/// Takes addresses off the list. Returns those that nobody else has taken off since they were read.
/// The locks are in the usual order: messages, waves, invitations, the list.
fn strike(connection: &mut Connection, all: &[Unreached]) -> Result<Vec<Struck>, StoreError> {
    let Some(collection) = all.first().map(|one| one.collection) else { return Ok(Vec::new()) };
    let ids = all.iter().map(|one| one.invitation);
    let queued = messages::table
        .filter(messages::invitation.eq_any(ids).and(messages::wave.eq(INVITATION)))
        .order(messages::id)
        .select(messages::id);
    connection.lock(queued, RowLock::Update)?;
    diesel::update(waves::table.find((collection, INVITATION)))
        .set(waves::waiting.eq(waves::waiting))
        .execute(connection)?;
    let mut all: Vec<&Unreached> = all.iter().filter(|one| one.collection == collection).collect();
    all.sort_by_key(|one| one.invitation);
    let mut locked = Vec::new();
    for one in all {
        let lock = diesel::update(invitations::table.find(one.invitation))
            .set(invitations::state.eq(invitations::state))
            .returning((invitations::part, invitations::state));
        let row = lock.get_result::<(String, String)>(connection).optional()?;
        locked.extend(row.map(|(part, state)| (one.clone(), part, state)));
    }
    let mut struck = Vec::new();
    for (one, part, state) in locked {
        let same = unreached::table.find(one.invitation).filter(unreached::tries.eq(one.tries));
        if diesel::delete(same).execute(connection)? > 0 {
            struck.push((one, part, state));
        }
    }
    Ok(struck)
}

/// Removes the failure of an invitation from the counts, as if it had never been sent.
fn take_back(
    connection: &mut Connection,
    one: &Unreached,
    part: &str,
    state: &str,
) -> Result<(), StoreError> {
    if one.sent {
        listed::came_back(connection, one.collection, INVITATION)?;
    } else if one.why != Why::NoMailbox {
        diesel::update(waves::table.find((one.collection, INVITATION)))
            .set(waves::given_up.eq(waves::given_up - 1))
            .execute(connection)?;
    }
    diesel::update(invitations::table.find(one.invitation))
        .set(invitations::state.eq("waiting"))
        .execute(connection)?;
    let change = match state {
        "undeliverable" => (-1, -1),
        "waiting" => (0, 0),
        _ => (-1, 0),
    };
    count(connection, one.collection, part, change)
}

/// Changes the counts of sent and undeliverable invitations of a part.
fn count(
    connection: &mut Connection,
    collection: Id,
    part: &str,
    (sent, undeliverable): (i64, i64),
) -> Result<(), StoreError> {
    diesel::update(invited::table.find((collection, part)))
        .set((
            invited::sent.eq(invited::sent + sent),
            invited::undeliverable.eq(invited::undeliverable + undeliverable),
        ))
        .execute(connection)?;
    Ok(())
}

/// Moves the ticket of an invitation to its new id, if it is unspent. Users of the old link are
/// told that it was revoked, and never thanked for an answer that is not stored.
fn reissue(
    connection: &mut Connection,
    book: &AddressBook,
    one: &Unreached,
    id: Id,
) -> Result<(), StoreError> {
    let (old, new) = (book.ticket(one.invitation).digest(), book.ticket(id).digest());
    diesel::update(issued_tickets::table.find((one.collection, old)))
        .set(issued_tickets::digest.eq(new))
        .execute(connection)?;
    diesel::insert_into(revoked_tickets::table)
        .values((revoked_tickets::collection.eq(one.collection), revoked_tickets::digest.eq(old)))
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
            messages::due_at.eq(Moment::from(now)),
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
