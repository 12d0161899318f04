use std::collections::HashMap;

use diesel::{dsl::sql, expression::SqlLiteral, prelude::*, sql_types::BigInt};

use crate::{
    rates::{Figures, PartFigures, Sources, reach::Returns},
    store::{
        Connection, Id, StoreError,
        schema::{code_batches, collections, invited, mailings, returns},
    },
};

/// The figures of every collection. The cost grows with collections and strata, not with responses
/// or days.
pub fn figures_of_all(connection: &mut Connection) -> Result<Figures, StoreError> {
    let rows = returns::table
        .group_by(returns::collection)
        .select((returns::collection, total()))
        .load::<(Id, i64)>(connection)?;
    Ok(Figures { returns: counted(rows), sources: sources(connection)? })
}

/// The figures of the collections of one inspection.
pub fn figures_of(connection: &mut Connection, inspection: Id) -> Result<Figures, StoreError> {
    let its_own =
        collections::table.filter(collections::inspection.eq(inspection)).select(collections::id);
    let rows = returns::table
        .filter(returns::collection.eq_any(its_own))
        .group_by(returns::collection)
        .select((returns::collection, total()))
        .load::<(Id, i64)>(connection)?;
    Ok(Figures { returns: counted(rows), sources: sources(connection)? })
}

/// What was handed out, of every collection that has handed out anything: a row for each stratum
/// and batch.
fn sources(connection: &mut Connection) -> Result<HashMap<Id, Sources>, StoreError> {
    let mut sources: HashMap<Id, Sources> = HashMap::new();
    let mailboxes = invited::table
        .group_by(invited::collection)
        .select((invited::collection, sum("mailboxes"), sum("sent"), sum("undeliverable")))
        .load::<(Id, i64, i64, i64)>(connection)?;
    for (id, mailboxes, sent, undeliverable) in mailboxes {
        let counts = sources.entry(id).or_default();
        (counts.mailboxes, counts.sent, counts.undeliverable) =
            (whole(mailboxes), whole(sent), whole(undeliverable));
    }
    let departed = mailings::table
        .filter(mailings::departed.gt(0))
        .select((mailings::collection, mailings::departed));
    for (id, departed) in departed.load::<(Id, i64)>(connection)? {
        sources.entry(id).or_default().departed = whole(departed);
    }
    let slips = code_batches::table
        .group_by(code_batches::collection)
        .select((code_batches::collection, handed_out()))
        .load::<(Id, i64)>(connection)?;
    for (id, slips) in slips {
        sources.entry(id).or_default().slips = whole(slips);
    }
    Ok(sources)
}

/// The figures of one collection by the key of the stratum.
pub fn figures_by_stratum(
    connection: &mut Connection,
    collection: Id,
) -> Result<PartFigures, StoreError> {
    let departed = mailings::table
        .find(collection)
        .select(mailings::departed)
        .first::<i64>(connection)
        .optional()?;
    Ok(PartFigures {
        returned: returns_by_stratum(connection, collection)?,
        sources: sources_by_stratum(connection, collection)?,
        departed: whole(departed.unwrap_or(0)),
    })
}

fn sources_by_stratum(
    connection: &mut Connection,
    collection: Id,
) -> Result<HashMap<String, Sources>, StoreError> {
    let mut sources: HashMap<String, Sources> = HashMap::new();
    let mailboxes = invited::table
        .filter(invited::collection.eq(collection))
        .select((invited::stratum, invited::mailboxes, invited::sent, invited::undeliverable))
        .load::<(String, i64, i64, i64)>(connection)?;
    for (stratum, mailboxes, sent, undeliverable) in mailboxes {
        let counts = sources.entry(stratum).or_default();
        (counts.mailboxes, counts.sent, counts.undeliverable) =
            (whole(mailboxes), whole(sent), whole(undeliverable));
    }
    let slips = code_batches::table
        .filter(code_batches::collection.eq(collection))
        .group_by(code_batches::stratum)
        .select((code_batches::stratum, handed_out()))
        .load::<(String, i64)>(connection)?;
    for (stratum, slips) in slips {
        sources.entry(stratum).or_default().slips = whole(slips);
    }
    Ok(sources)
}

fn returns_by_stratum(
    connection: &mut Connection,
    collection: Id,
) -> Result<HashMap<String, u64>, StoreError> {
    let rows = returns::table
        .filter(returns::collection.eq(collection))
        .group_by(returns::stratum)
        .select((returns::stratum, total()))
        .load::<(String, i64)>(connection)?;
    Ok(rows.into_iter().map(|(stratum, count)| (stratum, whole(count))).collect())
}

/// PostgreSQL sums whole numbers to a decimal one, so each sum says its type.
fn total() -> SqlLiteral<BigInt> {
    sql("CAST(SUM(returns.returned) AS BIGINT)")
}

fn sum(column: &str) -> SqlLiteral<BigInt> {
    sql(&format!("CAST(SUM(invited.{column}) AS BIGINT)"))
}

/// A slip that was taken back unused was not handed out.
fn handed_out() -> SqlLiteral<BigInt> {
    sql("CAST(SUM(CASE WHEN code_batches.revoked THEN code_batches.used ELSE code_batches.number \
            END) AS BIGINT)")
}

fn counted(rows: Vec<(Id, i64)>) -> Returns {
    rows.into_iter().map(|(id, count)| (id, whole(count))).collect()
}

pub(super) fn whole(count: i64) -> u64 {
    u64::try_from(count).unwrap_or(0)
}
