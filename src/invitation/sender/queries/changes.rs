use std::collections::{BTreeMap, BTreeSet};

use diesel::prelude::*;

use crate::store::{
    Connection, Id, StoreError,
    schema::{invitations, invited, messages, waves},
};

/// What changes in the tables above the queue, gathered so that it can be written in the order of `locks`.
#[derive(Default)]
pub struct Changes {
    waves: BTreeMap<(Id, i32), Tally>,
    /// Invitations that were sent, or may have been.
    reached: BTreeSet<Id>,
    /// Invitations whose mailbox is not there.
    lost: BTreeSet<Id>,
}

/// What became of messages that are no longer in the queue.
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
    /// It was handed over, perhaps twice, and no answer says that it arrived.
    Unconfirmed,
    GivenUp,
    Dropped,
}

/// A row of the queue: message, collection, wave, invitation, and how many times it was handed over without an answer.
pub type Row = (Id, Id, i32, Id, i32);

impl Changes {
    /// Counts a message that was deleted.
    pub fn end(&mut self, (_, collection, wave, invitation, handed): Row, end: End) {
        // What was handed over may have arrived, whatever is known of later tries.
        let end = if handed > 0 && end != End::Sent { End::Unconfirmed } else { end };
        let tally = self.waves.entry((collection, wave)).or_default();
        tally.all += 1;
        match end {
            End::Sent => tally.sent += 1,
            End::Unconfirmed => tally.unconfirmed += 1,
            End::GivenUp => tally.given_up += 1,
            End::Dropped => {}
        }
        if matches!(end, End::Sent | End::Unconfirmed) {
            self.reached.insert(invitation);
        }
    }

    /// Marks an invitation as undeliverable.
    pub fn lose(&mut self, invitation: Id) {
        self.lost.insert(invitation);
    }

    /// Writes it all. Gives how many invitations became undeliverable.
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
        let mut lost = 0;
        for invitation in self.reached.union(&self.lost) {
            // The first sending changes the row. A reminder changes nothing, lest the row tell who was reminded.
            let is_lost = self.lost.contains(invitation);
            let first =
                change_state(connection, *invitation, "waiting", if is_lost { "undeliverable" } else { "sent" })?;
            let later = match first {
                None if is_lost => change_state(connection, *invitation, "sent", "undeliverable")?,
                _ => None,
            };
            let is_first = i64::from(first.is_some());
            if let Some(place) = first.or(later) {
                let count = counts.entry(place).or_default();
                *count = (count.0 + is_first, count.1 + i64::from(is_lost));
                lost += usize::from(is_lost);
            }
        }
        for ((collection, stratum), (sent, undeliverable)) in counts {
            diesel::update(invited::table.find((collection, stratum)))
                .set((
                    invited::sent.eq(invited::sent + sent),
                    invited::undeliverable.eq(invited::undeliverable + undeliverable),
                ))
                .execute(connection)?;
        }
        Ok(lost)
    }
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

/// Locks the messages with these ids, and those to these invitations.
pub fn locked(connection: &mut Connection, ids: &[Id], invitations: &[Id]) -> Result<Vec<Row>, StoreError> {
    let columns = (messages::id, messages::collection, messages::wave, messages::invitation, messages::handed);
    let theirs = messages::table
        .filter(messages::id.eq_any(ids).or(messages::invitation.eq_any(invitations)))
        .order(messages::id)
        .select(columns);
    Ok(match connection {
        Connection::Sqlite(connection) => theirs.load(connection)?,
        Connection::Postgres(connection) => theirs.for_update().load(connection)?,
    })
}

/// Marks an invitation as undeliverable and takes its messages out of the queue. Gives whether it was not so before.
pub fn undeliverable(connection: &mut Connection, invitation: Id) -> Result<bool, StoreError> {
    let mut changes = removed(connection, invitation)?;
    changes.lose(invitation);
    Ok(changes.write(connection)? > 0)
}

/// Takes the messages of an invitation out of the queue.
pub fn drop_messages(connection: &mut Connection, invitation: Id) -> Result<(), StoreError> {
    removed(connection, invitation)?.write(connection).map(|_| ())
}

fn removed(connection: &mut Connection, invitation: Id) -> Result<Changes, StoreError> {
    let rows = locked(connection, &[], &[invitation])?;
    let ids: Vec<Id> = rows.iter().map(|row| row.0).collect();
    diesel::delete(messages::table.filter(messages::id.eq_any(&ids))).execute(connection)?;
    let mut changes = Changes::default();
    rows.into_iter().for_each(|row| changes.end(row, End::Dropped));
    Ok(changes)
}
