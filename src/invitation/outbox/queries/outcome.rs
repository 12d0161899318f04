use std::collections::{BTreeMap, HashMap, HashSet};

use chrono::{DateTime, Utc};
use diesel::prelude::*;

use super::{
    Claimed, LEASE,
    changes::{Changes, End, Failed, Lost, Row, locked},
    standing::{count_recent, count_refused},
};
use crate::{
    invitation::{unreached::Why, wave::INVITATION},
    store::{Connection, Id, Moment, StoreError, schema::messages},
};

/// How often a message is tried: with the delays, for about four days, as long as mail servers try
/// (RFC 5321, section 4.5.4.1).
pub const MOST_TRIES: i32 = 32;
/// How often a message is handed over without a reply about its outcome: nobody gets a third copy.
pub const MOST_COPIES: i32 = 2;

/// The outcome of a claimed message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    Sent,
    /// The ticket is spent, or the person has opted out.
    Unneeded,
    /// The mailbox does not exist.
    Undeliverable,
    /// Refused with this code, temporarily.
    Later {
        code: u16,
        due_at: DateTime<Utc>,
    },
    /// Refused with this code, because of its sender or content.
    Unwelcome {
        code: u16,
        due_at: DateTime<Utc>,
    },
    /// It was handed over, but no reply came.
    Unknown {
        due_at: DateTime<Utc>,
    },
    /// It was not tried; another process may try it from this time on.
    Untouched {
        due_at: DateTime<Utc>,
    },
}

/// A claimed message and its outcome.
#[derive(Clone, Debug)]
pub struct Handed {
    pub claimed: Claimed,
    /// Whether [`record`] counted it as handed over, when it was `ready`.
    pub counted: bool,
    pub outcome: Outcome,
}

/// The result of [`record`].
#[derive(Debug, Default)]
pub struct Recorded {
    /// The ready messages that may be handed over now. The others are gone, or another process's.
    pub allowed: HashSet<Id>,
    /// Collections that were paused because too many of their messages are refused.
    pub paused: Vec<Id>,
}

/// Records outcomes, and counts `ready` messages as handed over, all or none. From then on, a
/// message without a further report has an unknown outcome.
pub fn record(
    connection: &mut Connection,
    done: &[Handed],
    ready: &[Claimed],
) -> Result<Recorded, StoreError> {
    connection.writing(|connection| {
        let ids: Vec<Id> =
            done.iter().map(|one| one.claimed.id).chain(ready.iter().map(|one| one.id)).collect();
        let lost = done.iter().filter(|one| one.outcome == Outcome::Undeliverable);
        let lost: Vec<Id> = lost.map(|one| one.claimed.invitation).collect();
        let rows = locked(connection, &ids, &lost)?;
        let mut rows: HashMap<Id, Row> = rows.into_iter().map(|row| (row.0, row)).collect();
        let mut changes = Changes::default();
        let mut gone = Vec::new();
        for one in done {
            if one.outcome == Outcome::Undeliverable {
                let (wave, tries) = (one.claimed.wave, one.claimed.returned + 1);
                changes.lose(one.claimed.invitation, Lost { wave, tries, sent: false });
            }
            // A missing row was counted by whoever deleted it.
            let Some(row) = rows.remove(&one.claimed.id) else { continue };
            let why = match one.outcome {
                Outcome::Unwelcome { .. } => Why::Refused,
                _ => Why::GivenUp,
            };
            // A message that was handed over before may have arrived.
            let may_be_listed = one.claimed.wave == INVITATION && row.4 == i32::from(one.counted);
            let invitation = row.3;
            if let Some((row, end)) = settle(connection, one, row)? {
                gone.push(row.0);
                changes.end(row, end);
                if end == End::GivenUp && may_be_listed {
                    let tries = one.claimed.returned + one.claimed.attempts + 1;
                    changes.fail(invitation, Failed { why, tries, for_good: true });
                }
            } else if why == Why::Refused && may_be_listed {
                // An equivalent bounce lists the address too. This one is retried.
                changes.fail(
                    invitation,
                    Failed { why, tries: one.claimed.returned + 1, for_good: false },
                );
            }
        }
        let mut recorded = Recorded::default();
        for one in ready {
            if rows.remove(&one.id).is_some() && may_leave(connection, one)? {
                recorded.allowed.insert(one.id);
            }
        }
        // Other messages to mailboxes that do not exist.
        for row in rows.into_values().filter(|row| lost.contains(&row.3)) {
            gone.push(row.0);
            changes.end(row, End::Dropped);
        }
        diesel::delete(messages::table.filter(messages::id.eq_any(&gone))).execute(connection)?;
        changes.write(connection)?;
        recorded.paused = count(connection, done)?;
        Ok(recorded)
    })
}

