use std::collections::{BTreeMap, BTreeSet};

use diesel::prelude::*;

use super::lock_messages;
use crate::{
    invitation::{
        queries::change_state,
        unreached::{self, Why},
        wave::INVITATION,
    },
    store::{
        Connection, Id, RowLock, StoreError, WithLock as _,
        schema::{invited, messages, waves},
    },
};

/// Changes in the tables above the queue, collected so that they can be written in the order of
/// `locks`.
#[derive(Default)]
pub struct Changes {
    waves: BTreeMap<(Id, i32), Tally>,
    /// Invitations that were sent, or may have been.
    reached: BTreeSet<Id>,
    /// Invitations to mailboxes that do not exist.
    lost: BTreeMap<Id, Lost>,
    /// Invitations that were not delivered.
    failed: BTreeMap<Id, Failed>,
    /// Invitations that are no longer in the queue, so that a server's earlier refusal is
    /// irrelevant.
    settled: BTreeSet<Id>,
}

/// An invitation that a server refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Failed {
    pub why: Why,
    /// How many times it was sent.
    pub tries: i32,
    /// Whether it is no longer in the queue.
    pub for_good: bool,
}

/// A message that was refused because its mailbox does not exist.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Lost {
    pub wave: i32,
    /// How many times it was sent.
    pub tries: i32,
    /// Whether it counts as sent, because a server had accepted it.
    pub sent: bool,
}

/// The outcomes of messages that are no longer in the queue.
#[derive(Clone, Copy, Default)]
struct Tally {
    all: i64,
    sent: i64,
    given_up: i64,
    unconfirmed: i64,
}

/// Why a message is no longer in the queue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    Sent,
    /// It was handed over, perhaps twice, but no reply confirmed that it arrived.
    Unconfirmed,
    GivenUp,
    Dropped,
}

/// A row of the queue: message, collection, wave, invitation, and how many times it was handed over
/// without a reply.
pub type Row = (Id, Id, i32, Id, i32);

const ROW: (
    messages::id,
    messages::collection,
    messages::wave,
    messages::invitation,
    messages::handed,
) = (messages::id, messages::collection, messages::wave, messages::invitation, messages::handed);

impl Changes {
    /// Counts a message that was deleted.
    pub fn end(&mut self, (_, collection, wave, invitation, handed): Row, end: End) {
        // A message that was handed over may have arrived, whatever later attempts show.
        let end = if handed > 0 && end != End::Sent { End::Unconfirmed } else { end };
        let tally = self.waves.entry((collection, wave)).or_default();
        tally.all += 1;
        match end {
            End::Sent => tally.sent += 1,
            End::Unconfirmed => tally.unconfirmed += 1,
            End::GivenUp => tally.given_up += 1,
            End::Dropped => {}
        }
        if wave == INVITATION {
            self.settled.insert(invitation);
        }
        // A reminder says nothing of its invitation: only those who have not answered get one.
        if wave == INVITATION && matches!(end, End::Sent | End::Unconfirmed) {
            self.reached.insert(invitation);
        }
    }

    /// Marks an invitation as undeliverable.
    pub fn lose(&mut self, invitation: Id, lost: Lost) {
        self.lost.insert(invitation, lost);
    }

    /// Lists an invitation that was not delivered.
    pub fn fail(&mut self, invitation: Id, failed: Failed) {
        self.failed.insert(invitation, failed);
    }

    /// Writes all changes. Returns how many invitations became undeliverable.
    pub fn write(self, connection: &mut Connection) -> Result<usize, StoreError> {
        for ((collection, wave), tally) in self.waves {
            diesel::update(waves::table.find((collection, wave)))
                .set((
                    waves::waiting.eq(waves::waiting - tally.all),
                    waves::sent.eq(waves::sent + tally.sent),
                    waves::given_up.eq(waves::given_up + tally.given_up),
                    waves::unconfirmed.eq(waves::unconfirmed + tally.unconfirmed),
                ))
                .execute(connection)?;
        }
        let mut counts: BTreeMap<(Id, String), (i64, i64)> = BTreeMap::new();
        let mut listed = Vec::new();
        let mut changed = 0;
        let all: BTreeSet<Id> = self
            .reached
            .iter()
            .chain(self.lost.keys())
            .chain(self.failed.keys())
            .copied()
            .collect();
        for invitation in all {
            let (lost, failed) = (self.lost.get(&invitation), self.failed.get(&invitation));
            let Some((place, sent, undeliverable)) = change(connection, invitation, lost, failed)?
            else {
                continue;
            };
            changed += usize::from(lost.is_some());
            if let Some(lost) = lost.filter(|lost| lost.wave == INVITATION) {
                listed.push(((place.0, invitation), Why::NoMailbox, (lost.tries, lost.sent)));
            } else if let Some(failed) = failed {
                listed.push(((place.0, invitation), failed.why, (failed.tries, false)));
            }
            let count = counts.entry(place).or_default();
            *count = (count.0 + sent, count.1 + undeliverable);
        }
        for ((collection, part), (sent, undeliverable)) in counts {
            diesel::update(invited::table.find((collection, part)))
                .set((
                    invited::sent.eq(invited::sent + sent),
                    invited::undeliverable.eq(invited::undeliverable + undeliverable),
                ))
                .execute(connection)?;
        }
        unreached::settle(connection, &self.settled)?;
        for (one, why, tries) in listed {
            unreached::note(connection, one, why, tries)?;
        }
        Ok(changed)
    }
}

