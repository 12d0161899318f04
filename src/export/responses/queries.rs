use diesel::{dsl::count_star, prelude::*};

use crate::store::{Connection, Count, Id, StoreError, schema::responses};

/// How many rows are read at a time. A connection is held no longer than that takes: some
/// milliseconds.
const CHUNK: i64 = 8_192;

/// A released response: its id, the key of its crowd, and its closed answers.
pub type Row = (Id, String, Vec<u8>);

/// How many released responses a collection has.
pub fn count(connection: &mut Connection, collection: Id) -> Result<u64, StoreError> {
    let rows = responses::table.filter(responses::collection.eq(collection)).select(count_star());
    let Count(count) = rows.first(connection)?;
    Ok(count)
}

/// The next released responses of a collection in the order of their random ids, after the one with
/// the id `after`.
pub fn next(
    connection: &mut Connection,
    collection: Id,
    after: Option<Id>,
) -> Result<Vec<Row>, StoreError> {
    let rows = responses::table
        .filter(responses::collection.eq(collection))
        .order(responses::id)
        .limit(CHUNK)
        .select((responses::id, responses::part, responses::answers));
    match after {
        None => Ok(rows.load(connection)?),
        Some(after) => Ok(rows.filter(responses::id.gt(after)).load(connection)?),
    }
}
