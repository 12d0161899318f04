use std::collections::HashMap;

use chrono::{DateTime, Utc};
use diesel::{
    prelude::*,
    sql_types::{BigInt, Binary, Bool},
};

use super::model::Before;
use crate::{
    rates,
    store::{
        Connection, Count, Id, Moment, StoreError, insert_rows,
        schema::{visit_counts, visits},
    },
};

/// Records a sign-in with the present counts. The counts of the previous one are what pages compare
/// with.
pub fn signed_in(
    connection: &mut Connection,
    viewer: Id,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    let at = Moment::from(now);
    connection.writing(|connection| {
        let last: Option<Moment> =
            visits::table.find(viewer).select(visits::at).first(connection).optional()?;
        match last {
            Some(last) => diesel::update(visits::table.find(viewer))
                .set((visits::at.eq(at), visits::before.eq(Some(last))))
                .execute(connection)?,
            None => diesel::insert_into(visits::table)
                .values((visits::viewer.eq(viewer), visits::at.eq(at)))
                .execute(connection)?,
        };
        let its_own = || visit_counts::table.filter(visit_counts::viewer.eq(viewer));
        diesel::delete(its_own().filter(visit_counts::latest.eq(false))).execute(connection)?;
        diesel::update(its_own()).set(visit_counts::latest.eq(false)).execute(connection)?;
        let counts = rates::shown_of_open(connection, now)?;
        insert_rows!(
            connection,
            visit_counts,
            given { viewer: Binary = viewer, latest: Bool = true },
            each |count| in &counts, { collection: Binary = count.0, returned: BigInt = count.1 }
        );
        Ok(())
    })
}

/// The counts of an inspection's collections at the previous sign-in; `None` if there was none.
pub fn before(
    connection: &mut Connection,
    viewer: Id,
    collections: &[Id],
) -> Result<Option<Before>, StoreError> {
    let at: Option<Option<Moment>> =
        visits::table.find(viewer).select(visits::before).first(connection).optional()?;
    let Some(at) = at.flatten() else { return Ok(None) };
    let rows = visit_counts::table
        .filter(visit_counts::collection.eq_any(collections))
        .filter(visit_counts::viewer.eq(viewer).and(visit_counts::latest.eq(false)))
        .select((visit_counts::collection, visit_counts::returned))
        .load::<(Id, Count)>(connection)?;
    let returned: HashMap<Id, u64> =
        rows.into_iter().map(|(id, Count(count))| (id, count)).collect();
    Ok(Some(Before { at: at.utc(), returned }))
}
