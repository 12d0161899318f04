use chrono::{DateTime, Utc};
use diesel::prelude::*;
use serde::{Deserialize, Serialize};

use super::{Taken, count, of_collection, take};
use crate::{
    audit,
    inspection::{Collection, State},
    records::{
        NotSampled, Reading, ReadingState, Turn, Written,
        sample::{HasAnswers, Plan},
    },
    store::{
        Connection, Count, Id, Moment,
        schema::{collections, records},
    },
};

/// How many records are read, and by whom.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sample {
    pub size: u32,
    /// The addresses of those who read, sorted.
    pub readers: Vec<String>,
}

/// The sample as these readings show it.
pub fn sample_of(readings: &[Reading]) -> Sample {
    let mut readers: Vec<String> = readings.iter().map(|one| one.reader.clone()).collect();
    readers.sort_unstable();
    readers.dedup();
    Sample { size: readings.iter().map(|one| one.number).max().unwrap_or(0), readers }
}

/// Sets the sample of a collection, if it is still `from`, and gives its records to the readers.
/// No answer is lost: see [`Plan::new`].
///
/// # Errors
///
/// [`NotSampled::SampleChanged`] if the sample has changed since.
pub fn set_sample(
    connection: &mut Connection,
    collection: &Collection,
    (from, to): (&Sample, &Sample),
    (actor, now): (&str, DateTime<Utc>),
) -> Result<(), NotSampled> {
    connection.writing(|connection| {
        match take(connection, collection.id, &[State::Planned, State::Open], now)? {
            Taken::Ready => {}
            Taken::Gone => return Err(NotSampled::Gone),
            Taken::Closed => return Err(NotSampled::Closed),
        }
        let before = of_collection(connection, collection.id)?;
        if sample_of(&before) != *from {
            return Err(NotSampled::SampleChanged);
        }
        let plan = Plan::new(to.size, &to.readers, &before)
            .map_err(|HasAnswers(number)| NotSampled::HasAnswers(number))?;
        store(connection, collection.id, &before, &plan, now)?;
        diesel::update(collections::table.find(collection.id))
            .set(collections::population.eq(Count(to.size)))
            .execute(connection)?;
        count(connection, collection.id)?;
        let twice = plan.0.keys().filter(|(_, turn)| *turn == Turn::Second).count();
        let action = format!(
            "Set the sample to {} records, {twice} of them read twice, read by {}",
            to.size,
            to.readers.join(", ")
        );
        Ok(audit::record(connection, actor, &action, collection)?)
    })
}

/// Makes the rows those of the plan. Rows with answers are only given to another reader.
fn store(
    connection: &mut Connection,
    collection: Id,
    before: &[Reading],
    plan: &Plan,
    now: DateTime<Utc>,
) -> Result<(), NotSampled> {
    for one in before {
        let row = || records::table.find((collection, Count(one.number), Count(one.turn.number())));
        match plan.0.get(&(one.number, one.turn)) {
            Some(reader) if *reader == one.reader => {}
            Some(reader) => {
                diesel::update(row()).set(records::reader.eq(reader)).execute(connection)?;
            }
            None => {
                let unread = row().filter(records::state.eq(ReadingState::Unread.key()));
                diesel::delete(unread).execute(connection)?;
            }
        }
    }
    let is_new = |key: &(u32, Turn)| !before.iter().any(|one| (one.number, one.turn) == *key);
    for ((number, turn), reader) in plan.0.iter().filter(|(key, _)| is_new(key)) {
        diesel::insert_into(records::table)
            .values((
                records::collection.eq(collection),
                records::number.eq(Count(*number)),
                records::reading.eq(Count(turn.number())),
                records::id.eq(Id::random()),
                records::reader.eq(reader),
                records::state.eq(ReadingState::Unread.key()),
                records::answers.eq(Written::default().to_text()),
                records::edits.eq(Count(0_u64)),
                records::part.eq(""),
                records::counted.eq(Count(0_u32)),
                records::counted_of.eq(""),
                records::updated_at.eq(Moment::from(now)),
            ))
            .execute(connection)?;
    }
    Ok(())
}
