use std::collections::HashMap;

use chrono::{DateTime, SubsecRound, Utc};
use diesel::{
    connection::SimpleConnection,
    prelude::*,
    sql_query,
    sql_types::{Array, Binary, Bool, Nullable, Text},
};

use super::{
    ReleaseError,
    model::{Comment, Response},
};
use crate::{
    inspection::Collection,
    intake::HeldResponse,
    store::{
        Connection, Id, StoreError,
        schema::{
            collections, comments, held_comments, held_responses, holdings, issued_tickets,
            responses, revoked_tickets, tallies, tickets, visit_counts,
        },
    },
};

/// How many rows are read or written by one statement.
const AT_ONCE: i64 = 2_000;
const BATCH: usize = 2_000;

impl From<diesel::result::Error> for ReleaseError {
    fn from(error: diesel::result::Error) -> Self {
        Self::Store(error.into())
    }
}

/// Lets SQLite keep 64 MB of the database in memory: with less it would write its pages more than
/// once.
pub fn make_room(connection: &mut Connection) -> Result<(), StoreError> {
    let Connection::Sqlite(connection) = connection else { return Ok(()) };
    Ok(connection.batch_execute("PRAGMA cache_size = -65536")?)
}

/// Keeps other processes from releasing this collection until the transaction ends. Whether it is
/// ours to release.
pub fn claim(connection: &mut Connection, collection: Id) -> Result<bool, StoreError> {
    let Connection::Postgres(connection) = connection else { return Ok(true) };
    let unreleased = collections::table.find(collection).filter(collections::released_at.is_null());
    let ours = unreleased.select(collections::id).for_no_key_update().skip_locked();
    Ok(ours.first::<Id>(connection).optional()?.is_some())
}

/// Marks the collection as released, unless it is, or its closing time is another by now: somebody
/// has opened it again.
pub fn mark_released(
    connection: &mut Connection,
    collection: &Collection,
    at: DateTime<Utc>,
) -> Result<bool, StoreError> {
    let unreleased = collections::table
        .find(collection.id)
        .filter(collections::released_at.is_null())
        .filter(collections::closes_at.eq(collection.closes_at.naive_utc().trunc_subsecs(6)));
    let marked = diesel::update(unreleased)
        .set(collections::released_at.eq(at.naive_utc().trunc_subsecs(6)))
        .execute(connection)?;
    Ok(marked == 1)
}

/// The next held responses in the order of their ids.
pub fn held_after(
    connection: &mut Connection,
    collection: Id,
    last: Option<Id>,
) -> Result<Vec<HeldResponse>, StoreError> {
    let mut rows =
        held_responses::table.filter(held_responses::collection.eq(collection)).into_boxed();
    if let Some(last) = last {
        rows = rows.filter(held_responses::id.gt(last));
    }
    let rows = rows.order(held_responses::id).limit(AT_ONCE);
    Ok(rows
        .select((held_responses::id, held_responses::stratum, held_responses::sealed))
        .load(connection)?)
}

/// Stores responses in the order in which they come.
pub fn store<'a>(
    connection: &mut Connection,
    collection: Id,
    rows: impl Iterator<Item = Response<'a>>,
) -> Result<(), StoreError> {
    match connection {
        Connection::Sqlite(connection) => {
            for row in rows {
                diesel::insert_into(responses::table)
                    .values((
                        responses::collection.eq(collection),
                        responses::id.eq(row.id),
                        responses::stratum.eq(row.stratum),
                        responses::answers.eq(row.answers),
                    ))
                    .execute(connection)?;
            }
        }
        Connection::Postgres(connection) => {
            let mut rows = rows.peekable();
            while rows.peek().is_some() {
                let (mut ids, mut strata, mut answers) = (Vec::new(), Vec::new(), Vec::new());
                for row in rows.by_ref().take(BATCH) {
                    ids.push(row.id);
                    strata.push(row.stratum);
                    answers.push(row.answers);
                }
                sql_query(
                    "INSERT INTO responses (collection, id, stratum, answers) \
                     SELECT $1, * FROM unnest($2, $3, $4)",
                )
                .bind::<Binary, _>(collection)
                .bind::<Array<Binary>, _>(ids)
                .bind::<Array<Text>, _>(strata)
                .bind::<Array<Binary>, _>(answers)
                .execute(connection)?;
            }
        }
    }
    Ok(())
}

/// Stores the counts.
pub fn store_tallies<'a>(
    connection: &mut Connection,
    collection: Id,
    rows: impl Iterator<Item = (&'a str, &'a str, String, i64)>,
) -> Result<(), StoreError> {
    for (stratum, question, option, count) in rows {
        diesel::insert_into(tallies::table)
            .values((
                tallies::collection.eq(collection),
                tallies::stratum.eq(stratum),
                tallies::question.eq(question),
                tallies::option.eq(option),
                tallies::count.eq(count),
            ))
            .execute(connection)?;
    }
    Ok(())
}

/// Deletes the held responses, and gives how many there were.
pub fn delete_held(connection: &mut Connection, collection: Id) -> Result<usize, StoreError> {
    let held = held_responses::table.filter(held_responses::collection.eq(collection));
    Ok(diesel::delete(held).execute(connection)?)
}

/// Deletes every ticket, spent or not, the salt, and what was counted at moments finer than a day.
pub fn delete_traces(connection: &mut Connection, collection: Id) -> Result<(), StoreError> {
    diesel::delete(tickets::table.filter(tickets::collection.eq(collection)))
        .execute(connection)?;
    diesel::delete(issued_tickets::table.filter(issued_tickets::collection.eq(collection)))
        .execute(connection)?;
    diesel::delete(revoked_tickets::table.filter(revoked_tickets::collection.eq(collection)))
        .execute(connection)?;
    diesel::delete(holdings::table.find(collection)).execute(connection)?;
    diesel::delete(visit_counts::table.filter(visit_counts::collection.eq(collection)))
        .execute(connection)?;
    Ok(())
}

