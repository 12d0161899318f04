//! The statements of the writer, for each database: SQLite is told row by row in its own process, PostgreSQL is handed
//! whole columns, since each word with it is a journey.

use std::collections::{BTreeMap, HashSet};

use chrono::NaiveDate;
use diesel::{
    prelude::*,
    sql_query,
    sql_types::{Array, BigInt, Binary, Date, Text},
    upsert::excluded,
};

use super::super::{Receipt, submission::Submission};
use crate::store::{
    Connection, Digest, Id, StoreError,
    schema::{daily_returns, held_comments, held_responses, returns, tickets},
};

/// The kind of ticket that an open link gives: nothing is known of it until it is spent.
const OPEN: &str = "open";

/// Where a response is counted.
type Cell<'a> = (Id, &'a str, NaiveDate);

/// Commits a batch: spends the tickets, holds the responses, counts them. All of it or none.
///
/// Every writer takes rows in the same order, tickets before counters and each by its key, so that no two can wait for
/// each other.
pub fn store(connection: &mut Connection, batch: &[Submission]) -> Result<Vec<Receipt>, StoreError> {
    match connection {
        Connection::Sqlite(connection) => connection.immediate_transaction(|connection| take(connection, batch)),
        Connection::Postgres(connection) => connection.build_transaction().read_committed().run(|connection| {
            sql_query(SETTINGS).execute(connection)?;
            take(connection, batch)
        }),
    }
}

/// What the writer asks of a database.
trait Batch {
    /// Spends tickets, and gives those that were not spent before. They come in the order of their keys, none twice.
    fn spend(&mut self, submissions: &[&Submission]) -> Result<HashSet<(Id, Digest)>, StoreError>;
    /// Holds responses with their comments.
    fn hold(&mut self, submissions: &[&Submission]) -> Result<(), StoreError>;
    /// Adds to the counters.
    fn count(&mut self, counts: &BTreeMap<Cell<'_>, i64>) -> Result<(), StoreError>;
}

fn take(connection: &mut impl Batch, batch: &[Submission]) -> Result<Vec<Receipt>, StoreError> {
    let mut unique: BTreeMap<(Id, Digest), &Submission> = BTreeMap::new();
    for submission in batch {
        unique.entry(submission.key()).or_insert(submission);
    }
    let mut fresh = connection.spend(&unique.values().copied().collect::<Vec<_>>())?;
    let mut held: Vec<&Submission> = unique.into_values().filter(|s| fresh.contains(&s.key())).collect();
    // By their random ids: rows that lie in the order of the tickets could be matched with them.
    held.sort_unstable_by_key(|submission| (submission.collection, submission.id));
    connection.hold(&held)?;
    let mut counts: BTreeMap<Cell<'_>, i64> = BTreeMap::new();
    for submission in &held {
        *counts.entry((submission.collection, &submission.stratum, submission.day)).or_default() += 1;
    }
    connection.count(&counts)?;
    // Of several with one ticket, the first is the one that was stored.
    let receipt = |s: &Submission| if fresh.remove(&s.key()) { Receipt::Stored } else { Receipt::Repeated };
    Ok(batch.iter().map(receipt).collect())
}

/// The counts without their days.
fn totals<'a>(counts: &BTreeMap<Cell<'a>, i64>) -> BTreeMap<(Id, &'a str), i64> {
    let mut totals = BTreeMap::new();
    for ((collection, stratum, _), count) in counts {
        *totals.entry((*collection, *stratum)).or_default() += count;
    }
    totals
}

impl Batch for SqliteConnection {
    fn spend(&mut self, submissions: &[&Submission]) -> Result<HashSet<(Id, Digest)>, StoreError> {
        let mut fresh = HashSet::with_capacity(submissions.len());
        for submission in submissions {
            let inserted = diesel::insert_or_ignore_into(tickets::table)
                .values((
                    tickets::collection.eq(submission.collection),
                    tickets::digest.eq(submission.ticket),
                    tickets::kind.eq(OPEN),
                    tickets::stratum.eq(submission.stratum.as_ref()),
                    tickets::spent.eq(true),
                ))
                .execute(self)?;
            if inserted > 0 {
                fresh.insert(submission.key());
            }
        }
        Ok(fresh)
    }

    fn hold(&mut self, submissions: &[&Submission]) -> Result<(), StoreError> {
        for submission in submissions {
            diesel::insert_into(held_responses::table)
                .values((
                    held_responses::collection.eq(submission.collection),
                    held_responses::id.eq(submission.id),
                    held_responses::stratum.eq(submission.stratum.as_ref()),
                    held_responses::sealed.eq(&submission.answers),
                ))
                .execute(self)?;
            for comment in &submission.comments {
                diesel::insert_into(held_comments::table)
                    .values((
                        held_comments::collection.eq(submission.collection),
                        held_comments::id.eq(comment.id),
                        held_comments::question.eq(&comment.question),
                        held_comments::sealed.eq(&comment.sealed),
                    ))
                    .execute(self)?;
            }
        }
        Ok(())
    }

    fn count(&mut self, counts: &BTreeMap<Cell<'_>, i64>) -> Result<(), StoreError> {
        for ((collection, stratum), count) in totals(counts) {
            diesel::insert_into(returns::table)
                .values((returns::collection.eq(collection), returns::stratum.eq(stratum), returns::returned.eq(count)))
                .on_conflict((returns::collection, returns::stratum))
                .do_update()
                .set(returns::returned.eq(returns::returned + excluded(returns::returned)))
                .execute(self)?;
        }
        for ((collection, stratum, day), count) in counts {
            diesel::insert_into(daily_returns::table)
                .values((
                    daily_returns::collection.eq(collection),
                    daily_returns::stratum.eq(stratum),
                    daily_returns::day.eq(day),
                    daily_returns::returned.eq(count),
                ))
                .on_conflict((daily_returns::collection, daily_returns::stratum, daily_returns::day))
                .do_update()
                .set(daily_returns::returned.eq(daily_returns::returned + excluded(daily_returns::returned)))
                .execute(self)?;
        }
        Ok(())
    }
}

