mod standing;

use std::collections::{BTreeMap, HashSet};

use chrono::{DateTime, NaiveDateTime, SubsecRound, TimeDelta, Utc};
use diesel::prelude::*;

use crate::{
    invitation::{AddressBook, unreached},
    store::{
        Connection, Digest, Id, StoreError,
        schema::{invitations, invited, issued_tickets, mail_office, mailings, messages, waves},
    },
};

pub use standing::{count_recent, count_refused};

/// How long a process has the messages that it claimed. Whatever it has not recorded by then is sent again.
pub const LEASE: TimeDelta = TimeDelta::minutes(5);

/// A message that this process has claimed.
#[derive(Clone, Debug, Queryable)]
pub struct Claimed {
    pub id: Id,
    pub collection: Id,
    pub wave: i32,
    pub invitation: Id,
    pub attempts: i32,
    /// How many times it came back after a server had accepted it.
    pub returned: i32,
}

/// Claims at most `most` messages that are due, within the limit of all processes together.
pub fn claim(
    connection: &mut Connection,
    most: u32,
    per_minute: u32,
    now: DateTime<Utc>,
) -> Result<Vec<Claimed>, StoreError> {
    connection.writing(|connection| {
        let count = allowed(connection, most, per_minute, now)?;
        if count == 0 {
            return Ok(Vec::new());
        }
        let claimed = take(connection, count, now)?;
        use_up(connection, i32::try_from(claimed.len()).unwrap_or(i32::MAX))?;
        Ok(claimed)
    })
}

/// How many messages may leave now: none while sending is paused or the minute's allowance is used up. On PostgreSQL other
/// processes wait here until this one has claimed.
pub fn allowed(connection: &mut Connection, most: u32, per_minute: u32, now: DateTime<Utc>) -> Result<u32, StoreError> {
    make_office(connection)?;
    let row = mail_office::table.find(1).select((mail_office::paused, mail_office::minute, mail_office::claimed));
    let (paused, minute, claimed) = match connection {
        Connection::Sqlite(connection) => row.first::<(bool, i64, i32)>(connection)?,
        Connection::Postgres(connection) => row.for_update().first::<(bool, i64, i32)>(connection)?,
    };
    if paused {
        return Ok(0);
    }
    let this_minute = now.timestamp() / 60;
    let used = if minute == this_minute { u32::try_from(claimed).unwrap_or(0) } else { 0 };
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
    match connection {
        Connection::Sqlite(connection) => insert.execute(connection)?,
        Connection::Postgres(connection) => insert.execute(connection)?,
    };
    Ok(())
}

/// Counts what was claimed.
pub fn use_up(connection: &mut Connection, count: i32) -> Result<(), StoreError> {
    diesel::update(mail_office::table.find(1))
        .set(mail_office::claimed.eq(mail_office::claimed + count))
        .execute(connection)?;
    Ok(())
}

/// Those that are due, in random order within a wave. One that is claimed is due again when its lease has run out.
fn take(connection: &mut Connection, count: u32, now: DateTime<Utc>) -> Result<Vec<Claimed>, StoreError> {
    let until = (now + LEASE).naive_utc().trunc_subsecs(6);
    let paused = mailings::table.filter(mailings::paused).select(mailings::collection);
    let due = messages::table
        .filter(messages::due_at.le(now.naive_utc()).and(messages::collection.ne_all(paused)))
        .order((messages::due_at, messages::id))
        .limit(count.into())
        .select((
            messages::id,
            messages::collection,
            messages::wave,
            messages::invitation,
            messages::attempts,
            messages::returned,
        ));
    let claimed: Vec<Claimed> = match connection {
        Connection::Sqlite(connection) => due.load(connection)?,
        Connection::Postgres(connection) => due.for_update().skip_locked().load(connection)?,
    };
    let ids: Vec<Id> = claimed.iter().map(|message| message.id).collect();
    diesel::update(messages::table.filter(messages::id.eq_any(&ids)))
        .set((messages::state.eq("sending"), messages::due_at.eq(until)))
        .execute(connection)?;
    Ok(claimed)
}