/// Counts a message as handed over, unless that was too often or another process has it.
fn may_leave(connection: &mut Connection, message: &Claimed) -> Result<bool, StoreError> {
    let row = messages::table
        .find(message.id)
        .filter(messages::due_at.eq(message.lease).and(messages::handed.lt(MOST_COPIES)));
    Ok(diesel::update(row).set(messages::handed.eq(messages::handed + 1)).execute(connection)? > 0)
}

/// Requeues a message, or returns its row and why it ends.
fn settle(
    connection: &mut Connection,
    one: &Handed,
    row: Row,
) -> Result<Option<(Row, End)>, StoreError> {
    let (id, collection, wave, invitation, handed) = row;
    let Handed { claimed, counted, outcome } = one;
    // A refused message did not arrive.
    let without = (id, collection, wave, invitation, handed - i32::from(*counted));
    let tries = claimed.attempts + 1;
    let (handed, tries, error, due_at) = match outcome {
        Outcome::Sent => return Ok(Some((row, End::Sent))),
        Outcome::Unneeded => return Ok(Some((row, End::Dropped))),
        Outcome::Undeliverable => return Ok(Some((without, End::Dropped))),
        Outcome::Unknown { .. } if handed >= MOST_COPIES => {
            return Ok(Some((row, End::Unconfirmed)));
        }
        Outcome::Later { .. } | Outcome::Unwelcome { .. } if tries >= MOST_TRIES => {
            return Ok(Some((without, End::GivenUp)));
        }
        Outcome::Later { code, due_at } | Outcome::Unwelcome { code, due_at } => {
            (without.4, tries, Some(code.to_string()), due_at)
        }
        Outcome::Unknown { due_at } => (handed, tries, Some("no answer".to_owned()), due_at),
        Outcome::Untouched { due_at } => (without.4, claimed.attempts, None, due_at),
    };
    diesel::update(messages::table.find(id))
        .set(messages::handed.eq(handed))
        .execute(connection)?;
    // After the lease it may belong to another process.
    diesel::update(messages::table.find(id).filter(messages::due_at.eq(claimed.lease)))
        .set((
            messages::state.eq("queued"),
            messages::attempts.eq(tries),
            messages::last_error.eq(error),
            messages::due_at.eq(Moment::from(*due_at)),
        ))
        .execute(connection)?;
    Ok(None)
}

/// Counts for each collection what servers accepted, and what they refused because of sender or
/// content. Returns those that are now paused.
fn count(connection: &mut Connection, done: &[Handed]) -> Result<Vec<Id>, StoreError> {
    let mut counts: BTreeMap<Id, (i64, i64)> = BTreeMap::new();
    for one in done {
        let refused = matches!(one.outcome, Outcome::Unwelcome { .. });
        if refused || matches!(one.outcome, Outcome::Sent | Outcome::Undeliverable) {
            let count = counts.entry(one.claimed.collection).or_default();
            *count = (count.0 + 1, count.1 + i64::from(refused));
        }
    }
    let mut paused = Vec::new();
    for (collection, (recent, refused)) in counts {
        count_recent(connection, collection, recent)?;
        for _ in 0..refused {
            if count_refused(connection, collection)? {
                paused.push(collection);
            }
        }
    }
    Ok(paused)
}

/// Extends leases by the usual time. Returns the new lease.
pub fn extend(
    connection: &mut Connection,
    held: &[Claimed],
    now: DateTime<Utc>,
) -> Result<Moment, StoreError> {
    let lease = Moment::from(now + LEASE);
    connection.writing(|connection| {
        let ids: Vec<Id> = held.iter().map(|message| message.id).collect();
        locked(connection, &ids, &[])?;
        let mut by_lease: BTreeMap<Moment, Vec<Id>> = BTreeMap::new();
        for message in held {
            by_lease.entry(message.lease).or_default().push(message.id);
        }
        for (before, ids) in by_lease {
            diesel::update(
                messages::table.filter(messages::id.eq_any(ids).and(messages::due_at.eq(before))),
            )
            .set(messages::due_at.eq(lease))
            .execute(connection)?;
        }
        Ok(lease)
    })
}

/// Frees the claims of a dead process. Only if no other can be sending.
pub fn free_all(connection: &mut Connection, now: DateTime<Utc>) -> Result<(), StoreError> {
    diesel::update(messages::table.filter(messages::state.eq("sending")))
        .set((messages::state.eq("queued"), messages::due_at.eq(Moment::from(now))))
        .execute(connection)?;
    Ok(())
}
