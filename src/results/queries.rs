use std::collections::HashMap;

use diesel::{dsl::sql, expression::SqlLiteral, prelude::*, sql_types::BigInt};

use crate::store::{
    Connection, Id, StoreError,
    schema::{collections, returns},
};

/// How many responses each collection has, by its id. A collection without any is left out.
pub type Returns = HashMap<Id, u64>;

/// The returns of every collection. The cost grows with collections and strata, not with responses or days.
pub fn returns_of_all(connection: &mut Connection) -> Result<Returns, StoreError> {
    let rows = returns::table
        .group_by(returns::collection)
        .select((returns::collection, total()))
        .load::<(Id, i64)>(connection)?;
    Ok(counted(rows))
}

/// The returns of the collections of one inspection.
pub fn returns_of(connection: &mut Connection, inspection: Id) -> Result<Returns, StoreError> {
    let its_own = collections::table.filter(collections::inspection.eq(inspection)).select(collections::id);
    let rows = returns::table
        .filter(returns::collection.eq_any(its_own))
        .group_by(returns::collection)
        .select((returns::collection, total()))
        .load::<(Id, i64)>(connection)?;
    Ok(counted(rows))
}

/// The returns of one collection by the key of their stratum.
pub fn returns_by_stratum(connection: &mut Connection, collection: Id) -> Result<HashMap<String, u64>, StoreError> {
    let rows = returns::table
        .filter(returns::collection.eq(collection))
        .group_by(returns::stratum)
        .select((returns::stratum, total()))
        .load::<(String, i64)>(connection)?;
    Ok(rows.into_iter().map(|(stratum, count)| (stratum, whole(count))).collect())
}

/// PostgreSQL sums whole numbers to a decimal one, so the sum says its type.
fn total() -> SqlLiteral<BigInt> {
    sql("CAST(SUM(returns.returned) AS BIGINT)")
}

fn counted(rows: Vec<(Id, i64)>) -> Returns {
    rows.into_iter().map(|(id, count)| (id, whole(count))).collect()
}

fn whole(count: i64) -> u64 {
    u64::try_from(count).unwrap_or(0)
}
