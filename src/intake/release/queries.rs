use std::collections::HashMap;

use chrono::{DateTime, Utc};
use diesel::{
    prelude::*,
    sql_types::{Binary, Bool, Nullable, Text},
};

use super::{
    ReleaseError,
    model::{Comment, Response},
};
use crate::{
    inspection::Collection,
    intake::HeldResponse,
    results::groups::Groups,
    store::{
        Connection, Count, Id, Moment, RowLock, StoreError, WithLock as _, insert_rows,
        schema::{
            collections, comments, held_comments, held_responses, holdings, issued_tickets,
            responses, result_groups, revoked_tickets, tallies, tickets, visit_counts,
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

/// Keeps other processes from releasing this collection until the transaction ends. Returns whether
/// this one may.
pub fn claim(connection: &mut Connection, collection: Id) -> Result<bool, StoreError> {
    let unreleased = collections::table.find(collection).filter(collections::released_at.is_null());
    connection.lock(unreleased.select(collections::id), RowLock::NoKeyUpdateSkipLocked)
}

/// Marks the collection as released, unless it is, or was reopened: then its closing time differs.
pub fn mark_released(
    connection: &mut Connection,
    collection: &Collection,
    at: DateTime<Utc>,
) -> Result<bool, StoreError> {
    let unreleased = collections::table
        .find(collection.id)
        .filter(collections::released_at.is_null())
        .filter(collections::closes_at.eq(Moment::from(collection.closes_at)));
    let marked = diesel::update(unreleased)
        .set(collections::released_at.eq(Moment::from(at)))
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
        .select((held_responses::id, held_responses::part, held_responses::sealed))
        .load(connection)?)
}

/// Stores responses in the order in which they come.
pub fn store<'a>(
    connection: &mut Connection,
    collection: Id,
    rows: impl Iterator<Item = Response<'a>>,
) -> Result<(), StoreError> {
    let mut rows = rows.peekable();
    while rows.peek().is_some() {
        let batch: Vec<Response<'_>> = rows.by_ref().take(BATCH).collect();
        insert_rows!(
            connection,
            responses,
            given { collection: Binary = collection },
            each |row| in &batch, {
                id: Binary = row.id,
                part: Text = row.part,
                answers: Binary = row.answers,
            }
        );
    }
    Ok(())
}

/// Stores how the results are divided, if they are.
pub fn store_groups(
    connection: &mut Connection,
    collection: Id,
    groups: &Groups,
) -> Result<(), StoreError> {
    if groups.divisions.is_empty() {
        return Ok(());
    }
    diesel::insert_into(result_groups::table)
        .values((
            result_groups::collection.eq(collection),
            result_groups::content.eq(groups.to_text()),
        ))
        .execute(connection)?;
    Ok(())
}

/// Stores the counts.
pub fn store_tallies<'a>(
    connection: &mut Connection,
    collection: Id,
    rows: impl Iterator<Item = (&'a str, &'a str, String, i64)>,
) -> Result<(), StoreError> {
    for (part, question, option, count) in rows {
        diesel::insert_into(tallies::table)
            .values((
                tallies::collection.eq(collection),
                tallies::part.eq(part),
                tallies::question.eq(question),
                tallies::option.eq(option),
                tallies::count.eq(count),
            ))
            .execute(connection)?;
    }
    Ok(())
}

/// Deletes the held responses. Returns how many there were.
pub fn delete_held(connection: &mut Connection, collection: Id) -> Result<usize, StoreError> {
    let held = held_responses::table.filter(held_responses::collection.eq(collection));
    Ok(diesel::delete(held).execute(connection)?)
}

/// Deletes every ticket, spent or not, the salt, and counts by times finer than a day.
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
/// takes the lock for releasing comments.
pub fn counted_with_comments(
    connection: &mut Connection,
    collection: Id,
) -> Result<Option<u64>, StoreError> {
    let counted = holdings::table.find(collection).select(holdings::comments_counted);
    let counted: Option<Count> =
        counted.with_lock(RowLock::UpdateSkipLocked).get_result(connection).optional()?;
    Ok(counted.map(|counted| counted.0))
}

/// The comments that were already held when comments were last released.
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

/// Begins a new span: comments held now can be released when it ends.
pub fn ripen(connection: &mut Connection, collection: Id, returned: u64) -> Result<(), StoreError> {
    diesel::update(held_comments::table.filter(held_comments::collection.eq(collection)))
        .set(held_comments::ripe.eq(true))
        .execute(connection)?;
    diesel::update(holdings::table.find(collection))
        .set(holdings::comments_counted.eq(Count(returned)))
        .execute(connection)?;
    Ok(())
}

/// Removes and returns the comments of earlier nights, to be stored again.
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
    insert_rows!(
        connection,
        comments,
        given { collection: Binary = collection },
        each |comment| in all, {
            id: Binary = comment.id,
            question: Text = comment.question.as_str(),
            text: Text = comment.text.as_str(),
            seen: Bool = comment.seen,
            redacted: Bool = comment.redacted,
            concern: Nullable<Text> = comment.concern.as_deref(),
        }
    );
    Ok(())
}
