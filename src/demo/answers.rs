//! Made-up answers, one person at a time, and what they lean to. None come from real people.

use rand::{Rng, seq::IndexedRandom};

use crate::inspection::Area;
use crate::survey::{Answer, Answers, Item, QuestionKind, Survey};

/// Comments that a made-up respondent may leave. Some name somebody, and one is a worry.
pub const COMMENTS: [&str; 12] = [
    "My worker always phones back when she says she will.",
    "It helps when the same person stays.",
    "Meetings are too long, and people talk about things I do not know.",
    "I would like reports a few days before the meeting.",
    "We need more time with families and less with forms.",
    "The youth club is the best thing here.",
    "Things got better after we moved.",
    "There should be more to do at the weekend.",
    "Please tell Mrs Fraser at the school that she made the difference.",
    "Nobody told us why the plan was changed. Iain from the team had promised to.",
    "At the unit on Mill Road I do not feel safe at night.",
    "Sharing information works well between us and health. With housing it depends on who you get.",
];

/// The answers of one made-up person of an area.
pub fn make_up(survey: &Survey, area: Area, rng: &mut impl Rng) -> Answers {
    let mut answers = Answers::none(survey);
    // How content this person is, so that their answers are consistent.
    let mood: f64 = rng.random_range(-0.2..0.2);
    for (place, item) in survey.items.iter().enumerate() {
        let content = (lean(item) + spread(area.code(), 0.12) + mood).clamp(0.03, 0.985);
        if let Some(answer) = answer(item, content, rng) {
            answers.set(place, answer);
        }
    }
    survey.keep_asked(&mut answers);
    answers
}

/// How many are content with what a question asks about: as reports have it, almost all of the
/// staff know how to protect a child, and less than half see enough capacity or changes managed
/// well.
pub fn lean(item: &Item) -> f64 {
    let of_topic = match item.inspection_question {
        Some(1) => 0.92,
        Some(2) => 0.72,
        Some(3) => 0.74,
        Some(4) => 0.66,
        Some(5) => 0.48,
        _ => 0.75,
    };
    of_topic + spread(&item.id, 0.15)
}

/// The same number for the same text, between `width` below and above zero.
pub fn spread(text: &str, width: f64) -> f64 {
    let sum = text.bytes().fold(7_u32, |sum, byte| sum.wrapping_mul(31).wrapping_add(byte.into()));
    width * (f64::from(sum % 1_000) / 500.0 - 1.0)
}

fn answer(item: &Item, mood: f64, rng: &mut impl Rng) -> Option<Answer> {
    if rng.random_bool(0.02) {
        return None;
    }
    match item.kind {
        QuestionKind::One => {
            let wanted = if rng.random_bool(0.07) { None } else { Some(rng.random_bool(mood)) };
            let fits = |place: &usize| {
                item.options.get(*place).is_some_and(|option| match wanted {
                    None => option.outside,
                    Some(favourable) => !option.outside && option.favourable == favourable,
                })
            };
            let fitting: Vec<usize> = (0..item.options.len()).filter(fits).collect();
            let inside = || {
                (0..item.options.len())
                    .filter(|o| item.options.get(*o).is_some_and(|o| !o.outside))
                    .collect()
            };
            let options: Vec<usize> = if fitting.is_empty() { inside() } else { fitting };
            options.choose(rng).copied().map(Answer::One)
        }
        QuestionKind::Many => {
            let chosen = (0..item.options.len().min(32)).filter(|_| rng.random_bool(mood * 0.7));
            let chosen = chosen.fold(0, |set, option| set | (1 << option));
            (chosen != 0).then_some(Answer::Many(chosen))
        }
        QuestionKind::Text { .. } if rng.random_bool(0.75) => None,
        QuestionKind::Text { .. } => {
            COMMENTS.choose(rng).map(|comment| Answer::Text((*comment).to_owned()))
        }
        QuestionKind::Number { min, max } => Some(Answer::Number(rng.random_range(min..=max))),
    }
}
