use std::{
    collections::{BTreeMap, BTreeSet},
    fmt,
};

use diesel::{dsl::count_star, dsl::sql, prelude::*, sql_types::BigInt};
use sha2::{Digest as _, Sha256};

use crate::store::{
    Connection, Id, StoreError,
    schema::{
        code_batches, collections, daily_returns, held_responses, invited, issued_tickets, records,
        responses, returns, survey_versions, tickets,
    },
};

/// Something in the database that cannot be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Finding {
    /// A counter differs from what it counts.
    Count { collection: Id, what: &'static str, counted: i64, found: i64 },
    /// A published file has changed.
    Published { survey: String, version: i32, language: String },
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Count { collection, what, counted, found } => {
                write!(
                    f,
                    "collection {collection}: the counter says {counted} responses, but there are \
                        {found} {what}"
                )
            }
            Self::Published { survey, version, language } => {
                write!(
                    f,
                    "version {version} of the {survey} survey ({language}) differs from its SHA-256"
                )
            }
        }
    }
}

/// Counts by collection and part.
type Counts = BTreeMap<(Id, String), i64>;

/// Compares every counter with what it counts and every published file with its digest. It reads
/// whole tables, so the cost grows with the responses.
pub fn check(connection: &mut Connection) -> Result<Vec<Finding>, StoreError> {
    connection.at_one_moment(|connection| {
        let counted: Counts = pairs(
            returns::table
                .select((returns::collection, returns::part, returns::returned))
                .load(connection)?,
        );
        let by_day: Counts = pairs(
            daily_returns::table
                .group_by((daily_returns::collection, daily_returns::part))
                .select((
                    daily_returns::collection,
                    daily_returns::part,
                    sql::<BigInt>("CAST(SUM(daily_returns.returned) AS BIGINT)"),
                ))
                .load(connection)?,
        );
        let held: Counts = pairs(
            held_responses::table
                .group_by((held_responses::collection, held_responses::part))
                .select((held_responses::collection, held_responses::part, count_star()))
                .load(connection)?,
        );
        let recorded = recorded(connection)?;
        let held = with(held, &recorded);
        let spent = with(spent(connection)?, &recorded);
        let stored: Counts = pairs(
            responses::table
                .group_by((responses::collection, responses::part))
                .select((responses::collection, responses::part, count_star()))
                .load(connection)?,
        );
        // The response of an area stays where it was written.
        let kept_there = |one: &(Id, String)| stored.keys().all(|(id, _)| *id != one.0);
        let written = recorded.into_iter().filter(|(of, _)| kept_there(of));
        let stored: Counts = written.chain(stored.clone()).collect();
        let (released, purged) = released(connection)?;
        let mut findings = differences(&counted, &by_day, "counted by day");
        // A release deletes every ticket and held row; a purge also deletes what was released.
        let unreleased = |counts: &Counts| only(counts, |id| !released.contains(id));
        let kept =
            |counts: &Counts| only(counts, |id| released.contains(id) && !purged.contains(id));
        findings.extend(differences(&unreleased(&counted), &unreleased(&spent), "spent tickets"));
        findings.extend(differences(&unreleased(&counted), &unreleased(&held), "held responses"));
        // Released responses are kept by crowd, which parts do not tell.
        let (counted, stored) = (together(&kept(&counted)), together(&kept(&stored)));
        findings.extend(differences(&counted, &stored, "released responses"));
        findings.extend(published(connection)?);
        Ok(findings)
    })
}

/// The counts of each collection, over its parts.
fn together(counts: &Counts) -> Counts {
    let mut sums = Counts::new();
    for ((collection, _), count) in counts {
        *sums.entry((*collection, String::new())).or_default() += count;
    }
    sums
}

