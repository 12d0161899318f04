use diesel::prelude::*;

use super::{Row, Saving, columns, count, one, reading, take};
use crate::{
    audit,
    inspection::{Collection, State},
    language::calendar,
    records::{NotSaved, Reading, ReadingState, Turn, Written},
    store::{Connection, Count, Id, Moment, StoreError, schema::records},
};

/// The place of a response that is the only one of its collection.
pub const ONLY: (u32, Turn) = (1, Turn::First);

/// The only responses of collections that have one.
pub fn only_ones(
    connection: &mut Connection,
    collections: &[Id],
) -> Result<Vec<(Id, Reading)>, StoreError> {
    let (number, turn) = ONLY;
    let rows = records::table
        .filter(records::collection.eq_any(collections))
        .filter(records::number.eq(Count(number)).and(records::reading.eq(Count(turn.number()))))
        .select((records::collection, columns!()));
    let rows = rows.load::<(Id, Row)>(connection)?;
    Ok(rows.into_iter().map(|(collection, row)| (collection, reading(row))).collect())
}

/// Saves the only response of a collection, which several people fill in: what changed since
/// `before` is put together with what others have saved since. What was finished once stays so, as
/// long as it holds an answer.
pub fn save_shared(
    connection: &mut Connection,
    collection: &Collection,
    before: &Written,
    saving: &Saving<'_>,
) -> Result<Reading, NotSaved> {
    take(connection, collection.id, &[State::Open], saving.now)?;
    let now = one(connection, collection.id, ONLY)?;
    let saved = now.as_ref().map(|now| now.written.clone()).unwrap_or_default();
    let mine = Written::of(saving.survey, saving.answers);
    let merged = Written::merged(before, &mine, &saved);
    if !merged.clashes.is_empty() {
        return Err(now.map_or(NotSaved::Gone, |now| NotSaved::Stale(Box::new(now))));
    }
    let mut answers = merged.written.answers(saving.survey);
    saving.survey.keep_asked(&mut answers);
    let was_done = now.as_ref().is_some_and(|now| now.state == ReadingState::Done);
    let done = !answers.is_empty() && (was_done || saving.done);
    let state = if done { ReadingState::Done } else { ReadingState::Draft };
    let written = Written::of(saving.survey, &answers);
    if let Some(now) = now.filter(|now| now.written == written && now.state == state) {
        return Ok(now);
    }
    let saving = Saving { answers: &answers, done, ..*saving };
    let now = write(connection, collection.id, &saving, was_done)?;
    if was_done || done {
        audit::record(connection, saving.actor, sentence(was_done, done), collection)?;
    }
    Ok(now)
}

const fn sentence(was_done: bool, done: bool) -> &'static str {
    match (was_done, done) {
        (false, _) => "Sent the answers of the area",
        (true, true) => "Corrected the answers of the area",
        (true, false) => "Took back all answers of the area",
    }
}

fn write(
    connection: &mut Connection,
    collection: Id,
    saving: &Saving<'_>,
    was_done: bool,
) -> Result<Reading, NotSaved> {
    let (number, turn) = ONLY;
    let row = records::table.find((collection, Count(number), Count(turn.number())));
    let (answers, part, ..) = saving.columns();
    let edits = row.select(records::edits).first::<Count<u64>>(connection).optional()?;
    if edits.is_none() {
        diesel::insert_into(records::table)
            .values((
                records::collection.eq(collection),
                records::number.eq(Count(number)),
                records::reading.eq(Count(turn.number())),
                records::id.eq(Id::random()),
                records::reader.eq(saving.actor),
                records::state.eq(ReadingState::Unread.key()),
                records::answers.eq(Written::default().to_text()),
                records::edits.eq(Count(0_u64)),
                records::part.eq(part),
                records::counted.eq(Count(0_u32)),
                records::counted_of.eq(""),
                records::updated_at.eq(Moment::from(saving.now)),
            ))
            .execute(connection)?;
    }
    diesel::update(row)
        .set((
            records::answers.eq(answers),
            records::state.eq(saving.state().key()),
            records::saved_by.eq(saving.actor),
            records::edits.eq(Count(edits.map_or(1, |edits| edits.0 + 1))),
            records::updated_at.eq(Moment::from(saving.now)),
        ))
        .execute(connection)?;
    if saving.done != was_done {
        let day = saving.done.then(|| calendar::day(saving.now));
        diesel::update(row).set(records::done_on.eq(day)).execute(connection)?;
    }
    count(connection, collection)?;
    one(connection, collection, ONLY)?.ok_or(NotSaved::Gone)
}
