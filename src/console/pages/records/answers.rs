//! What was typed into the form of a record, as answers to its survey.

use std::collections::BTreeSet;

use url::form_urlencoded;

use crate::{
    console::shell::form::{Errors, Typed},
    fieldwork::change::Difference,
    form::{AnswerProblem, Posted, posted::ItemProblem},
    records::Written,
    survey::{Answer, Answers, Item, QuestionKind, Survey},
    text::identifying,
};

/// The field that says which warnings were seen.
pub const LOOKED: &str = "looked";

/// The field of a question. The other fields of the form have no dash.
pub fn field(item: &Item) -> String {
    format!("q-{}", item.id)
}

/// What a form is read against.
pub struct Reading<'a> {
    pub survey: &'a Survey,
    /// The number in the sample.
    pub number: Option<u32>,
    /// A record that is done has an answer to every question that takes one.
    pub done: bool,
    /// What was saved before.
    pub before: Option<&'a Written>,
}

/// The answers, or what is wrong with them. A draft may only be empty if there was one before:
/// otherwise there is nothing to keep.
pub fn read(typed: &Typed, reading: &Reading<'_>) -> Result<Answers, Errors> {
    let &Reading { survey, number, done, before } = reading;
    let mut body = form_urlencoded::Serializer::new(String::new());
    let sample = survey.uses.sample.and_then(|place| survey.items.get(place));
    for (name, value) in typed.iter() {
        if let Some(id) = name.strip_prefix("q-").filter(|id| sample.is_none_or(|s| s.id != *id)) {
            body.append_pair(id, value);
        }
    }
    let body = body.finish();
    let mut answers = match Posted::read(survey, body.as_bytes()).check(survey) {
        Ok(answers) => answers,
        Err(problems) if !done && before.is_some() && is_only_empty(&problems) => {
            Answers::none(survey)
        }
        Err(problems) => return Err(errors(survey, &problems, done)),
    };
    if let (Some(place), Some(number)) = (survey.uses.sample, number)
        && let Ok(number) = i32::try_from(number)
    {
        answers.set(place, Answer::Number(number));
    }
    let mut wrong = if done { missing(survey, &answers) } else { Errors::default() };
    warn(typed, survey, before, &mut wrong);
    if wrong.is_empty() { Ok(answers) } else { Err(wrong) }
}

fn is_only_empty(problems: &[AnswerProblem]) -> bool {
    matches!(problems, [AnswerProblem::NothingAnswered])
}

/// Warns of what may identify somebody in a text, unless it was saved like this before or the
/// warning was seen.
fn warn(typed: &Typed, survey: &Survey, before: Option<&Written>, errors: &mut Errors) {
    if typed.exactly(LOOKED) == warnings(typed, survey) {
        return;
    }
    for item in texts(survey) {
        let text = typed.one(&field(item));
        let saved = before.map(|before| before.values(&item.id)).unwrap_or_default();
        let found =
            if saved.iter().any(|one| one == text) { Vec::new() } else { identifying(text) };
        if !found.is_empty() {
            let found: Vec<String> = found.iter().map(ToString::to_string).collect();
            let sentence = format!(
                "Look at “{}” again: {}. Take out what identifies somebody, then save. If nothing \
                    does, save again.",
                item.text,
                found.join("; ")
            );
            errors.add(field(item), sentence);
        }
    }
}

/// Everything that the form warns of, in one line. Sent back with the form, it says that these
/// warnings were seen; another text has others.
pub fn warnings(typed: &Typed, survey: &Survey) -> String {
    let found = texts(survey).flat_map(|item| identifying(typed.one(&field(item))));
    found.map(|one| one.to_string()).collect::<Vec<_>>().join("; ")
}

fn texts(survey: &Survey) -> impl Iterator<Item = &Item> {
    survey.items.iter().filter(|item| matches!(item.kind, QuestionKind::Text { .. }))
}

/// The questions that were asked and take one answer, but have none.
fn missing(survey: &Survey, answers: &Answers) -> Errors {
    let mut errors = Errors::default();
    let asked = survey.asked(answers);
    for ((place, item), _) in survey.items.iter().enumerate().zip(asked).filter(|(_, is)| *is) {
        let takes_one = matches!(item.kind, QuestionKind::One | QuestionKind::Number { .. });
        if takes_one && answers.get(place).is_none() {
            errors.add(field(item), format!("Answer “{}”, or keep a draft.", item.text));
        }
    }
    errors
}

