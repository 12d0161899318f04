mod sampling;
mod saving;
mod shared;
mod totals;

use chrono::{DateTime, NaiveDate, Utc};
use diesel::prelude::*;

pub use sampling::{Sample, sample_of, set_sample};
pub use saving::{Saving, add, delete, save};
pub use shared::{ONLY, only_ones, save_shared};
pub use totals::{Total, begun, totals};

use super::{NotSampled, NotSaved, Reading, ReadingState, Turn, Written};
use crate::{
    inspection::{State, queries::unscoped},
    store::{
        Connection, Count, Id, Moment, StoreError,
        schema::{collections, daily_returns, records, returns},
        sought,
    },
};

impl From<diesel::result::Error> for NotSaved {
    fn from(error: diesel::result::Error) -> Self {
        Self::Store(error.into())
    }
}

impl From<diesel::result::Error> for NotSampled {
    fn from(error: diesel::result::Error) -> Self {
        Self::Store(error.into())
    }
}

/// A collection whose row is locked.
enum Taken {
    Gone,
    /// It cannot be changed now.
    Closed,
    Ready,
}

type Row =
    (Count<u32>, Count<u32>, Id, String, Option<String>, ReadingState, Written, Count, Moment);

macro_rules! columns {
    () => {
        (
            records::number,
            records::reading,
            records::id,
            records::reader,
            records::saved_by,
            records::state,
            records::answers,
            records::edits,
            records::updated_at,
        )
    };
}

use columns;

fn reading(row: Row) -> Reading {
    let (number, turn, id, reader, saved_by, state, written, edits, updated_at) = row;
    Reading {
        number: number.0,
        turn: if turn.0 == Turn::Second.number() { Turn::Second } else { Turn::First },
        id,
        reader,
        saved_by,
        state,
        written,
        edits: edits.0,
        updated_at: updated_at.utc(),
    }
}

/// Every reading of a collection, by number; the first of a record before the second.
pub fn of_collection(
    connection: &mut Connection,
    collection: Id,
) -> Result<Vec<Reading>, StoreError> {
    let rows = records::table
        .filter(records::collection.eq(collection))
        .order((records::number, records::reading))
        .select(columns!());
    Ok(rows.load::<Row>(connection)?.into_iter().map(reading).collect())
}

/// One reading, if it is there.
pub fn one(
    connection: &mut Connection,
    collection: Id,
    (number, turn): (u32, Turn),
) -> Result<Option<Reading>, StoreError> {
    let (Some(number), Some(turn)) = (sought(number), sought(turn.number())) else {
        return Ok(None);
    };
    let row = records::table.find((collection, number, turn)).select(columns!());
    Ok(row.first::<Row>(connection).optional()?.map(reading))
}

/// The part and the answers of every record that is read, by its first reading.
pub fn first_readings(
    connection: &mut Connection,
    collection: Id,
) -> Result<Vec<(String, Written)>, StoreError> {
    let done = records::table
        .filter(records::collection.eq(collection))
        .filter(records::reading.eq(Count(Turn::First.number())))
        .filter(records::state.eq(ReadingState::Done.key()));
    Ok(done.order(records::number).select((records::part, records::answers)).load(connection)?)
}

/// Locks the row of a collection until the transaction ends, and says whether it is in one of the
/// `states` at `now`.
fn take(
    connection: &mut Connection,
    collection: Id,
    states: &[State],
    now: DateTime<Utc>,
) -> Result<Taken, StoreError> {
    diesel::update(collections::table.find(collection))
        .set(collections::target_percent.eq(collections::target_percent))
        .execute(connection)?;
    Ok(match unscoped::collection_by_id(connection, collection)? {
        None => Taken::Gone,
        Some(found) if states.contains(&found.state(now)) => Taken::Ready,
        Some(_) => Taken::Closed,
    })
}

/// Locks the row of a collection that has to be open at `now`.
fn take_open(
    connection: &mut Connection,
    collection: Id,
    now: DateTime<Utc>,
) -> Result<(), NotSaved> {
    match take(connection, collection, &[State::Open], now)? {
        Taken::Ready => Ok(()),
        Taken::Gone => Err(NotSaved::Gone),
        Taken::Closed => Err(NotSaved::NotOpen),
    }
}

/// Counts again how many records are read, by part and by day. The caller has locked the
/// collection.
fn count(connection: &mut Connection, collection: Id) -> Result<(), StoreError> {
    let done = records::table
        .filter(records::collection.eq(collection))
        .filter(records::reading.eq(Count(Turn::First.number())))
        .filter(records::state.eq(ReadingState::Done.key()));
    let rows: Vec<(String, Option<NaiveDate>)> =
        done.select((records::part, records::done_on)).load(connection)?;
    let mut parts = std::collections::BTreeMap::<String, i64>::new();
    let mut days = std::collections::BTreeMap::<(String, NaiveDate), i64>::new();
    for (part, day) in rows {
        if let Some(day) = day {
            *days.entry((part.clone(), day)).or_default() += 1;
        }
        *parts.entry(part).or_default() += 1;
    }
    diesel::delete(returns::table.filter(returns::collection.eq(collection)))
        .execute(connection)?;
    diesel::delete(daily_returns::table.filter(daily_returns::collection.eq(collection)))
        .execute(connection)?;
    for (part, returned) in parts {
        diesel::insert_into(returns::table)
            .values((
                returns::collection.eq(collection),
                returns::part.eq(part),
                returns::returned.eq(returned),
            ))
            .execute(connection)?;
    }
    for ((part, day), returned) in days {
        diesel::insert_into(daily_returns::table)
            .values((
                daily_returns::collection.eq(collection),
                daily_returns::part.eq(part),
                daily_returns::day.eq(day),
                daily_returns::returned.eq(returned),
            ))
            .execute(connection)?;
    }
    Ok(())
}
