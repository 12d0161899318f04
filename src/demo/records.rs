//! The records and meetings of the demo's joint inspection, as its team has recorded them by now:
//! by the rules of the console, all in the transaction that makes the inspection.

use chrono::{DateTime, Utc};
use rand::{Rng, SeedableRng, rngs::SmallRng, seq::IndexedRandom};
use uuid::Uuid;

use super::{answers::make_up, error::FillError, plan::LEAD};
use crate::{
    catalogue,
    inspection::{Collection, Inspection, State},
    records::{
        NotSampled, NotSaved, Turn,
        queries::{self, Sample, Saving},
    },
    store::Connection,
    survey::{Answer, Answers, QuestionKind, Survey},
    users,
};

/// Who reads records and meets people, besides the lead.
const INSPECTORS: [&str; 3] =
    ["inspector.1@speir.example", "inspector.2@speir.example", "inspector.3@speir.example"];
const RECORDS: u32 = 109;
/// How many records are not read yet, and how many of those that are have only a draft.
const UNREAD: usize = 8;
const DRAFTS: usize = 3;
const MEETINGS: u32 = 40;
/// Notes that identify nobody.
const NOTES: [&str; 5] = [
    "The chronology ends in spring.",
    "The plan is written in words that a child can follow.",
    "Reviews were held on time, and the views of the family are recorded.",
    "It is not clear who does what by when.",
    "Partners shared what they knew early.",
];

/// Records what the team of `inspection` has recorded in `collection` by `now`.
pub fn record(
    connection: &mut Connection,
    inspection: &Inspection,
    collection: &Collection,
    now: DateTime<Utc>,
) -> Result<(), FillError> {
    if collection.state(now) != State::Open {
        return Ok(());
    }
    users::queries::set_team(connection, inspection.id, &INSPECTORS.map(str::to_owned))?;
    let survey = catalogue::english(connection, collection.survey, collection.version)?;
    let work = Work { collection, survey: &survey, now };
    if collection.survey.has_sample() { work.read(connection) } else { work.meet(connection) }
}

/// What is recorded, in which collection, and until when.
struct Work<'a> {
    collection: &'a Collection,
    survey: &'a Survey,
    now: DateTime<Utc>,
}

impl Work<'_> {
    /// Draws a sample, and reads most of it.
    fn read(&self, connection: &mut Connection) -> Result<(), FillError> {
        let mut readers = INSPECTORS.map(str::to_owned).to_vec();
        readers.push(LEAD.to_owned());
        readers.sort_unstable();
        let to = Sample { size: RECORDS, readers };
        let change = (&Sample::default(), &to);
        queries::set_sample(connection, self.collection, change, (LEAD, self.now))?;
        let given = queries::of_collection(connection, self.collection.id)?;
        let read = given.len().saturating_sub(UNREAD);
        for (place, reading) in given.iter().take(read).enumerate() {
            let answers = self.of_record(reading.number, reading.turn);
            let saving = Saving {
                survey: self.survey,
                answers: &answers,
                done: place + DRAFTS < read,
                actor: &reading.reader,
                now: self.at(place, read),
            };
            let key = (reading.number, reading.turn);
            queries::save(connection, self.collection, key, reading.edits, &saving)?;
        }
        Ok(())
    }

    /// Two readers of a record agree on most of it.
    fn of_record(&self, number: u32, turn: Turn) -> Answers {
        let seed = u64::from(number);
        let mut answers = self.complete(seed);
        if turn == Turn::Second {
            let other = self.complete(seed + 10_000);
            let mut rng = SmallRng::seed_from_u64(seed);
            for (place, item) in self.survey.items.iter().enumerate() {
                let is_split = Some(place) == self.survey.uses.split;
                if item.is_scale
                    && !is_split
                    && rng.random_bool(0.25)
                    && let Some(answer) = other.get(place)
                {
                    answers.set(place, answer.clone());
                }
            }
            self.survey.keep_asked(&mut answers);
        }
        if let (Some(place), Ok(number)) = (self.survey.uses.sample, i32::try_from(number)) {
            answers.set(place, Answer::Number(number));
        }
        answers
    }

    /// Adds meetings, most with young people, many with one person.
    fn meet(&self, connection: &mut Connection) -> Result<(), FillError> {
        let team = INSPECTORS.into_iter().chain([LEAD]);
        for (place, actor) in (0..MEETINGS).zip(team.cycle()) {
            let answers = self.of_meeting(place);
            let saving = Saving {
                survey: self.survey,
                answers: &answers,
                done: place + 2 < MEETINGS,
                actor,
                now: self.at(place as usize, MEETINGS as usize),
            };
            let id = Uuid::from_u128(u128::from(place) + 1);
            queries::add(connection, self.collection, id, &saving)?;
        }
        Ok(())
    }

    fn of_meeting(&self, place: u32) -> Answers {
        let mut rng = SmallRng::seed_from_u64(u64::from(place) + 500);
        let mut answers = self.complete(u64::from(place) + 500);
        let count = if rng.random_bool(0.4) { 1 } else { rng.random_range(2..9) };
        // Of five meetings, three are with young people, one with parents, one with somebody else.
        let who = [0, 1, 0, 2, 0].get(place as usize % 5).copied().unwrap_or(0);
        if let Some(people) = self.survey.uses.people {
            answers.set(people, Answer::Number(count));
        }
        if let Some(of) = self.survey.uses.of {
            answers.set(of, Answer::One(who));
        }
        answers
    }

    /// Answers to every question that takes one.
    fn complete(&self, seed: u64) -> Answers {
        let mut rng = SmallRng::seed_from_u64(seed);
        loop {
            let mut answers = make_up(self.survey, self.collection.area, &mut rng);
            let asked = self.survey.asked(&answers);
            let is_whole =
                self.survey.items.iter().zip(asked).enumerate().all(|(at, (item, is))| {
                    let takes_one =
                        matches!(item.kind, QuestionKind::One | QuestionKind::Number { .. });
                    !is || !takes_one || answers.get(at).is_some()
                });
            if !is_whole {
                continue;
            }
            for (at, item) in self.survey.items.iter().enumerate() {
                let is_note = matches!(item.kind, QuestionKind::Text { .. });
                if is_note
                    && answers.get(at).is_some()
                    && let Some(note) = NOTES.choose(&mut rng)
                {
                    answers.set(at, Answer::Text((*note).to_owned()));
                }
            }
            return answers;
        }
    }

    /// When one of `all` was recorded: evenly from opening until now.
    fn at(&self, place: usize, all: usize) -> DateTime<Utc> {
        let (place, all) = (i32::try_from(place).unwrap_or(0), i32::try_from(all).unwrap_or(1));
        self.collection.opens_at + (self.now - self.collection.opens_at) / all.max(1) * place
    }
}

impl From<NotSaved> for FillError {
    fn from(error: NotSaved) -> Self {
        match error {
            NotSaved::Store(error) => Self::Store(error),
            NotSaved::Gone | NotSaved::NotOpen | NotSaved::Stale(_) | NotSaved::SamePerson => {
                Self::Refused
            }
        }
    }
}

impl From<NotSampled> for FillError {
    fn from(error: NotSampled) -> Self {
        match error {
            NotSampled::Store(error) => Self::Store(error),
            _ => Self::Refused,
        }
    }
}
