//! Release: the sealed responses of a closed collection become results.
//!
//! In one transaction, the sealed responses are unsealed, stored in random order under new random
//! ids, tallied, and deleted together with every ticket and the salt of their key. An interrupted
//! release has no effect, and a repeated one does nothing. Remains of deleted rows in the database
//! files are then due for a sweep ([`crate::store::upkeep::sweep`]).

mod comments;
mod gathered;
mod grouped;
mod model;
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

/// How long after the grace period a response can still arrive: respondents retry after 20 seconds,
/// and the clocks of two processes may differ slightly.
const ON_ITS_WAY: TimeDelta = TimeDelta::minutes(2);

/// The result of a release.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Released {
    /// The collection's name.
    pub name: String,
    pub responses: usize,
    pub comments: usize,
    /// How many sealed rows could not be unsealed and were left out.
    pub left_out: usize,
}

/// Why nothing was released. All responses are still sealed.
#[derive(Debug, thiserror::Error)]
pub enum ReleaseError {
    #[error(
        "{0} sealed rows cannot be unsealed: they were changed, or sealed with another secret. \
            Restore a backup, or leave them out with `speir release --without-unreadable`."
    )]
    Unreadable(usize),
    #[error("sealed answers do not fit the survey version of their collection")]
    OtherSurvey,
    #[error(
        "the audience {0} is not defined here. Publish its survey again with this version of Speir."
    )]
    UnknownAudience(&'static str),
    #[error("responses arrived during the release. Try again.")]
    Changed,
    #[error("{0}")]
    Store(#[from] StoreError),
    #[error("{0}")]
    Survey(#[from] PublishError),
}

/// When a collection can be released.
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

/// Releases one due collection. `None` if it is already released, another process is releasing it,
/// or it was reopened since it was read. Blocks.
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
    connection.keep_more_in_memory()?;
    // No more responses arrive, so all can be read and unsealed before the lock that makes other
    // writers wait.
    connection.reading_first(
        |connection| {
            let ours = queries::claim(connection, collection.id)?;
            ours.then(|| work.gather(connection)).transpose()
        },
        |connection, gathered| match gathered {
            Some(gathered) => work.finish(connection, gathered),
            None => Ok(None),
        },
    )
}

struct Work<'a> {
    collection: &'a Collection,
    sealer: &'a Sealer,
    actor: &'a str,
    leave_out: bool,
}

impl Work<'_> {
    fn gather(&self, connection: &mut Connection) -> Result<Gathered, ReleaseError> {
        // Whether answers are sealed or recorded depends on the audience.
        if self.collection.audience().definition().is_none() {
            catalogue::know(connection)?;
        }
        if self.collection.audience().definition().is_none() {
            return Err(ReleaseError::UnknownAudience(self.collection.audience().key()));
        }
        if self.collection.is_area() {
            // One response of an area is read as it was sent, and never as a figure.
            return Ok(Gathered::empty());
        }
        if !self.collection.is_signed_in() {
            return Gathered::read(connection, self.sealer, self.collection);
        }
        let edition =
            catalogue::edition(connection, self.collection.survey, self.collection.version)?;
        Gathered::recorded(connection, self.collection, edition.english())
    }

    /// Stores the gathered responses, and deletes the sealed ones.
    fn finish(
        &self,
        connection: &mut Connection,
        mut gathered: Gathered,
    ) -> Result<Option<Released>, ReleaseError> {
        let (id, name) = (self.collection.id, self.collection.name());
        if !queries::mark_released(connection, self.collection, Utc::now())? {
            return Ok(None);
        }
        let edition =
            catalogue::edition(connection, self.collection.survey, self.collection.version)?;
        let survey = edition.english();
        let (comments, unreadable) = comments::release_all(connection, self.sealer, id)?;
        let left_out = gathered.unreadable + unreadable;
        if left_out > 0 && !self.leave_out {
            return Err(ReleaseError::Unreadable(left_out));
        }
        let by_part = self.collection.is_anonymous();
        let groups = grouped::divide(&mut gathered, survey, by_part)?;
        queries::store(connection, id, gathered.responses())?;
        queries::store_groups(connection, id, &groups)?;
        queries::store_tallies(connection, id, gathered.tally(survey)?.rows(survey))?;
        if queries::delete_held(connection, id)? != gathered.read {
            return Err(ReleaseError::Changed);
        }
        queries::delete_traces(connection, id)?;
        upkeep::sweep_is_due(connection)?;
        let sentence = if self.collection.is_area() {
            "Released the answers of the area".to_owned()
        } else {
            sentence(gathered.len(), left_out)
        };
        audit::record(connection, self.actor, &sentence, self.collection)?;
        Ok(Some(Released { name, responses: gathered.len(), comments, left_out }))
    }
}

/// It omits the number of comments, which could reveal something about a small group.
fn sentence(responses: usize, left_out: usize) -> String {
    let what = format!("Released {responses} responses");
    match left_out {
        0 => what,
        rows => format!("{what}; {rows} rows that could not be unsealed were left out"),
    }
}
