use chrono::NaiveDate;
use diesel::{prelude::*, upsert::excluded};

use crate::store::{Connection, StoreError, schema::chores};

/// The day when a chore was last done.
pub fn last_done(
    connection: &mut Connection,
    chore: &str,
) -> Result<Option<NaiveDate>, StoreError> {
    Ok(chores::table
        .find(chore)
        .select(chores::done_on)
        .first::<Option<NaiveDate>>(connection)
        .optional()?
        .flatten())
}

/// Records the day when a chore was done; without a day, that it is due.
pub fn mark(
    connection: &mut Connection,
    chore: &str,
    day: Option<NaiveDate>,
) -> Result<(), StoreError> {
    let row = diesel::insert_into(chores::table)
        .values((chores::name.eq(chore), chores::done_on.eq(day)))
        .on_conflict(chores::name)
        .do_update()
        .set(chores::done_on.eq(excluded(chores::done_on)));
    match connection {
        Connection::Sqlite(connection) => row.execute(connection)?,
        Connection::Postgres(connection) => row.execute(connection)?,
    };
    Ok(())
}
