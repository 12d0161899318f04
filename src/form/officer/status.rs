//! How far the answers of an area are, and what became of what was saved.

use maud::{Markup, html};

use super::found::{Found, Told};
use crate::{
    form::{posted::AnswerProblem, question::explain, routing::option_id, view::View},
    language::{Words, args},
    records::{Reading, ReadingState},
    survey::Survey,
};

/// What happened, above the form.
pub fn told(words: &Words, survey: &Survey, found: &Found, told: &Told) -> Markup {
    let is_sent = found.is_sent();
    html! {
        @match told {
            Told::Nothing => {}
            Told::Saved => div.card role="status" {
                p { strong { (words.say(if is_sent { "area-saved-sent" } else { "area-saved-draft" })) } }
            },
            Told::SentMeanwhile { by } => div.wrong #top role="alert" tabindex="-1" {
                h2 { (words.say("area-meanwhile-heading")) }
                p { (words.say_with("area-meanwhile-text", &args([("who", by.as_str().into())]))) }
            },
            Told::Clash { ids, by } => div.wrong #top role="alert" tabindex="-1" {
                h2 { (words.say("area-clash-heading")) }
                p { (words.say_with("area-clash-text", &args([("who", by.as_str().into())]))) }
                ul { @for id in ids { (theirs(words, survey, found, id)) } }
            },
        }
    }
}

/// The other answer to a question.
fn theirs(words: &Words, survey: &Survey, found: &Found, id: &str) -> Markup {
    let place = survey.items.iter().position(|item| item.id == id);
    let (Some(place), Some(response)) = (place, &found.response) else { return Markup::default() };
    let number = (place + 1).to_string();
    let answer = said(words, survey, response, place);
    let values = args([("number", number.into()), ("answer", answer.into())]);
    html! { li { (words.say_with("area-clash-theirs", &values)) } }
}

/// The answer to the question at `place`, in words.
pub fn said(words: &Words, survey: &Survey, response: &Reading, place: usize) -> String {
    let Some(item) = survey.items.get(place) else { return String::new() };
    let text = |value: String| match item.option(&value).and_then(|at| item.options.get(at)) {
        Some(option) => option.text.clone(),
        None => value,
    };
    let all: Vec<String> = response.written.values(&item.id).into_iter().map(text).collect();
    if all.is_empty() { words.say("area-no-answer") } else { all.join("; ") }
}

/// The problems of the form, each with the number of its question and a link to it.
pub fn problems(view: &View<'_>) -> Markup {
    let words = view.words;
    html! {
        div.wrong #top role="alert" tabindex="-1" aria-labelledby="problem" {
            h2 #problem { (words.say("problem-heading")) }
            ul { @for problem in view.problems { li { (one_problem(view, problem)) } } }
        }
    }
}

fn one_problem(view: &View<'_>, problem: &AnswerProblem) -> Markup {
    let words = view.words;
    html! {
        @match problem {
            AnswerProblem::NothingAnswered => a href={ "#" (option_id(0, 0)) } { (words.say("area-nothing")) },
            AnswerProblem::UnknownQuestion => (words.say("problem-unknown-question")),
            AnswerProblem::At(place, problem) => {
                @if let Some(item) = view.survey.items.get(*place) {
                    a href={ "#" (option_id(*place, 0)) } {
                        (words.say_with("area-question", &args([("number", (place + 1).to_string().into())]))) " " (explain(view, item, *problem))
                    }
                }
            }
        }
    }
}

/// Who saved what, who else is asked, and until when it can be changed.
pub fn card(words: &Words, survey: &Survey, found: &Found) -> Markup {
    let people: Vec<&str> = found.asked.iter().map(|one| one.email.as_str()).collect();
    let closes = words.date_and_time(found.collection.closes_at);
    html! {
        div.card {
            p { strong { (words.say("know-named")) } " " (words.say("area-named")) }
            p {
                @match &found.response {
                    Some(response) => (stands(words, survey, response)),
                    None => (words.say("area-new")),
                }
                @let until = if found.response.is_some() { "area-until" } else { "area-open-until" };
                " " (words.say_with(until, &args([("when", closes.into())])))
            }
            @if people.len() > 1 {
                p { (words.say_with("area-people", &args([("people", people.join(", ").into())]))) }
            }
        }
    }
}

fn stands(words: &Words, survey: &Survey, response: &Reading) -> String {
    let answers = response.written.answers(survey);
    let asked = survey.asked(&answers);
    let all = asked.iter().filter(|asked| **asked).count();
    let answered = (0..survey.items.len()).filter(|place| answers.get(*place).is_some()).count();
    let key = if response.state == ReadingState::Done { "area-sent" } else { "area-draft" };
    let values = args([
        ("who", response.saved_by.as_deref().unwrap_or_default().into()),
        ("when", words.date_and_time(response.updated_at).into()),
        ("answered", answered.into()),
        ("all", all.into()),
    ]);
    words.say_with(key, &values)
}