/// The collection and part of an invitation.
type Place = (Id, String);

/// Changes the state of an invitation. Returns its place, and the changes to the counts of sent and
/// undeliverable ones there; `None` if nothing changes.
///
/// A reminder that is refused changes no count and no list, and only stops further messages: with
/// more, somebody who knows of the mailbox would learn that its owner had not answered.
fn change(
    connection: &mut Connection,
    invitation: Id,
    lost: Option<&Lost>,
    failed: Option<&Failed>,
) -> Result<Option<(Place, i64, i64)>, StoreError> {
    let steps: &[(&str, &str, i64, i64)] = match lost {
        Some(lost) if lost.wave == INVITATION => &[
            ("waiting", "undeliverable", 1, 1),
            ("sent", "undeliverable", 0, 1),
            ("silent", "undeliverable", 0, 1),
        ],
        Some(_) => &[("sent", "silent", 0, 0)],
        // Sent and then returned: it was not delivered.
        None if failed.is_some_and(|failed| failed.for_good) => {
            &[("sent", "waiting", -1, 0), ("waiting", "waiting", 0, 0)]
        }
        None if failed.is_some() => &[("waiting", "waiting", 0, 0)],
        // The first sending changes the row.
        None => &[("waiting", "sent", 1, 0)],
    };
    for (from, to, sent, undeliverable) in steps {
        if let Some(place) = change_state(connection, invitation, from, to)? {
            return Ok(Some((place, *sent, *undeliverable)));
        }
    }
    Ok(None)
}

/// Locks the messages with these ids, and those to these invitations.
pub fn locked(
    connection: &mut Connection,
    ids: &[Id],
    invitations: &[Id],
) -> Result<Vec<Row>, StoreError> {
    let theirs = messages::table
        .filter(messages::id.eq_any(ids).or(messages::invitation.eq_any(invitations)))
        .order(messages::id)
        .select(ROW);
    Ok(theirs.with_lock(RowLock::Update).load(connection)?)
}

/// Marks an invitation as undeliverable and takes its messages out of the queue. Returns whether it
/// was not so before.
pub fn undeliverable(
    connection: &mut Connection,
    invitation: Id,
    lost: Lost,
) -> Result<bool, StoreError> {
    let mut changes = removed(connection, invitation)?;
    changes.lose(invitation, lost);
    Ok(changes.write(connection)? > 0)
}

/// Takes the messages of an invitation out of the queue.
pub fn drop_messages(connection: &mut Connection, invitation: Id) -> Result<(), StoreError> {
    removed(connection, invitation)?.write(connection).map(|_| ())
}

/// Takes all messages of collections out of the queue. Those handed over without a reply count as
/// unconfirmed, so a collection that reopens does not send them again.
pub fn clear_queue(connection: &mut Connection, collections: &[Id]) -> Result<(), StoreError> {
    lock_messages(connection, collections)?;
    let theirs = || messages::table.filter(messages::collection.eq_any(collections));
    let rows = theirs().filter(messages::handed.gt(0)).select(ROW).load::<Row>(connection)?;
    let invitations = theirs().filter(messages::wave.eq(INVITATION)).select(messages::invitation);
    let mut changes = Changes {
        settled: invitations.load::<Id>(connection)?.into_iter().collect(),
        ..Changes::default()
    };
    diesel::delete(theirs()).execute(connection)?;
    for row in rows {
        changes.end(row, End::Dropped);
    }
    changes.write(connection)?;
    diesel::update(waves::table.filter(waves::collection.eq_any(collections)))
        .set(waves::waiting.eq(0))
        .execute(connection)?;
    Ok(())
}

fn removed(connection: &mut Connection, invitation: Id) -> Result<Changes, StoreError> {
    let rows = locked(connection, &[], &[invitation])?;
    let ids: Vec<Id> = rows.iter().map(|row| row.0).collect();
    diesel::delete(messages::table.filter(messages::id.eq_any(&ids))).execute(connection)?;
    let mut changes = Changes::default();
    for row in rows {
        changes.end(row, End::Dropped);
    }
    Ok(changes)
}