fn errors(survey: &Survey, problems: &[AnswerProblem], done: bool) -> Errors {
    let mut errors = Errors::default();
    for problem in problems {
        match problem {
            AnswerProblem::NothingAnswered => {
                let first = survey.items.iter().enumerate();
                let mut first = first.filter(|(place, _)| Some(*place) != survey.uses.sample);
                let name = first.next().map_or_else(String::new, |(_, item)| field(item));
                let sentence = if done {
                    "Answer at least one question."
                } else {
                    "There is nothing to keep yet. Answer at least one question."
                };
                errors.add(name, sentence);
            }
            AnswerProblem::UnknownQuestion => {
                errors.add("save", "The form had fields that the survey does not have. Check it.");
            }
            AnswerProblem::At(place, problem) => {
                if let Some(item) = survey.items.get(*place) {
                    errors.add(field(item), sentence(item, *problem));
                }
            }
        }
    }
    errors
}

fn sentence(item: &Item, problem: ItemProblem) -> String {
    let text = &item.text;
    match (problem, item.kind) {
        (ItemProblem::TwoAnswers, _) => format!("Choose one answer to “{text}”."),
        (ItemProblem::TooLong(by), _) => {
            format!("The text is too long. Shorten it by {by} characters: “{text}”.")
        }
        (ItemProblem::NotANumber, QuestionKind::Number { min, max }) => {
            format!("Write a whole number from {min} to {max}: “{text}”.")
        }
        (ItemProblem::NotAlone(chosen), _) => {
            let alone = item.chosen(chosen).find(|option| option.alone);
            let alone = alone.map_or("", |option| option.text.as_str());
            format!("“{alone}” excludes the other answers to “{text}”. Untick it, or the others.")
        }
        _ => format!("Choose one of the answers to “{text}”."),
    }
}

/// The fields of a form that shows these answers.
pub fn filled(written: &Written) -> Typed {
    let fields: Vec<(String, String)> = written
        .ids()
        .flat_map(|id| written.values(id).into_iter().map(move |value| (format!("q-{id}"), value)))
        .collect();
    fields.iter().map(|(name, value)| (name.as_str(), value.clone())).collect()
}

/// The form after somebody else has saved: what was typed, and for questions that were left as they
/// were, what is saved now.
pub fn kept(typed: &Typed, before: &Typed, now: &Typed) -> Typed {
    let names: BTreeSet<&str> = [typed, before, now]
        .into_iter()
        .flat_map(Typed::iter)
        .map(|(name, _)| name)
        .filter(|name| name.starts_with("q-"))
        .collect();
    let value = |name: &&str| {
        let all = |form: &Typed| -> Vec<String> {
            form.all(name).filter(|value| !value.trim().is_empty()).map(str::to_owned).collect()
        };
        let mine = all(typed);
        if mine == all(before) { all(now) } else { mine }
    };
    let fields: Vec<(&str, Vec<String>)> = names.iter().map(|name| (*name, value(name))).collect();
    fields.into_iter().flat_map(|(name, all)| all.into_iter().map(move |one| (name, one))).collect()
}

/// What somebody else changed, in words.
pub fn differences(survey: &Survey, before: &Written, after: &Written) -> Vec<Difference> {
    let words = |item: &Item, values: &[String]| {
        let text = |value: &String| match item.option(value).and_then(|at| item.options.get(at)) {
            Some(option) => option.text.clone(),
            None => value.clone(),
        };
        match values {
            [] => "no answer".to_owned(),
            several => format!("“{}”", several.iter().map(text).collect::<Vec<_>>().join(", ")),
        }
    };
    let of = |item: &Item| {
        let (from, to) = (before.values(&item.id), after.values(&item.id));
        (from != to).then(|| Difference {
            what: format!("“{}”", item.text),
            from: words(item, &from),
            to: words(item, &to),
        })
    };
    // The number in the sample is filled in by Speir, and nobody changes it.
    let items = survey.items.iter().enumerate();
    items
        .filter(|(at, _)| Some(*at) != survey.uses.sample)
        .filter_map(|(_, item)| of(item))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_typed_is_kept_and_what_was_left_alone_is_as_it_is_now() {
        let form = |plan: &str, boxes: &[&str]| {
            let boxes = boxes.iter().map(|one| ("q-boxes", (*one).to_owned()));
            std::iter::once(("q-plan", plan.to_owned())).chain(boxes).collect::<Typed>()
        };
        let kept = kept(&form("weak", &["a"]), &form("good", &["a"]), &form("good", &["a", "b"]));
        assert_eq!(kept.one("q-plan"), "weak");
        assert_eq!(kept.all("q-boxes").collect::<Vec<_>>(), ["a", "b"]);
    }
}