/// The sealed addresses of invitations, of those that may still be written to.
pub fn addresses(connection: &mut Connection, ids: &[Id]) -> Result<Vec<(Id, Vec<u8>)>, StoreError> {
    let rows = invitations::table
        .filter(invitations::id.eq_any(ids))
        .filter(invitations::opted_out.eq(false).and(invitations::state.ne("undeliverable")))
        .select((invitations::id, invitations::address))
        .load::<(Id, Option<Vec<u8>>)>(connection)?;
    Ok(rows.into_iter().filter_map(|(id, address)| Some((id, address?))).collect())
}

/// Those of the invitations whose tickets are unspent.
pub fn unspent(
    connection: &mut Connection,
    collection: Id,
    book: &AddressBook,
    ids: &[Id],
) -> Result<HashSet<Id>, StoreError> {
    let digests: BTreeMap<Digest, Id> = ids.iter().map(|id| (book.ticket(*id).digest(), *id)).collect();
    let rows = issued_tickets::table
        .filter(issued_tickets::collection.eq(collection))
        .filter(issued_tickets::digest.eq_any(digests.keys()))
        .select(issued_tickets::digest)
        .load::<Digest>(connection)?;
    Ok(rows.iter().filter_map(|digest| digests.get(digest).copied()).collect())
}

/// What became of a claimed message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    Sent,
    /// The ticket is spent, or the person wants no messages.
    Unneeded,
    /// Refused for good.
    Undeliverable,
    /// Refused for now, with this code.
    Later {
        code: u16,
        due_at: DateTime<Utc>,
    },
    /// It did not come to it: the next one may try from this time on.
    Untouched {
        due_at: DateTime<Utc>,
    },
}

/// How often recording is tried.
const TRIES: usize = 3;

/// Records what became of messages, all or none.
///
/// A bounce of one of them locks the same rows in another order. PostgreSQL then undoes one of the two, so this is tried
/// again: what is not recorded would be sent a second time.
pub fn record(connection: &mut Connection, outcomes: &[(Claimed, Outcome)]) -> Result<(), StoreError> {
    let mut attempt = || {
        connection
            .writing(|connection| outcomes.iter().try_for_each(|(message, outcome)| one(connection, message, outcome)))
    };
    for _ in 1..TRIES {
        match attempt() {
            Ok(()) => return Ok(()),
            Err(error) => tracing::warn!(%error, "what became of messages is recorded at another try"),
        }
    }
    attempt()
}

fn one(connection: &mut Connection, message: &Claimed, outcome: &Outcome) -> Result<(), StoreError> {
    let row = messages::table.find(message.id);
    let later = |due_at: &DateTime<Utc>| {
        (messages::state.eq("queued"), messages::due_at.eq(due_at.naive_utc().trunc_subsecs(6)))
    };
    match outcome {
        Outcome::Later { code, due_at } => {
            diesel::update(row)
                .set((
                    later(due_at),
                    messages::attempts.eq(message.attempts + 1),
                    messages::last_error.eq(code.to_string()),
                ))
                .execute(connection)?;
            return Ok(());
        }
        Outcome::Untouched { due_at } => {
            diesel::update(row).set(later(due_at)).execute(connection)?;
            return Ok(());
        }
        Outcome::Sent | Outcome::Unneeded | Outcome::Undeliverable => {}
    }
    if diesel::delete(row).execute(connection)? == 0 {
        // Another process had it after the lease, and has counted it.
        return Ok(());
    }
    let sent = i64::from(*outcome == Outcome::Sent);
    diesel::update(waves::table.find((message.collection, message.wave)))
        .set((waves::waiting.eq(waves::waiting - 1), waves::sent.eq(waves::sent + sent)))
        .execute(connection)?;
    match outcome {
        Outcome::Sent => first_sent(connection, message.invitation),
        Outcome::Undeliverable => {
            let tries = (message.returned + 1, false);
            unreached::undeliverable(connection, message.invitation, message.wave, tries).map(|_| ())
        }
        _ => Ok(()),
    }
}

