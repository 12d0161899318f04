//! Release: what was held while a collection was open becomes results.
//!
//! In one transaction the held responses are unsealed, stored in random order under fresh random
//! ids, tallied, and deleted with every ticket and the salt of their key. An interrupted release
//! has done nothing; one that is done again does nothing more. What the database keeps of deleted
//! rows for its own purposes is due to be swept away then ([`crate::store::upkeep::sweep`]).

mod comments;
mod gathered;
mod queries;
mod tallied;

pub use comments::release_all_ripe;

use chrono::{DateTime, TimeDelta, Utc};

use self::gathered::Gathered;
use super::Sealer;
use crate::{
    audit,
    catalogue::{self, PublishError},
    inspection::{Collection, GRACE, queries as inspections},
    store::{Connection, Secret, Store, StoreError, upkeep},
};

/// How long after the grace nothing can be on its way any more: a respondent is told to try again
/// after 20 seconds, and the clocks of two processes may differ a little.
const ON_ITS_WAY: TimeDelta = TimeDelta::minutes(2);

/// What a release has done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Released {
    /// The collection's name.
    pub name: String,
    pub responses: usize,
    pub comments: usize,
    /// How many held rows could not be unsealed, and are left out.
    pub left_out: usize,
}

/// Why nothing was released. Everything is held as before.
#[derive(Debug, thiserror::Error)]
pub enum ReleaseError {
    #[error(
        "{0} sealed rows cannot be unsealed: they were changed, or sealed with another secret. \
            Restore a backup, or leave them out with `speir release --without-unreadable`."
    )]
    Unreadable(usize),
    #[error("sealed answers do not fit the survey version of their collection")]
    OtherSurvey,
    #[error("responses arrived during the release. Try again.")]
    Changed,
    #[error("{0}")]
    Store(#[from] StoreError),
    #[error("{0}")]
    Survey(#[from] PublishError),
}

/// From when on a collection can be released.
pub fn due_at(collection: &Collection) -> DateTime<Utc> {
    collection.closes_at + GRACE + ON_ITS_WAY
}

/// The collections that can be released at `now`, and are not yet.
pub fn due(connection: &mut Connection, now: DateTime<Utc>) -> Result<Vec<Collection>, StoreError> {
    let mut collections = inspections::unscoped::collections(connection)?;
    collections.retain(|collection| collection.released_at.is_none() && due_at(collection) <= now);
    collections.sort_by_key(|collection| (collection.closes_at, collection.id));
    Ok(collections)
}

/// Releases one collection that is due. `None` if it was released already, another process is at
/// it, or it was opened again since it was read. Blocks.
///
/// `leave_out` says whether rows that cannot be unsealed may be left out.
pub fn release(
    store: &Store,
    secret: &Secret,
    collection: &Collection,
    actor: &str,
    leave_out: bool,
) -> Result<Option<Released>, ReleaseError> {
    let mut connection = store.own_connection()?;
    let sealer = Sealer::of(secret, collection);
    let work = Work { collection, sealer: &sealer, actor, leave_out };
    match &connection {
        // Nothing comes in any more, so all is read and unsealed before the writers of other
        // collections have to wait.
        Connection::Sqlite(_) => {
            queries::make_room(&mut connection)?;
            let gathered = Gathered::read(&mut connection, &sealer, collection)?;
            connection.writing(|connection| work.finish(connection, &gathered))
        }
        Connection::Postgres(_) => connection.writing(|connection| {
            if !queries::claim(connection, collection.id)? {
                return Ok(None);
            }
            let gathered = Gathered::read(connection, &sealer, collection)?;
            work.finish(connection, &gathered)
        }),
    }
}

struct Work<'a> {
    collection: &'a Collection,
    sealer: &'a Sealer,
    actor: &'a str,
    leave_out: bool,
}

impl Work<'_> {
    /// Stores what was gathered, and deletes what was held.
    fn finish(
        &self,
        connection: &mut Connection,
        gathered: &Gathered,
    ) -> Result<Option<Released>, ReleaseError> {
        let (id, name) = (self.collection.id, self.collection.name());
        if !queries::mark_released(connection, self.collection, Utc::now())? {
            return Ok(None);
        }
        let edition =
            catalogue::edition(connection, self.collection.audience, self.collection.version)?;
        let survey = edition.english();
        let (comments, unreadable) = comments::release_all(connection, self.sealer, id)?;
        let left_out = gathered.unreadable + unreadable;
        if left_out > 0 && !self.leave_out {
            return Err(ReleaseError::Unreadable(left_out));
        }
        queries::store(connection, id, gathered.responses())?;
        queries::store_tallies(connection, id, gathered.tally(survey)?.rows(survey))?;
        if queries::delete_held(connection, id)? != gathered.read {
            return Err(ReleaseError::Changed);
        }
        queries::delete_traces(connection, id)?;
        upkeep::sweep_is_due(connection)?;
        audit::record(
            connection,
            self.actor,
            &sentence(gathered.len(), left_out),
            self.collection,
        )?;
        Ok(Some(Released { name, responses: gathered.len(), comments, left_out }))
    }
}

/// It says nothing of how many comments there are: of a small group that tells something.
fn sentence(responses: usize, left_out: usize) -> String {
    let what = format!("Released {responses} responses");
    match left_out {
        0 => what,
        rows => format!("{what}; {rows} rows that could not be unsealed were left out"),
    }
}
