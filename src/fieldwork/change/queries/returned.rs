use diesel::prelude::*;

use crate::store::{Connection, Count, Id, StoreError, schema::returns};

/// How many have answered.
pub(super) fn returned(connection: &mut Connection, collection: Id) -> Result<u64, StoreError> {
    let counts =
        returns::table.filter(returns::collection.eq(collection)).select(returns::returned);
    Ok(counts.load::<Count>(connection)?.into_iter().map(|count| count.0).sum())
}
