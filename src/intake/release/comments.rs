//! Comments of open collections are released at night. Each one hides among at least k people who
//! answered in the same span of nights, and so must the last one at closing. Therefore a comment
//! waits until the night after its span ends: the remaining comments of the last span then also
//! hide among the people of the previous span.

use chrono::{DateTime, Utc};
use rand::seq::SliceRandom;

use super::{ReleaseError, gathered::rising_ids, model::Comment, queries};
use crate::{
    audit,
    inspection::{Collection, State, queries as inspections},
    intake::Sealer,
    rates,
    store::{Connection, Id, Secret, Store, StoreError, upkeep},
};

/// How many comments are unsealed at once.
const AT_ONCE: usize = 500;

/// Releases the comments of open collections if enough people have answered. Returns how many.
/// Blocks.
pub fn release_all_ripe(
    store: &Store,
    secret: &Secret,
    now: DateTime<Utc>,
) -> Result<usize, StoreError> {
    let collections = inspections::unscoped::collections(&mut *store.connection()?)?;
    let open = collections.into_iter().filter(|collection| collection.state(now) == State::Open);
    let mut released = 0;
    for collection in open {
        match release_ripe(store, secret, &collection, now) {
            Ok(count) => released += count,
            Err(error) => {
                tracing::error!(collection = %collection.name(), %error, "comments could not be \
                    released");
            }
        }
    }
    Ok(released)
}

/// Releases the comments of one open collection that have waited long enough, if k people have
/// answered since the last release, as far as the count of responses shows. Returns how many were
/// released.
fn release_ripe(
    store: &Store,
    secret: &Secret,
    collection: &Collection,
    now: DateTime<Utc>,
) -> Result<usize, ReleaseError> {
    let mut connection = store.own_connection()?;
    let sealer = Sealer::of(secret, collection);
    connection.writing(|connection| {
        let Some(counted) = queries::counted_with_comments(connection, collection.id)? else {
            return Ok(0);
        };
        let inspection =
            inspections::unscoped::inspection_by_id(connection, collection.inspection)?;
        // Comments that appear tell that so many have answered, as a count would. So they wait for
        // the count, too.
        let Some(k) = inspection.map(|inspection| inspection.k().max(rates::FEW)) else {
            return Ok(0);
        };
        let figures = rates::figures_by_part(connection, collection.id, now)?;
        let (_, shown) = figures.whole(collection);
        if shown.count().is_none_or(|shown| shown < counted + k) {
            return Ok(0);
        }
        let returned = figures.for_release().values().sum();
        let ripe = queries::ripe_comments(connection, collection.id)?;
        let ripe = ripe.into_iter().map(Source::Held).collect();
        let (released, unreadable) = store_shuffled(connection, &sealer, collection.id, ripe)?;
        if unreadable > 0 {
            return Err(ReleaseError::Unreadable(unreadable));
        }
        queries::delete_ripe_comments(connection, collection.id)?;
        queries::ripen(connection, collection.id, returned)?;
        upkeep::sweep_is_due(connection)?;
        if released > 0 {
            let sentence = "Released comments while the collection is open";
            audit::record(connection, audit::SERVICE, sentence, collection)?;
        }
        Ok(released)
    })
}

/// Releases all remaining comments of a collection and stores those of earlier nights again among
/// them, so that their time of arrival is hidden. Returns how many there are now, and how many
/// could not be unsealed.
pub fn release_all(
    connection: &mut Connection,
    sealer: &Sealer,
    collection: Id,
) -> Result<(usize, usize), ReleaseError> {
    let earlier = queries::take_comments(connection, collection)?;
    let held = queries::all_held_comments(connection, collection)?;
    let mut all: Vec<Source> = held.into_iter().map(Source::Held).collect();
    all.extend(earlier.into_iter().map(|comment| Source::Earlier(Box::new(comment))));
    let stored = store_shuffled(connection, sealer, collection, all)?;
    queries::delete_held_comments(connection, collection)?;
    Ok(stored)
}

enum Source {
    Held(Id),
    Earlier(Box<Comment>),
}

/// Stores comments in random order under new random ids. Only some texts are in memory at a time.
fn store_shuffled(
    connection: &mut Connection,
    sealer: &Sealer,
    collection: Id,
    mut all: Vec<Source>,
) -> Result<(usize, usize), ReleaseError> {
    all.shuffle(&mut rand::rng());
    let mut fresh = rising_ids(all.len()).into_iter();
    let (mut stored, mut unreadable) = (0, 0);
    let mut all = all.into_iter().peekable();
    while all.peek().is_some() {
        let some: Vec<Source> = all.by_ref().take(AT_ONCE).collect();
        let ids: Vec<Id> = some
            .iter()
            .filter_map(|s| if let Source::Held(id) = s { Some(*id) } else { None })
            .collect();
        let mut held = queries::held_comments_of(connection, collection, &ids)?;
        let mut comments = Vec::with_capacity(some.len());
        for (source, id) in some.into_iter().zip(fresh.by_ref()) {
            match source {
                Source::Earlier(comment) => comments.push(Comment { id, ..*comment }),
                Source::Held(old) => {
                    let unsealed = held.remove(&old).and_then(|(question, sealed)| {
                        sealer.unseal_comment(old, &sealed).ok().map(|text| (question, text))
                    });
                    let Some((question, text)) = unsealed else {
                        unreadable += 1;
                        continue;
                    };
                    comments.push(Comment {
                        id,
                        question,
                        text,
                        seen: false,
                        redacted: false,
                        concern: None,
                    });
                }
            }
        }
        stored += comments.len();
        queries::store_comments(connection, collection, &comments)?;
    }
    Ok((stored, unreadable))
}