/// How many had answered when comments were last released; `None` once everything is released. It
/// takes the turn of whoever releases comments.
pub fn counted_with_comments(
    connection: &mut Connection,
    collection: Id,
) -> Result<Option<u64>, StoreError> {
    let counted = holdings::table.find(collection).select(holdings::comments_counted);
    let counted: Option<i64> = match connection {
        Connection::Sqlite(connection) => counted.first(connection).optional()?,
        Connection::Postgres(connection) => {
            counted.for_update().skip_locked().first(connection).optional()?
        }
    };
    Ok(counted.map(|counted| u64::try_from(counted).unwrap_or(0)))
}

/// The held comments that were held already when comments were last released.
pub fn ripe_comments(connection: &mut Connection, collection: Id) -> Result<Vec<Id>, StoreError> {
    let ripe = held_comments::table
        .filter(held_comments::collection.eq(collection).and(held_comments::ripe));
    Ok(ripe.select(held_comments::id).load(connection)?)
}

/// The ids of all held comments.
pub fn all_held_comments(
    connection: &mut Connection,
    collection: Id,
) -> Result<Vec<Id>, StoreError> {
    let all = held_comments::table.filter(held_comments::collection.eq(collection));
    Ok(all.select(held_comments::id).load(connection)?)
}

/// The questions and sealed texts of held comments, by their ids.
pub fn held_comments_of(
    connection: &mut Connection,
    collection: Id,
    ids: &[Id],
) -> Result<HashMap<Id, (String, Vec<u8>)>, StoreError> {
    let rows = held_comments::table
        .filter(held_comments::collection.eq(collection).and(held_comments::id.eq_any(ids)))
        .select((held_comments::id, held_comments::question, held_comments::sealed))
        .load::<(Id, String, Vec<u8>)>(connection)?;
    Ok(rows.into_iter().map(|(id, question, sealed)| (id, (question, sealed))).collect())
}

pub fn delete_ripe_comments(connection: &mut Connection, collection: Id) -> Result<(), StoreError> {
    let ripe = held_comments::table
        .filter(held_comments::collection.eq(collection).and(held_comments::ripe));
    diesel::delete(ripe).execute(connection)?;
    Ok(())
}

pub fn delete_held_comments(connection: &mut Connection, collection: Id) -> Result<(), StoreError> {
    diesel::delete(held_comments::table.filter(held_comments::collection.eq(collection)))
        .execute(connection)?;
    Ok(())
}

/// Begins a new span: what is held now can be released when it ends.
pub fn ripen(connection: &mut Connection, collection: Id, returned: u64) -> Result<(), StoreError> {
    diesel::update(held_comments::table.filter(held_comments::collection.eq(collection)))
        .set(held_comments::ripe.eq(true))
        .execute(connection)?;
    diesel::update(holdings::table.find(collection))
        .set(holdings::comments_counted.eq(i64::try_from(returned).unwrap_or(i64::MAX)))
        .execute(connection)?;
    Ok(())
}

/// Takes the comments of earlier nights out, to be stored anew.
pub fn take_comments(
    connection: &mut Connection,
    collection: Id,
) -> Result<Vec<Comment>, StoreError> {
    let its_own = || comments::table.filter(comments::collection.eq(collection));
    let rows = its_own()
        .select((
            comments::id,
            comments::question,
            comments::text,
            comments::seen,
            comments::redacted,
            comments::concern,
        ))
        .load::<(Id, String, String, bool, bool, Option<String>)>(connection)?;
    diesel::delete(its_own()).execute(connection)?;
    let comment = |(id, question, text, seen, redacted, concern)| Comment {
        id,
        question,
        text,
        seen,
        redacted,
        concern,
    };
    Ok(rows.into_iter().map(comment).collect())
}

/// Stores comments in the order in which they come.
pub fn store_comments(
    connection: &mut Connection,
    collection: Id,
    all: &[Comment],
) -> Result<(), StoreError> {
    match connection {
        Connection::Sqlite(connection) => {
            for comment in all {
                diesel::insert_into(comments::table)
                    .values((
                        comments::collection.eq(collection),
                        comments::id.eq(comment.id),
                        comments::question.eq(&comment.question),
                        comments::text.eq(&comment.text),
                        comments::seen.eq(comment.seen),
                        comments::redacted.eq(comment.redacted),
                        comments::concern.eq(&comment.concern),
                    ))
                    .execute(connection)?;
            }
        }
        Connection::Postgres(connection) => {
            sql_query(
                "INSERT INTO comments (collection, id, question, text, seen, redacted, concern) \
                 SELECT $1, * FROM unnest($2, $3, $4, $5, $6, $7)",
            )
            .bind::<Binary, _>(collection)
            .bind::<Array<Binary>, _>(all.iter().map(|c| c.id).collect::<Vec<_>>())
            .bind::<Array<Text>, _>(all.iter().map(|c| c.question.as_str()).collect::<Vec<_>>())
            .bind::<Array<Text>, _>(all.iter().map(|c| c.text.as_str()).collect::<Vec<_>>())
            .bind::<Array<Bool>, _>(all.iter().map(|c| c.seen).collect::<Vec<_>>())
            .bind::<Array<Bool>, _>(all.iter().map(|c| c.redacted).collect::<Vec<_>>())
            .bind::<Array<Nullable<Text>>, _>(
                all.iter().map(|c| c.concern.as_deref()).collect::<Vec<_>>(),
            )
            .execute(connection)?;
        }
    }
    Ok(())
}