/// Marks an invitation as sent, the first time. A reminder changes nothing, lest the row tell who was reminded.
fn first_sent(connection: &mut Connection, invitation: Id) -> Result<(), StoreError> {
    if let Some((collection, stratum)) = change_state(connection, invitation, "waiting", "sent")? {
        diesel::update(invited::table.find((collection, stratum)))
            .set(invited::sent.eq(invited::sent + 1))
            .execute(connection)?;
    }
    Ok(())
}

/// Changes the state of an invitation that has `from`, and gives its collection and stratum. Of two processes that change
/// it at once, the second sees what the first has done.
fn change_state(
    connection: &mut Connection,
    invitation: Id,
    from: &str,
    to: &str,
) -> Result<Option<(Id, String)>, StoreError> {
    let changed = diesel::update(invitations::table.find(invitation).filter(invitations::state.eq(from)))
        .set(invitations::state.eq(to))
        .returning((invitations::collection, invitations::stratum));
    Ok(match connection {
        Connection::Sqlite(connection) => changed.get_result(connection).optional()?,
        Connection::Postgres(connection) => changed.get_result(connection).optional()?,
    })
}

/// Takes the messages of an invitation out of the queue.
pub fn drop_messages(connection: &mut Connection, invitation: Id) -> Result<(), StoreError> {
    let theirs = messages::table.filter(messages::invitation.eq(invitation));
    let dropped =
        theirs.select((messages::id, messages::collection, messages::wave)).load::<(Id, Id, i32)>(connection)?;
    for (id, collection, wave) in dropped {
        if diesel::delete(messages::table.find(id)).execute(connection)? > 0 {
            diesel::update(waves::table.find((collection, wave)))
                .set(waves::waiting.eq(waves::waiting - 1))
                .execute(connection)?;
        }
    }
    Ok(())
}

/// Gives back what was claimed and did not have to be sent.
pub fn give_back(connection: &mut Connection, count: usize, minute: i64) -> Result<(), StoreError> {
    let this = mail_office::table.find(1).filter(mail_office::minute.eq(minute));
    diesel::update(this)
        .set(mail_office::claimed.eq(mail_office::claimed - i32::try_from(count).unwrap_or(0)))
        .execute(connection)?;
    Ok(())
}

/// Frees what a process that is gone had claimed. Only where no other can be sending.
pub fn free_all(connection: &mut Connection, now: DateTime<Utc>) -> Result<(), StoreError> {
    diesel::update(messages::table.filter(messages::state.eq("sending")))
        .set((messages::state.eq("queued"), messages::due_at.eq(now.naive_utc().trunc_subsecs(6))))
        .execute(connection)?;
    Ok(())
}

/// Pauses all sending, or lets it go on.
pub fn pause_all(connection: &mut Connection, paused: bool) -> Result<(), StoreError> {
    make_office(connection)?;
    diesel::update(mail_office::table.find(1)).set(mail_office::paused.eq(paused)).execute(connection)?;
    Ok(())
}

/// Whether all sending is paused, how many messages wait, and since when the one that is due longest is.
pub fn status(connection: &mut Connection) -> Result<(bool, u64, Option<DateTime<Utc>>), StoreError> {
    let paused = mail_office::table.find(1).select(mail_office::paused).first::<bool>(connection).optional()?;
    let waiting: i64 = waves::table
        .select(diesel::dsl::sql::<diesel::sql_types::BigInt>("CAST(COALESCE(SUM(waiting), 0) AS BIGINT)"))
        .first(connection)?;
    let first = messages::table
        .select(messages::due_at)
        .order(messages::due_at)
        .first::<NaiveDateTime>(connection)
        .optional()?;
    Ok((paused.unwrap_or(false), u64::try_from(waiting).unwrap_or(0), first.map(|at| at.and_utc())))
}
