use diesel::prelude::*;

use crate::{
    records::{ReadingState, Turn},
    store::{Connection, Count, Id, StoreError, schema::records, sum},
};

/// What a collection has counted of one kind of people.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Total {
    pub collection: Id,
    /// The id of the option that says who they are; empty if the survey does not ask.
    pub of: String,
    pub people: u64,
    /// In how many meetings.
    pub meetings: u64,
}

/// The people whom these collections count, over what is finished.
pub fn totals(connection: &mut Connection, collections: &[Id]) -> Result<Vec<Total>, StoreError> {
    let people = sum(connection, "records.counted", "counted");
    let rows: Vec<(Id, String, Count, Count)> = records::table
        .filter(records::collection.eq_any(collections))
        .filter(records::reading.eq(Count(Turn::First.number())))
        .filter(records::state.eq(ReadingState::Done.key()))
        .group_by((records::collection, records::counted_of))
        .select((records::collection, records::counted_of, people, diesel::dsl::count_star()))
        .load(connection)?;
    let total = |(collection, of, Count(people), Count(meetings))| Total {
        collection,
        of,
        people,
        meetings,
    };
    Ok(rows.into_iter().map(total).collect())
}

/// How many readings of a collection somebody has begun.
pub fn begun(connection: &mut Connection, collection: Id) -> Result<u64, StoreError> {
    let begun = records::table
        .filter(records::collection.eq(collection))
        .filter(records::state.ne(ReadingState::Unread.key()));
    Ok(begun.count().get_result::<Count>(connection)?.0)
}