/// The finished first readings of records, which are kept without ticket and seal.
fn recorded(connection: &mut Connection) -> Result<Counts, StoreError> {
    let done = records::table.filter(records::reading.eq(1).and(records::state.eq("done")));
    Ok(pairs(
        done.group_by((records::collection, records::part))
            .select((records::collection, records::part, count_star()))
            .load(connection)?,
    ))
}

fn with(mut counts: Counts, more: &Counts) -> Counts {
    for (key, count) in more {
        *counts.entry(key.clone()).or_default() += count;
    }
    counts
}

/// The spent tickets, by the part that they counted in: of open links those in the table, of issued
/// tickets those no longer in it.
fn spent(connection: &mut Connection) -> Result<Counts, StoreError> {
    let mut spent: Counts = pairs(
        tickets::table
            .group_by((tickets::collection, tickets::part))
            .select((tickets::collection, tickets::part, count_star()))
            .load(connection)?,
    );
    let mailboxes = invited::table.select((invited::collection, invited::part, invited::mailboxes));
    let slips =
        code_batches::table.group_by((code_batches::collection, code_batches::part)).select((
            code_batches::collection,
            code_batches::part,
            sql::<BigInt>("CAST(SUM(number) AS BIGINT)"),
        ));
    let unspent = issued_tickets::table
        .group_by((issued_tickets::collection, issued_tickets::part))
        .select((issued_tickets::collection, issued_tickets::part, count_star()));
    let mut add = |rows: Vec<(Id, String, i64)>, sign: i64| {
        for (id, part, count) in rows {
            *spent.entry((id, part)).or_default() += sign * count;
        }
    };
    add(mailboxes.load(connection)?, 1);
    add(slips.load(connection)?, 1);
    add(unspent.load(connection)?, -1);
    Ok(spent)
}

/// The released collections, and those of them that are purged.
fn released(connection: &mut Connection) -> Result<(BTreeSet<Id>, BTreeSet<Id>), StoreError> {
    let released =
        collections::table.filter(collections::released_at.is_not_null()).select(collections::id);
    let purged =
        collections::table.filter(collections::purged_at.is_not_null()).select(collections::id);
    Ok((
        released.load::<Id>(connection)?.into_iter().collect(),
        purged.load::<Id>(connection)?.into_iter().collect(),
    ))
}

fn only(counts: &Counts, is_meant: impl Fn(&Id) -> bool) -> Counts {
    counts
        .iter()
        .filter(|((id, _), _)| is_meant(id))
        .map(|(key, count)| (key.clone(), *count))
        .collect()
}

fn pairs(rows: Vec<(Id, String, i64)>) -> Counts {
    rows.into_iter().map(|(collection, part, count)| ((collection, part), count)).collect()
}

fn differences(counted: &Counts, found: &Counts, what: &'static str) -> Vec<Finding> {
    let keys: BTreeSet<_> = counted.keys().chain(found.keys()).collect();
    let number = |counts: &Counts, key| counts.get(key).copied().unwrap_or(0);
    keys.into_iter()
        .map(|key| (key, number(counted, key), number(found, key)))
        .filter(|(_, counted, found)| counted != found)
        .map(|((collection, _), counted, found)| Finding::Count {
            collection: *collection,
            what,
            counted,
            found,
        })
        .collect()
}

/// A published file: survey, version, language, SHA-256, bytes.
type File = (String, i32, String, String, Vec<u8>);

fn published(connection: &mut Connection) -> Result<Vec<Finding>, StoreError> {
    let files = survey_versions::table
        .select((
            survey_versions::survey,
            survey_versions::version,
            survey_versions::language,
            survey_versions::sha256,
            survey_versions::source,
        ))
        .load::<File>(connection)?;
    let finding = |(survey, version, language, sha256, source): File| {
        let found: String =
            Sha256::digest(source).iter().map(|byte| format!("{byte:02x}")).collect();
        (found != sha256).then_some(Finding::Published { survey, version, language })
    };
    Ok(files.into_iter().filter_map(finding).collect())
}
