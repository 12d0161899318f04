//! What areas have answered once, through one officer each.

use chrono::{DateTime, Utc};
use rand::{Rng, SeedableRng, rngs::SmallRng, seq::IndexedRandom};

use super::{answers::make_up, error::FillError, plan::LEAD};
use crate::{
    catalogue,
    form::Posted,
    inspection::{Collection, State},
    officers::{NotNamed, queries},
    records::{Written, queries::Saving},
    store::Connection,
    survey::{Answer, Answers, QuestionKind, Survey},
};

/// What areas write about themselves.
const NOTES: [&str; 5] = [
    "We have agreed one pathway into adult services with health, from the age of 14.",
    "Two posts for family support have been empty since spring.",
    "Parents told us that they want short breaks nearer to home. We are planning them with them.",
    "We count waiting times from this year on, and cannot yet say how they change.",
    "Transport takes much of what we can spend on short breaks in the islands and glens.",
];

/// Names an officer of the area, who answers some days after the collection opened. Areas differ in
/// size, and their figures fit each other.
pub fn answer(
    connection: &mut Connection,
    collection: &Collection,
    now: DateTime<Utc>,
) -> Result<(), FillError> {
    let code =
        collection.area.code().bytes().fold(7, |sum: u64, byte| sum * 31 % 9_973 + u64::from(byte));
    let day = i32::try_from(code % 14).unwrap_or(0) + 1;
    let at = collection.opens_at + (collection.closes_at - collection.opens_at) / 15 * day;
    if collection.state(now) == State::Planned || at > now {
        return Ok(());
    }
    let survey = catalogue::english(connection, collection.survey, collection.version)?;
    let email = format!("social.work@{}", super::plan::domain(collection.area));
    let named = queries::name(connection, collection, &[email], (LEAD, collection.opens_at))?;
    let answers = made_up(&survey, collection, code)?;
    for officer in &named {
        let saving = Saving {
            survey: &survey,
            answers: &answers,
            done: true,
            actor: &officer.email,
            now: at,
        };
        queries::save(connection, (collection, officer), &Written::default(), &saving)?;
    }
    Ok(())
}

fn made_up(survey: &Survey, collection: &Collection, seed: u64) -> Result<Answers, FillError> {
    let mut rng = SmallRng::seed_from_u64(seed);
    let mut answers = (0..1_000)
        .map(|_| make_up(survey, collection.area, &mut rng))
        .find(|one| Posted::of_answers(survey, one).check(survey).is_ok())
        .ok_or(FillError::Refused)?;
    // The first number is of everybody, and the others are of some of them.
    let mut all = None;
    for (place, item) in survey.items.iter().enumerate() {
        match item.kind {
            QuestionKind::Number { .. } => {
                let number = match all {
                    None => rng.random_range(60..900),
                    Some(all) => all * rng.random_range(share(&item.id)) / 100,
                };
                all.get_or_insert(number);
                answers.set(place, Answer::Number(number));
            }
            QuestionKind::Text { .. } => {
                answers.clear(place);
                if let Some(note) = NOTES.choose(&mut rng) {
                    answers.set(place, Answer::Text((*note).to_owned()));
                }
            }
            QuestionKind::One | QuestionKind::Many => {}
        }
    }
    survey.keep_asked(&mut answers);
    Ok(answers)
}

/// How many in a hundred of the supported children a number is of.
fn share(id: &str) -> std::ops::Range<i32> {
    match id {
        "number-with-plan" => 55..95,
        "number-protection" => 1..5,
        "number-looked-after" => 6..16,
        "number-short-breaks" => 20..50,
        "number-away" => 1..4,
        _ => 5..30,
    }
}

impl From<NotNamed> for FillError {
    fn from(error: NotNamed) -> Self {
        match error {
            NotNamed::Store(error) => Self::Store(error),
            NotNamed::Gone | NotNamed::Closed | NotNamed::TooMany => Self::Refused,
        }
    }
}