/// For this transaction alone. A respondent is thanked only after the commit is on the disk, whatever the server is set
/// to; what is stricter stays. Whoever locks the tables makes respondents wait no longer than SQLite would.
const SETTINGS: &str = "SELECT set_config('lock_timeout', '5s', true), \
    CASE current_setting('synchronous_commit') WHEN 'off' THEN set_config('synchronous_commit', 'on', true) END";
const SPEND: &str = "INSERT INTO tickets (collection, digest, kind, stratum, spent) \
    SELECT t.collection, t.digest, $1, t.stratum, true \
    FROM unnest($2, $3, $4) AS t (collection, digest, stratum) ORDER BY t.collection, t.digest \
    ON CONFLICT DO NOTHING RETURNING collection, digest";
const HOLD: &str = "INSERT INTO held_responses (collection, id, stratum, sealed) SELECT * FROM unnest($1, $2, $3, $4)";
const HOLD_COMMENTS: &str =
    "INSERT INTO held_comments (collection, id, question, sealed) SELECT * FROM unnest($1, $2, $3, $4)";
const COUNT: &str = "INSERT INTO returns (collection, stratum, returned) \
    SELECT t.collection, t.stratum, t.returned \
    FROM unnest($1, $2, $3) AS t (collection, stratum, returned) ORDER BY t.collection, t.stratum \
    ON CONFLICT (collection, stratum) DO UPDATE SET returned = returns.returned + excluded.returned";
const COUNT_DAYS: &str = "INSERT INTO daily_returns (collection, stratum, day, returned) \
    SELECT t.collection, t.stratum, t.day, t.returned \
    FROM unnest($1, $2, $3, $4) AS t (collection, stratum, day, returned) \
    ORDER BY t.collection, t.stratum, t.day \
    ON CONFLICT (collection, stratum, day) DO UPDATE SET returned = daily_returns.returned + excluded.returned";

#[derive(QueryableByName)]
struct Spent {
    #[diesel(sql_type = Binary)]
    collection: Id,
    #[diesel(sql_type = Binary)]
    digest: Digest,
}

impl Batch for PgConnection {
    fn spend(&mut self, submissions: &[&Submission]) -> Result<HashSet<(Id, Digest)>, StoreError> {
        let rows = sql_query(SPEND)
            .bind::<Text, _>(OPEN)
            .bind::<Array<Binary>, _>(column(submissions, |s| s.collection))
            .bind::<Array<Binary>, _>(column(submissions, |s| s.ticket))
            .bind::<Array<Text>, _>(column(submissions, |s| s.stratum.as_ref()))
            .load::<Spent>(self)?;
        Ok(rows.into_iter().map(|row| (row.collection, row.digest)).collect())
    }

    fn hold(&mut self, submissions: &[&Submission]) -> Result<(), StoreError> {
        if submissions.is_empty() {
            return Ok(());
        }
        sql_query(HOLD)
            .bind::<Array<Binary>, _>(column(submissions, |s| s.collection))
            .bind::<Array<Binary>, _>(column(submissions, |s| s.id))
            .bind::<Array<Text>, _>(column(submissions, |s| s.stratum.as_ref()))
            .bind::<Array<Binary>, _>(column(submissions, |s| s.answers.as_slice()))
            .execute(self)?;
        let mut comments: Vec<_> =
            submissions.iter().flat_map(|s| s.comments.iter().map(|comment| (s.collection, comment))).collect();
        if comments.is_empty() {
            return Ok(());
        }
        comments.sort_unstable_by_key(|(collection, comment)| (*collection, comment.id));
        sql_query(HOLD_COMMENTS)
            .bind::<Array<Binary>, _>(column(&comments, |(collection, _)| *collection))
            .bind::<Array<Binary>, _>(column(&comments, |(_, comment)| comment.id))
            .bind::<Array<Text>, _>(column(&comments, |(_, comment)| comment.question.as_str()))
            .bind::<Array<Binary>, _>(column(&comments, |(_, comment)| comment.sealed.as_slice()))
            .execute(self)?;
        Ok(())
    }

    fn count(&mut self, counts: &BTreeMap<Cell<'_>, i64>) -> Result<(), StoreError> {
        if counts.is_empty() {
            return Ok(());
        }
        let totals: Vec<_> = totals(counts).into_iter().collect();
        sql_query(COUNT)
            .bind::<Array<Binary>, _>(column(&totals, |((collection, _), _)| *collection))
            .bind::<Array<Text>, _>(column(&totals, |((_, stratum), _)| *stratum))
            .bind::<Array<BigInt>, _>(column(&totals, |(_, count)| *count))
            .execute(self)?;
        let days: Vec<_> = counts.iter().collect();
        sql_query(COUNT_DAYS)
            .bind::<Array<Binary>, _>(column(&days, |((collection, ..), _)| *collection))
            .bind::<Array<Text>, _>(column(&days, |((_, stratum, _), _)| *stratum))
            .bind::<Array<Date>, _>(column(&days, |((.., day), _)| *day))
            .bind::<Array<BigInt>, _>(column(&days, |(_, count)| **count))
            .execute(self)?;
        Ok(())
    }
}

/// One column of the rows that are handed over.
fn column<'a, R, T>(rows: &'a [R], value: impl Fn(&'a R) -> T) -> Vec<T> {
    rows.iter().map(value).collect()
}
