mod changes;
mod locks;
mod outcome;
mod standing;

use std::collections::{BTreeMap, HashSet};

use chrono::{DateTime, TimeDelta, Utc};
use diesel::prelude::*;

use crate::{
    invitation::{AddressBook, wave::INVITATION},
    store::{
        Connection, Count, HashValue, Id, Moment, RowLock, StoreError, WithLock as _, on_either,
        schema::{invitations, issued_tickets, mail_office, mailings, messages, waves},
        sum,
    },
};

pub use changes::{Lost, clear_queue, drop_messages, undeliverable};
pub use locks::lock_messages;
pub use outcome::{Handed, MOST_COPIES, Outcome, extend, free_all, record};
pub use standing::count_refused;

/// How long a process holds the messages that it claimed, unless it extends the lease. After a
/// crash, they are claimed again when it expires.
pub const LEASE: TimeDelta = TimeDelta::minutes(5);

/// A message that this process has claimed.
#[derive(Clone, Debug, Queryable)]
pub struct Claimed {
    pub id: Id,
    pub collection: Id,
    pub wave: i32,
    pub invitation: Id,
    pub attempts: i32,
    /// How many times it was returned after a server had accepted it.
    pub returned: i32,
    /// How many times it was handed over before without a reply.
    pub handed: i32,
    /// When another process may claim it. No two leases are equal, so it also shows whether one
    /// has.
    pub lease: Moment,
}

/// Claims up to `most` due messages, within the limit of all processes together; reminders only if
/// they may be sent now.
pub fn claim(
    connection: &mut Connection,
    most: u32,
    per_minute: u32,
    with_reminders: bool,
    now: DateTime<Utc>,
) -> Result<Vec<Claimed>, StoreError> {
    connection.writing(|connection| {
        let count = allowed(connection, most, per_minute, now)?;
        if count == 0 {
            return Ok(Vec::new());
        }
        let claimed = take(connection, count, with_reminders, now)?;
        use_up(connection, claimed.len())?;
        Ok(claimed)
    })
}

/// How many messages may be sent now: none while sending is paused or the minute's allowance is
/// used up. On PostgreSQL, other processes wait here until this one has claimed.
pub fn allowed(
    connection: &mut Connection,
    most: u32,
    per_minute: u32,
    now: DateTime<Utc>,
) -> Result<u32, StoreError> {
    make_office(connection)?;
    let row = mail_office::table.find(1).select((
        mail_office::paused,
        mail_office::minute,
        mail_office::claimed,
    ));
    let (paused, minute, claimed) =
        row.with_lock(RowLock::Update).get_result::<(bool, i64, i32)>(connection)?;
    if paused {
        return Ok(0);
    }
    let this_minute = now.timestamp() / 60;
    // An allowance, not a figure: with differing clocks, more can be returned than one minute took.
    let used = if minute == this_minute { claimed.max(0).unsigned_abs() } else { 0 };
    if minute != this_minute {
        diesel::update(mail_office::table.find(1))
            .set((mail_office::minute.eq(this_minute), mail_office::claimed.eq(0)))
            .execute(connection)?;
    }
    Ok(per_minute.saturating_sub(used).min(most))
}

fn make_office(connection: &mut Connection) -> Result<(), StoreError> {
    let row = (
        mail_office::only_row.eq(1),
        mail_office::paused.eq(false),
        mail_office::minute.eq(0),
        mail_office::claimed.eq(0),
    );
    let insert = diesel::insert_into(mail_office::table).values(row).on_conflict_do_nothing();
    on_either!(connection, |connection| insert.execute(connection)?);
    Ok(())
}

/// Counts claimed messages.
pub fn use_up(connection: &mut Connection, count: usize) -> Result<(), StoreError> {
    diesel::update(mail_office::table.find(1))
        .set(mail_office::claimed.eq(mail_office::claimed + Count(count)))
        .execute(connection)?;
    Ok(())
}

