use std::collections::HashMap;

use diesel::{dsl::sql, prelude::*, sql_types::Text};

use crate::{
    results::Tallies,
    store::{Connection, Count, Id, StoreError, schema::tallies, sum},
};

type Row = (Id, String, String, String, Count);

/// The tallies of one collection by crowd.
pub fn by_crowd(connection: &mut Connection, collection: Id) -> Result<Tallies, StoreError> {
    let rows: Vec<Row> = tallies::table
        .filter(tallies::collection.eq(collection))
        .select((
            tallies::collection,
            tallies::part,
            tallies::question,
            tallies::option,
            tallies::count,
        ))
        .load(connection)?;
    Ok(counted(rows).remove(&collection).unwrap_or_default())
}

/// The tallies of collections, with all crowds as one.
pub fn of_all(connection: &mut Connection, ids: &[Id]) -> Result<HashMap<Id, Tallies>, StoreError> {
    let total = sum(connection, "tallies.count", "count");
    let rows: Vec<Row> = tallies::table
        .filter(tallies::collection.eq_any(ids))
        .group_by((tallies::collection, tallies::question, tallies::option))
        .select((tallies::collection, sql::<Text>("''"), tallies::question, tallies::option, total))
        .load(connection)?;
    Ok(counted(rows))
}

fn counted(rows: Vec<Row>) -> HashMap<Id, Tallies> {
    let mut found: HashMap<Id, Tallies> = HashMap::new();
    for (collection, part, question, option, count) in rows {
        let questions = found.entry(collection).or_default().entry(part).or_default();
        questions.entry(question).or_default().add(&option, count.0);
    }
    found
}
