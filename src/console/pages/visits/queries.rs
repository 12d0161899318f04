use std::collections::HashMap;

use chrono::{DateTime, Utc};
use diesel::{
    prelude::*,
    sql_query,
    sql_types::{Binary, Timestamp},
};

use super::model::Before;
use crate::{
    inspection::GRACE,
    store::{
        Connection, Count, Id, Moment, StoreError, on_either,
        schema::{visit_counts, visits},
    },
};

/// Stores the present counts of every collection that takes responses.
const KEEP: &str = "INSERT INTO visit_counts (collection, viewer, latest, returned) \
    SELECT c.id, $1, TRUE, CAST(COALESCE(SUM(r.returned), 0) AS BIGINT) \
    FROM collections c LEFT JOIN returns r ON r.collection = c.id \
    WHERE c.released_at IS NULL AND c.opens_at <= $2 AND c.closes_at > $3 GROUP BY c.id";

/// Records a sign-in with the present counts. The counts of the previous one are what pages compare
/// with.
pub fn signed_in(
    connection: &mut Connection,
    viewer: Id,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    let at = Moment::from(now);
    let closed_at = Moment::from(now - GRACE);
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
        let keep = sql_query(KEEP)
            .bind::<Binary, _>(viewer)
            .bind::<Timestamp, _>(at)
            .bind::<Timestamp, _>(closed_at);
        on_either!(connection, |connection| keep.execute(connection)?);
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
