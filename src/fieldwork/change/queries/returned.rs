use diesel::prelude::*;

use crate::store::{Connection, Id, StoreError, schema::returns};

/// How many have answered.
pub(super) fn returned(connection: &mut Connection, collection: Id) -> Result<u64, StoreError> {
    let counts =
        returns::table.filter(returns::collection.eq(collection)).select(returns::returned);
    let counted: i64 = counts.load::<i64>(connection)?.into_iter().sum();
    Ok(u64::try_from(counted).unwrap_or(0))
}
