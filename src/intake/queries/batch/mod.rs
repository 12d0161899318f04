//! The writer's statements for each database. SQLite runs in this process and gets single rows;
//! PostgreSQL gets whole columns, because each statement is a round trip.

mod postgres;
mod sqlite;

use std::{
    collections::{BTreeMap, HashMap},
    sync::Arc,
};

use chrono::NaiveDate;
use diesel::{
    prelude::*,
    sql_types::{Binary, Nullable, Text},
};

use crate::{
    intake::{Receipt, submission::Submission},
    store::{Connection, Durable as _, HashValue, Id, StoreError, on_either},
};

/// Where a response is counted.
type Cell<'a> = (Id, &'a str, NaiveDate);

/// Commits a batch: spends the tickets, holds the responses, counts them. All of it or none.
///
/// Every writer locks rows in the same order, tickets before counters and each by its key, so that
/// no two wait for each other.
pub fn store(
    connection: &mut Connection,
    batch: &[Submission],
) -> Result<Vec<Receipt>, StoreError> {
    on_either!(connection, |connection| connection.durably(|connection| take(connection, batch)))
}

/// The writer's statements. Submissions come in the order of their keys, none twice.
trait Batch {
    /// Spends tickets of open links. Returns those that were not spent before.
    fn spend_open(&mut self, submissions: &[&Submission]) -> Result<Vec<Key>, StoreError>;
    /// Spends issued tickets. Returns those that were neither spent nor revoked before.
    fn spend_issued(&mut self, submissions: &[&Submission]) -> Result<Vec<Issued>, StoreError>;
    /// Those of the tickets that still have a row because they were revoked.
    fn revoked(&mut self, submissions: &[&Submission]) -> Result<Vec<Key>, StoreError>;
    /// Holds responses with their comments.
    fn hold(&mut self, held: &[Held<'_>]) -> Result<(), StoreError>;
    /// Adds to the counters of responses.
    fn count(&mut self, counts: &BTreeMap<Cell<'_>, i64>) -> Result<(), StoreError>;
    /// Adds to the counters of slips.
    fn count_slips(&mut self, slips: &BTreeMap<Id, i64>) -> Result<(), StoreError>;
}

type Key = (Id, HashValue);

/// An issued ticket that is now spent: what its row said.
#[derive(Queryable, QueryableByName)]
struct Issued {
    #[diesel(sql_type = Binary)]
    collection: Id,
    #[diesel(sql_type = Binary)]
    digest: HashValue,
    #[diesel(sql_type = Text, column_name = "stratum")]
    part: String,
    #[diesel(sql_type = Nullable<Binary>)]
    batch: Option<Id>,
}

/// A response to be held, in the part where it belongs.
struct Held<'a> {
    submission: &'a Submission,
    part: Arc<str>,
}

fn take(connection: &mut impl Batch, batch: &[Submission]) -> Result<Vec<Receipt>, StoreError> {
    let mut unique: BTreeMap<Key, &Submission> = BTreeMap::new();
    for submission in batch {
        unique.entry(submission.key()).or_insert(submission);
    }
    let (issued, open): (Vec<&Submission>, Vec<_>) =
        unique.values().copied().partition(|s| s.issued);
    let mut fresh: HashMap<Key, Arc<str>> = HashMap::with_capacity(unique.len());
    if !open.is_empty() {
        for key in connection.spend_open(&open)? {
            fresh.extend(unique.get(&key).map(|submission| (key, Arc::clone(&submission.part))));
        }
    }
    let mut slips: BTreeMap<Id, i64> = BTreeMap::new();
    if !issued.is_empty() {
        for ticket in connection.spend_issued(&issued)? {
            fresh.insert((ticket.collection, ticket.digest), ticket.part.into());
            ticket.batch.into_iter().for_each(|batch| *slips.entry(batch).or_default() += 1);
        }
    }
    let unspent: Vec<&Submission> =
        issued.into_iter().filter(|s| !fresh.contains_key(&s.key())).collect();
    let revoked = if unspent.is_empty() { Vec::new() } else { connection.revoked(&unspent)? };
    let part = |submission: &Submission| fresh.get(&submission.key()).cloned();
    let mut held: Vec<Held<'_>> =
        unique.values().filter_map(|s| Some(Held { submission: s, part: part(s)? })).collect();
    // By their random ids: rows in the order of the tickets could be matched with them.
    held.sort_unstable_by_key(|held| (held.submission.collection, held.submission.id));
    connection.hold(&held)?;
    let mut counts: BTreeMap<Cell<'_>, i64> = BTreeMap::new();
    for Held { submission, part } in &held {
        *counts.entry((submission.collection, part, submission.day)).or_default() += 1;
    }
    connection.count(&counts)?;
    connection.count_slips(&slips)?;
    // Of several with one ticket, the first is the one that was stored.
    let receipt = |s: &Submission| match fresh.remove(&s.key()) {
        Some(_) => Receipt::Stored,
        None if revoked.contains(&s.key()) => Receipt::Revoked,
        None => Receipt::Repeated,
    };
    Ok(batch.iter().map(receipt).collect())
}

/// The counts without their days.
fn totals<'a>(counts: &BTreeMap<Cell<'a>, i64>) -> BTreeMap<(Id, &'a str), i64> {
    let mut totals = BTreeMap::new();
    for ((collection, part, _), count) in counts {
        *totals.entry((*collection, *part)).or_default() += count;
    }
    totals
}
