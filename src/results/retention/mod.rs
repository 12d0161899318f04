//! Released responses and comments are kept for as many days as the inspection says, and then
//! deleted. What was counted stays: returns, tallies, and with them every figure.
//!
//! A collection is marked as purged before its first row goes, so that no page and no file ever
//! shows a part of what was there. Rows go in pieces, so that whoever sends a response meanwhile
//! never waits for long; a purge that is interrupted goes on where it ended when the next one
//! begins.

mod queries;

use std::{thread, time::Duration};

use chrono::{DateTime, TimeDelta, Utc};

pub use queries::Kept;

use crate::{
    audit::{self, Subject},
    store::{Connection, Id, Store, StoreError, upkeep},
};

/// How long everybody else has the database between two pieces.
const PAUSE: Duration = Duration::from_millis(20);

/// What a purge has deleted of one collection.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Purged {
    /// The collection's name.
    pub name: String,
    pub responses: usize,
    pub comments: usize,
}

impl Kept {
    /// When its rows are to be deleted.
    pub fn until(&self) -> DateTime<Utc> {
        self.released_at + TimeDelta::days(self.keep_days.into())
    }

    /// Whether a purge of it has begun and not ended.
    pub const fn is_interrupted(&self) -> bool {
        self.purged_at.is_some()
    }
}

/// The released collections whose rows are still there, those that are due first.
pub fn kept(connection: &mut Connection) -> Result<Vec<Kept>, StoreError> {
    let mut kept = queries::kept(connection)?;
    kept.sort_by_key(|one| (one.until(), one.id));
    Ok(kept)
}

/// How many responses and comments a purge of a collection would delete.
pub fn count(connection: &mut Connection, collection: Id) -> Result<(u64, u64), StoreError> {
    queries::count(connection, collection)
}

/// Deletes what has been kept long enough at `now`, and what an interrupted purge left over.
/// Blocks.
pub fn purge_due(
    store: &Store,
    now: DateTime<Utc>,
    actor: &str,
) -> Result<Vec<Purged>, StoreError> {
    let mut due = kept(&mut *store.connection()?)?;
    due.retain(|one| one.is_interrupted() || one.until() <= now);
    purge(store, &due, now, actor)
}

/// Deletes the released rows of these collections, however long they have been kept. A sweep is due
/// then. Blocks.
pub fn purge(
    store: &Store,
    these: &[Kept],
    now: DateTime<Utc>,
    actor: &str,
) -> Result<Vec<Purged>, StoreError> {
    let mut connection = store.own_connection()?;
    // All at once: of small collections, whose comments are read together, none must be seen to go
    // before the others.
    queries::mark_purged(&mut connection, these, now)?;
    let mut purged = Vec::with_capacity(these.len());
    for one in these {
        purged.push(purge_one(&mut connection, one, actor)?);
    }
    Ok(purged)
}

fn purge_one(connection: &mut Connection, one: &Kept, actor: &str) -> Result<Purged, StoreError> {
    let comments =
        in_pieces(connection, |connection| queries::delete_comments(connection, one.id))?;
    let responses =
        in_pieces(connection, |connection| queries::delete_responses(connection, one.id))?;
    let action = if one.is_interrupted() {
        format!(
            "Deleted the last {responses} released responses, and their comments, after an \
                interruption"
        )
    } else {
        format!("Deleted {responses} released responses, and their comments")
    };
    audit::with(
        connection,
        actor,
        &action,
        Subject::of(one.inspection, &one.name),
        upkeep::sweep_is_due,
    )?;
    Ok(Purged { name: one.name.clone(), responses, comments })
}

/// Deletes piece by piece, each in a transaction of its own, until there is none left.
fn in_pieces(
    connection: &mut Connection,
    delete_some: impl Fn(&mut Connection) -> Result<usize, StoreError>,
) -> Result<usize, StoreError> {
    let mut deleted = 0;
    loop {
        let some = connection.writing(|connection| {
            let some = delete_some(connection)?;
            upkeep::sweep_is_due(connection)?;
            Ok::<_, StoreError>(some)
        })?;
        if some == 0 {
            return Ok(deleted);
        }
        deleted += some;
        thread::sleep(PAUSE);
    }
}
