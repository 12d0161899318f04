use std::collections::BTreeMap;

use diesel::{
    prelude::*,
    sql_query,
    sql_types::{Array, BigInt, Binary, Date, Text},
};

use super::{Batch, Cell, Held, Issued, Key, totals};
use crate::{
    intake::submission::Submission,
    store::{HashValue, Id, StoreError},
};

const SPEND_OPEN: &str = "INSERT INTO tickets (collection, digest, stratum) \
    SELECT t.collection, t.digest, t.stratum \
    FROM unnest($1, $2, $3) AS t (collection, digest, stratum) ORDER BY t.collection, t.digest \
    ON CONFLICT DO NOTHING RETURNING collection, digest";
/// Locked in one order first: of two processes with the same tickets, one waits for the other.
const SPEND_ISSUED: &str = "WITH held AS MATERIALIZED ( SELECT i.collection, i.digest FROM \
        issued_tickets i JOIN unnest($1, $2) AS t (collection, digest) ON (i.collection, \
        i.digest) = (t.collection, t.digest) LEFT JOIN code_batches b ON b.id = i.batch WHERE \
        b.revoked IS NOT TRUE ORDER BY i.collection, i.digest FOR UPDATE OF i) DELETE FROM \
        issued_tickets i USING held WHERE (i.collection, i.digest) = (held.collection, \
        held.digest) RETURNING i.collection, i.digest, i.stratum, i.batch";
const REVOKED: &str = "SELECT i.collection, i.digest FROM issued_tickets i JOIN unnest($1, $2) AS \
    t (collection, digest) ON (i.collection, i.digest) = (t.collection, t.digest) UNION SELECT \
    r.collection, r.digest FROM revoked_tickets r JOIN unnest($1, $2) AS t (collection, digest) \
    ON (r.collection, r.digest) = (t.collection, t.digest)";
const COUNT_SLIPS: &str = "UPDATE code_batches SET used = used + $1 WHERE id = $2";
const HOLD: &str = "INSERT INTO held_responses (collection, id, stratum, sealed) SELECT * FROM \
    unnest($1, $2, $3, $4)";
const HOLD_COMMENTS: &str = "INSERT INTO held_comments (collection, id, question, sealed) SELECT \
    * FROM unnest($1, $2, $3, $4)";
const COUNT: &str = "INSERT INTO returns (collection, stratum, returned) SELECT t.collection, \
    t.stratum, t.returned FROM unnest($1, $2, $3) AS t (collection, stratum, returned) ORDER BY \
    t.collection, t.stratum ON CONFLICT (collection, stratum) DO UPDATE SET returned = \
    returns.returned + excluded.returned";
const COUNT_DAYS: &str = "INSERT INTO daily_returns (collection, stratum, day, returned) SELECT \
    t.collection, t.stratum, t.day, t.returned FROM unnest($1, $2, $3, $4) AS t (collection, \
    stratum, day, returned) ORDER BY t.collection, t.stratum, t.day ON CONFLICT (collection, \
    stratum, day) DO UPDATE SET returned = daily_returns.returned + excluded.returned";

#[derive(QueryableByName)]
struct Row {
    #[diesel(sql_type = Binary)]
    collection: Id,
    #[diesel(sql_type = Binary)]
    digest: HashValue,
}

fn keys(rows: Vec<Row>) -> Vec<Key> {
    rows.into_iter().map(|row| (row.collection, row.digest)).collect()
}

impl Batch for PgConnection {
    fn spend_open(&mut self, submissions: &[&Submission]) -> Result<Vec<Key>, StoreError> {
        let rows = sql_query(SPEND_OPEN)
            .bind::<Array<Binary>, _>(column(submissions, |s| s.collection))
            .bind::<Array<Binary>, _>(column(submissions, |s| s.ticket))
            .bind::<Array<Text>, _>(column(submissions, |s| s.part.as_ref()))
            .load::<Row>(self)?;
        Ok(keys(rows))
    }

    fn spend_issued(&mut self, submissions: &[&Submission]) -> Result<Vec<Issued>, StoreError> {
        Ok(sql_query(SPEND_ISSUED)
            .bind::<Array<Binary>, _>(column(submissions, |s| s.collection))
            .bind::<Array<Binary>, _>(column(submissions, |s| s.ticket))
            .load(self)?)
    }

    fn revoked(&mut self, submissions: &[&Submission]) -> Result<Vec<Key>, StoreError> {
        let rows = sql_query(REVOKED)
            .bind::<Array<Binary>, _>(column(submissions, |s| s.collection))
            .bind::<Array<Binary>, _>(column(submissions, |s| s.ticket))
            .load::<Row>(self)?;
        Ok(keys(rows))
    }

    fn hold(&mut self, held: &[Held<'_>]) -> Result<(), StoreError> {
        if held.is_empty() {
            return Ok(());
        }
        sql_query(HOLD)
            .bind::<Array<Binary>, _>(column(held, |h| h.submission.collection))
            .bind::<Array<Binary>, _>(column(held, |h| h.submission.id))
            .bind::<Array<Text>, _>(column(held, |h| h.part.as_ref()))
            .bind::<Array<Binary>, _>(column(held, |h| h.submission.answers.as_slice()))
            .execute(self)?;
        let mut comments: Vec<_> = held
            .iter()
            .flat_map(|h| h.submission.comments.iter().map(|c| (h.submission.collection, c)))
            .collect();
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
            .bind::<Array<Text>, _>(column(&totals, |((_, part), _)| *part))
            .bind::<Array<BigInt>, _>(column(&totals, |(_, count)| *count))
            .execute(self)?;
        let days: Vec<_> = counts.iter().collect();
        sql_query(COUNT_DAYS)
            .bind::<Array<Binary>, _>(column(&days, |((collection, ..), _)| *collection))
            .bind::<Array<Text>, _>(column(&days, |((_, part, _), _)| *part))
            .bind::<Array<Date>, _>(column(&days, |((.., day), _)| *day))
            .bind::<Array<BigInt>, _>(column(&days, |(_, count)| **count))
            .execute(self)?;
        Ok(())
    }

    fn count_slips(&mut self, slips: &BTreeMap<Id, i64>) -> Result<(), StoreError> {
        for (batch, count) in slips {
            sql_query(COUNT_SLIPS)
                .bind::<BigInt, _>(count)
                .bind::<Binary, _>(batch)
                .execute(self)?;
        }
        Ok(())
    }
}

/// One column of the rows.
fn column<'a, R, T>(rows: &'a [R], value: impl Fn(&'a R) -> T) -> Vec<T> {
    rows.iter().map(value).collect()
}
