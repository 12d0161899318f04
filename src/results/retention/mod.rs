//! Retention: released responses and comments are deleted after the inspection's number of days.
//! Returns and tallies stay, and so does every figure.
//!
//! A collection is marked as purged before its first row is deleted, so that no page or file ever
//! shows a partial set. Rows are deleted in batches, so that submissions never wait long. The next
//! purge continues an interrupted one.

mod queries;

use std::{thread, time::Duration};

use chrono::{DateTime, TimeDelta, Utc};

pub use queries::Kept;

use crate::{
    audit::{self, Subject},
    store::{Connection, Id, Store, StoreError, upkeep},
};

/// The pause between two batches, so that others can use the database.
const PAUSE: Duration = Duration::from_millis(20);

/// The result of purging one collection.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Purged {
    /// The collection's name.
    pub name: String,
    pub responses: usize,
    pub comments: usize,
}

impl Kept {
    /// When its rows are due for deletion.
    pub fn until(&self) -> DateTime<Utc> {
        self.released_at + TimeDelta::days(self.keep_days.into())
    }

    /// Whether a purge of it was interrupted.
    pub const fn is_interrupted(&self) -> bool {
        self.purged_at.is_some()
    }
}

/// The released collections with rows, those that are due first.
pub fn kept(connection: &mut Connection) -> Result<Vec<Kept>, StoreError> {
    let mut kept = queries::kept(connection)?;
    kept.sort_by_key(|one| (one.until(), one.id));
    Ok(kept)
}

/// How many responses and comments a purge of a collection would delete.
pub fn count(connection: &mut Connection, collection: Id) -> Result<(u64, u64), StoreError> {
    queries::count(connection, collection)
}

/// Deletes rows that are due at `now`, and those left by an interrupted purge. Blocks.
pub fn purge_due(
    store: &Store,
    now: DateTime<Utc>,
    actor: &str,
) -> Result<Vec<Purged>, StoreError> {
    let mut due = kept(&mut *store.connection()?)?;
    due.retain(|one| one.is_interrupted() || one.until() <= now);
    purge(store, &due, now, actor)
}

/// Deletes the released rows of these collections, due or not. A sweep is due afterwards. Blocks.
pub fn purge(
    store: &Store,
    these: &[Kept],
    now: DateTime<Utc>,
    actor: &str,
) -> Result<Vec<Purged>, StoreError> {
    let mut connection = store.own_connection()?;
    // All at once: comments of small collections are read together, and it must not show which
    // vanish first.
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
    let records = in_pieces(connection, |connection| queries::delete_records(connection, one.id))?;
    let recorded = match records {
        0 => String::new(),
        1 => "; also 1 record of what the team recorded".to_owned(),
        several => format!("; also {several} records of what the team recorded"),
    };
    let action = if one.is_interrupted() {
        format!(
            "Deleted the last {responses} released responses, and their comments, after an \
                interruption{recorded}"
        )
    } else {
        format!("Deleted {responses} released responses, and their comments{recorded}")
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

/// Deletes batch by batch, each in its own transaction.
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
