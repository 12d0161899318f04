use chrono::{DateTime, Utc};
use diesel::prelude::*;
use uuid::Uuid;

use super::{count, one, take};
use crate::{
    audit,
    inspection::{Collection, State},
    language::calendar,
    records::{NotSaved, Reading, ReadingState, Turn, Written},
    store::{Connection, Count, Id, Moment, schema::records},
    survey::{Answer, Answers, Survey},
};

/// Answers to be saved.
pub struct Saving<'a> {
    pub survey: &'a Survey,
    pub answers: &'a Answers,
    /// Whether it is finished; otherwise it is kept as a draft. What was finished once stays so.
    pub done: bool,
    pub actor: &'a str,
    pub now: DateTime<Utc>,
}

impl Saving<'_> {
    /// The answers, the part that they count in, how many people they count, and of whom.
    pub(super) fn columns(&self) -> (String, String, u32, String) {
        let chosen = |place: Option<usize>| {
            let place = place?;
            let Some(Answer::One(option)) = self.answers.get(place) else { return None };
            Some(self.survey.items.get(place)?.options.get(*option)?.id.clone())
        };
        let people = self.survey.uses.people.and_then(|place| self.answers.counted(place));
        (
            Written::of(self.survey, self.answers).to_text(),
            chosen(self.survey.uses.split).unwrap_or_default(),
            people.unwrap_or(0),
            chosen(self.survey.uses.of).unwrap_or_default(),
        )
    }

    pub(super) const fn state(&self) -> ReadingState {
        if self.done { ReadingState::Done } else { ReadingState::Draft }
    }
}

/// Saves a reading that was saved `edits` times before. A reading that nobody had begun becomes that
/// of whoever saves it.
pub fn save(
    connection: &mut Connection,
    collection: &Collection,
    (number, turn): (u32, Turn),
    edits: u64,
    saving: &Saving<'_>,
) -> Result<(), NotSaved> {
    connection.writing(|connection| {
        take(connection, collection.id, &[State::Open], saving.now)?;
        let before = one(connection, collection.id, (number, turn))?.ok_or(NotSaved::Gone)?;
        if before.edits != edits {
            return Err(NotSaved::Stale(Box::new(before)));
        }
        let other = one(connection, collection.id, (number, turn.other()))?;
        if other.is_some_and(|other| is_by(&other, saving.actor)) {
            return Err(NotSaved::SamePerson);
        }
        let (answers, part, counted, counted_of) = saving.columns();
        let was_done = before.state == ReadingState::Done;
        let state = if was_done { ReadingState::Done } else { saving.state() };
        // Whoever saves what is not done takes it over.
        let reader = if was_done { &before.reader } else { saving.actor };
        let row = records::table.find((collection.id, Count(number), Count(turn.number())));
        diesel::update(row)
            .set((
                records::answers.eq(answers),
                records::state.eq(state.key()),
                records::reader.eq(reader),
                records::saved_by.eq(saving.actor),
                records::edits.eq(Count(edits + 1)),
                records::part.eq(part),
                records::counted.eq(Count(counted)),
                records::counted_of.eq(counted_of),
                records::updated_at.eq(Moment::from(saving.now)),
            ))
            .execute(connection)?;
        if state == ReadingState::Done && !was_done {
            diesel::update(row)
                .set(records::done_on.eq(calendar::day(saving.now)))
                .execute(connection)?;
        }
        count(connection, collection.id)?;
        let what = what(saving.survey, number, turn);
        let action = match (was_done, saving.done) {
            (true, _) => format!("Corrected {what}"),
            (false, true) => format!("Saved {what}"),
            (false, false) => format!("Saved a draft of {what}"),
        };
        Ok(audit::record(connection, saving.actor, &action, collection)?)
    })
}

/// Adds a meeting under a random id. If it is there already, the same form was sent twice, and
/// nothing is added.
pub fn add(
    connection: &mut Connection,
    collection: &Collection,
    id: Uuid,
    saving: &Saving<'_>,
) -> Result<u32, NotSaved> {
    let id = Id(id);
    connection.writing(|connection| {
        take(connection, collection.id, &[State::Open], saving.now)?;
        let its_own = || records::table.filter(records::collection.eq(collection.id));
        let there = its_own().filter(records::id.eq(id)).select(records::number);
        if let Some(number) = there.first::<Count<u32>>(connection).optional()? {
            return Ok(number.0);
        }
        let last = its_own().order(records::number.desc()).select(records::number);
        let last = last.first::<Count<u32>>(connection).optional()?;
        let number = last.map_or(1, |last| last.0 + 1);
        let (answers, part, counted, counted_of) = saving.columns();
        diesel::insert_into(records::table)
            .values((
                records::collection.eq(collection.id),
                records::number.eq(Count(number)),
                records::reading.eq(Count(Turn::First.number())),
                records::id.eq(id),
                records::reader.eq(saving.actor),
                records::saved_by.eq(saving.actor),
                records::state.eq(saving.state().key()),
                records::answers.eq(answers),
                records::edits.eq(Count(1_u64)),
                records::part.eq(part),
                records::counted.eq(Count(counted)),
                records::counted_of.eq(counted_of),
                records::done_on.eq(saving.done.then(|| calendar::day(saving.now))),
                records::updated_at.eq(Moment::from(saving.now)),
            ))
            .execute(connection)?;
        count(connection, collection.id)?;
        let what = what(saving.survey, number, Turn::First);
        let action =
            if saving.done { format!("Added {what}") } else { format!("Added a draft of {what}") };
        audit::record(connection, saving.actor, &action, collection)?;
        Ok(number)
    })
}

/// Deletes a meeting that was saved `edits` times.
pub fn delete(
    connection: &mut Connection,
    collection: &Collection,
    number: u32,
    edits: u64,
    (actor, now): (&str, DateTime<Utc>),
) -> Result<(), NotSaved> {
    connection.writing(|connection| {
        take(connection, collection.id, &[State::Open], now)?;
        let before =
            one(connection, collection.id, (number, Turn::First))?.ok_or(NotSaved::Gone)?;
        if before.edits != edits {
            return Err(NotSaved::Stale(Box::new(before)));
        }
        let row = (collection.id, Count(number), Count(Turn::First.number()));
        diesel::delete(records::table.find(row)).execute(connection)?;
        count(connection, collection.id)?;
        let action = format!("Deleted meeting {number}");
        Ok(audit::record(connection, actor, &action, collection)?)
    })
}

/// Whether somebody has begun this reading, and it is this person.
fn is_by(reading: &Reading, actor: &str) -> bool {
    let begun = reading.state != ReadingState::Unread;
    begun && (reading.saved_by.as_deref() == Some(actor) || reading.reader == actor)
}

/// "record 12", "the second reading of record 12" or "meeting 12".
fn what(survey: &Survey, number: u32, turn: Turn) -> String {
    match (survey.uses.sample, turn) {
        (None, _) => format!("meeting {number}"),
        (Some(_), Turn::First) => format!("record {number}"),
        (Some(_), Turn::Second) => format!("the second reading of record {number}"),
    }
}