/// Those that are due, in random order within a wave. A claimed message is due again when its lease
/// expires.
fn take(
    connection: &mut Connection,
    count: u32,
    with_reminders: bool,
    now: DateTime<Utc>,
) -> Result<Vec<Claimed>, StoreError> {
    let lease = Moment::from(now + LEASE);
    let paused = mailings::table.filter(mailings::paused).select(mailings::collection);
    let last_wave = if with_reminders { i32::MAX } else { INVITATION };
    let due = messages::table
        .filter(messages::due_at.le(Moment::from(now)).and(messages::collection.ne_all(paused)))
        .filter(messages::wave.le(last_wave))
        .order((messages::due_at, messages::id))
        .limit(count.into())
        .select((
            messages::id,
            messages::collection,
            messages::wave,
            messages::invitation,
            messages::attempts,
            messages::returned,
            messages::handed,
            messages::due_at,
        ));
    // It skips what others hold, so it waits for nobody and needs no order.
    let mut claimed: Vec<Claimed> = due.with_lock(RowLock::UpdateSkipLocked).load(connection)?;
    let ids: Vec<Id> = claimed.iter().map(|message| message.id).collect();
    diesel::update(messages::table.filter(messages::id.eq_any(&ids)))
        .set((messages::state.eq("sending"), messages::due_at.eq(lease)))
        .execute(connection)?;
    for message in &mut claimed {
        message.lease = lease;
    }
    Ok(claimed)
}

/// The sealed addresses of invitations that may still get messages.
pub fn addresses(
    connection: &mut Connection,
    ids: &[Id],
) -> Result<Vec<(Id, Vec<u8>)>, StoreError> {
    let rows = invitations::table
        .filter(invitations::id.eq_any(ids))
        .filter(invitations::opted_out.eq(false).and(invitations::state.ne("undeliverable")))
        .select((invitations::id, invitations::address))
        .load::<(Id, Option<Vec<u8>>)>(connection)?;
    Ok(rows.into_iter().filter_map(|(id, address)| Some((id, address?))).collect())
}

/// The invitations with unspent tickets.
pub fn unspent(
    connection: &mut Connection,
    collection: Id,
    book: &AddressBook,
    ids: &[Id],
) -> Result<HashSet<Id>, StoreError> {
    let digests: BTreeMap<HashValue, Id> =
        ids.iter().map(|id| (book.ticket(*id).digest(), *id)).collect();
    let rows = issued_tickets::table
        .filter(issued_tickets::collection.eq(collection))
        .filter(issued_tickets::digest.eq_any(digests.keys()))
        .select(issued_tickets::digest)
        .load::<HashValue>(connection)?;
    Ok(rows.iter().filter_map(|digest| digests.get(digest).copied()).collect())
}

/// Returns the allowance of claimed messages that were not sent.
pub fn give_back(connection: &mut Connection, count: usize, minute: i64) -> Result<(), StoreError> {
    let count = Count(count);
    let this = mail_office::table
        .find(1)
        .filter(mail_office::minute.eq(minute).and(mail_office::claimed.ge(count)));
    diesel::update(this)
        .set(mail_office::claimed.eq(mail_office::claimed - count))
        .execute(connection)?;
    Ok(())
}

/// Pauses or resumes all sending.
pub fn pause_all(connection: &mut Connection, paused: bool) -> Result<(), StoreError> {
    make_office(connection)?;
    diesel::update(mail_office::table.find(1))
        .set(mail_office::paused.eq(paused))
        .execute(connection)?;
    Ok(())
}

/// Whether all sending is paused, how many messages are queued, and when the first was due.
pub fn status(
    connection: &mut Connection,
) -> Result<(bool, u64, Option<DateTime<Utc>>), StoreError> {
    let paused = mail_office::table
        .find(1)
        .select(mail_office::paused)
        .first::<bool>(connection)
        .optional()?;
    let Count(waiting) =
        waves::table.select(sum(connection, "waiting", "waiting")).first(connection)?;
    let first = messages::table
        .select(messages::due_at)
        .order(messages::due_at)
        .first::<Moment>(connection)
        .optional()?;
    Ok((paused.unwrap_or(false), waiting, first.map(Moment::utc)))
}
