use std::collections::BTreeMap;

use chrono::NaiveDate;
use diesel::{prelude::*, upsert::excluded};

use super::{Receipt, submission::Submission};
use crate::store::{
    Connection, Id, StoreError,
    schema::{daily_returns, held_comments, held_responses, tickets},
};

/// The kind of ticket that an open link gives: nothing is known of it until it is spent.
const OPEN: &str = "open";

/// Commits a batch: spends the tickets, holds the responses, counts them. All of it or none.
pub(super) fn store(connection: &mut Connection, batch: &[Submission]) -> Result<Vec<Receipt>, StoreError> {
    connection.immediate_transaction(|connection| {
        let mut receipts = Vec::with_capacity(batch.len());
        let mut counts: BTreeMap<(Id, &str, NaiveDate), i64> = BTreeMap::new();
        for submission in batch {
            let receipt = hold(connection, submission)?;
            if receipt == Receipt::Stored {
                *counts.entry((submission.collection, &submission.stratum, submission.day)).or_default() += 1;
            }
            receipts.push(receipt);
        }
        counts.into_iter().try_for_each(|(key, returned)| count(connection, key, returned))?;
        Ok(receipts)
    })
}

fn hold(connection: &mut Connection, submission: &Submission) -> Result<Receipt, StoreError> {
    let spent = diesel::insert_or_ignore_into(tickets::table)
        .values((
            tickets::collection.eq(submission.collection),
            tickets::digest.eq(submission.ticket),
            tickets::kind.eq(OPEN),
            tickets::stratum.eq(submission.stratum.as_ref()),
            tickets::spent.eq(true),
        ))
        .execute(connection)?;
    if spent == 0 {
        return Ok(Receipt::Repeated);
    }
    diesel::insert_into(held_responses::table)
        .values((
            held_responses::collection.eq(submission.collection),
            held_responses::id.eq(submission.id),
            held_responses::stratum.eq(submission.stratum.as_ref()),
            held_responses::sealed.eq(&submission.answers),
        ))
        .execute(connection)?;
    for comment in &submission.comments {
        diesel::insert_into(held_comments::table)
            .values((
                held_comments::collection.eq(submission.collection),
                held_comments::id.eq(comment.id),
                held_comments::question.eq(&comment.question),
                held_comments::sealed.eq(&comment.sealed),
            ))
            .execute(connection)?;
    }
    Ok(Receipt::Stored)
}

fn count(
    connection: &mut Connection,
    (collection, stratum, day): (Id, &str, NaiveDate),
    returned: i64,
) -> Result<(), StoreError> {
    diesel::insert_into(daily_returns::table)
        .values((
            daily_returns::collection.eq(collection),
            daily_returns::stratum.eq(stratum),
            daily_returns::day.eq(day),
            daily_returns::returned.eq(returned),
        ))
        .on_conflict((daily_returns::collection, daily_returns::stratum, daily_returns::day))
        .do_update()
        .set(daily_returns::returned.eq(daily_returns::returned + excluded(daily_returns::returned)))
        .execute(connection)?;
    Ok(())
}

/// A held response as it lies in the database.
#[derive(Clone, Debug, Queryable)]
pub struct HeldResponse {
    pub id: Id,
    pub stratum: String,
    pub sealed: Vec<u8>,
}

/// A held comment as it lies in the database.
#[derive(Clone, Debug, Queryable)]
pub struct HeldComment {
    pub id: Id,
    pub question: String,
    pub sealed: Vec<u8>,
}

/// The held responses of a collection, in the order of their random ids.
pub fn held_responses(connection: &mut Connection, collection: Id) -> Result<Vec<HeldResponse>, StoreError> {
    let rows = held_responses::table
        .filter(held_responses::collection.eq(collection))
        .order(held_responses::id)
        .select((held_responses::id, held_responses::stratum, held_responses::sealed));
    Ok(rows.load(connection)?)
}

/// The held comments of a collection, in the order of their random ids.
pub fn held_comments(connection: &mut Connection, collection: Id) -> Result<Vec<HeldComment>, StoreError> {
    let rows = held_comments::table.filter(held_comments::collection.eq(collection)).order(held_comments::id).select((
        held_comments::id,
        held_comments::question,
        held_comments::sealed,
    ));
    Ok(rows.load(connection)?)
}
