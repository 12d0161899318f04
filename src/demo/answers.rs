//! Made-up answers, in no way those of anybody.

use rand::{Rng, seq::IndexedRandom};

use crate::survey::{Answer, Answers, Item, Kind, Survey};

/// Comments that a made-up respondent may leave.
const COMMENTS: [&str; 8] = [
    "My worker always phones back when she says she will.",
    "It helps when the same person stays.",
    "Meetings are too long, and people talk about things I do not know.",
    "I would like reports a few days before the meeting.",
    "We need more time with families and less with forms.",
    "The youth club is the best thing here.",
    "Things got better after we moved.",
    "There should be more to do at the weekend.",
];

/// The answers of one made-up person.
pub fn make_up(survey: &Survey, rng: &mut impl Rng) -> Answers {
    let mut answers = Answers::none(survey);
    // How content this person is, so that their answers hang together.
    let mood: f64 = rng.random_range(0.35..0.95);
    for (place, item) in survey.items.iter().enumerate() {
        if let Some(answer) = answer(item, mood, rng) {
            answers.set(place, answer);
        }
    }
    survey.keep_asked(&mut answers);
    answers
}

fn answer(item: &Item, mood: f64, rng: &mut impl Rng) -> Option<Answer> {
    if rng.random_bool(0.02) {
        return None;
    }
    match item.kind {
        Kind::One => {
            let wanted = if rng.random_bool(0.07) { None } else { Some(rng.random_bool(mood)) };
            let fits = |place: &usize| {
                item.options.get(*place).is_some_and(|option| match wanted {
                    None => option.outside,
                    Some(favourable) => !option.outside && option.favourable == favourable,
                })
            };
            let fitting: Vec<usize> = (0..item.options.len()).filter(fits).collect();
            let inside =
                || (0..item.options.len()).filter(|o| item.options.get(*o).is_some_and(|o| !o.outside)).collect();
            let options: Vec<usize> = if fitting.is_empty() { inside() } else { fitting };
            options.choose(rng).copied().map(Answer::One)
        }
        Kind::Many => {
            let chosen = (0..item.options.len().min(32)).filter(|_| rng.random_bool(mood * 0.7));
            let chosen = chosen.fold(0, |set, option| set | (1 << option));
            (chosen != 0).then_some(Answer::Many(chosen))
        }
        Kind::Text { .. } if rng.random_bool(0.75) => None,
        Kind::Text { .. } => COMMENTS.choose(rng).map(|comment| Answer::Text((*comment).to_owned())),
        Kind::Number { min, max } => Some(Answer::Number(rng.random_range(min..=max))),
    }
}
