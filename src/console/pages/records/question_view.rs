//! The questions of a record: dense, in rows, with the numbers of the keys that answer them.

use std::sync::Arc;

use maud::{Markup, html};

use super::answers::field;
use crate::{
    console::shell::form::{Errors, Typed},
    survey::{Item, QuestionKind, Survey},
};

/// Every question that a person answers, under the titles of its chapters. Statements of a set stand
/// under its text, which is written once.
pub fn questions(survey: &Survey, typed: &Typed, errors: &Errors) -> Markup {
    let shown: Vec<&Item> = shown(survey).collect();
    html! {
        @for (place, item) in shown.iter().enumerate() {
            @let before = place.checked_sub(1).and_then(|before| shown.get(before));
            @if before.is_none_or(|before| before.page != item.page) {
                h2 { (survey.pages.get(item.page).map_or("", String::as_str)) }
            }
            @if is_of_set(item) && !before.is_some_and(|before| are_of_one_set(before, item)) {
                p.set { (item.hint.as_deref().unwrap_or_default()) }
            }
            (question(survey, item, typed, errors))
        }
    }
}

/// The answers of a record that cannot be changed.
pub fn answers(survey: &Survey, typed: &Typed) -> Markup {
    html! {
        dl.facts.recorded {
            @for item in shown(survey) {
                div { dt { (item.text) } dd { (said(item, typed)) } }
            }
        }
    }
}

fn said(item: &Item, typed: &Typed) -> String {
    let name = field(item);
    let word = |value: &str| match item.option(value).and_then(|at| item.options.get(at)) {
        Some(option) => option.text.clone(),
        None => value.to_owned(),
    };
    let all: Vec<String> = typed.all(&name).map(word).collect();
    if all.is_empty() { "No answer".to_owned() } else { all.join(", ") }
}

/// The items without the number in the sample, which is known.
fn shown(survey: &Survey) -> impl Iterator<Item = &Item> {
    let sample = survey.uses.sample;
    survey.items.iter().enumerate().filter(move |(at, _)| Some(*at) != sample).map(|(_, item)| item)
}

fn is_of_set(item: &Item) -> bool {
    item.is_scale && item.hint.is_some()
}

fn are_of_one_set(a: &Item, b: &Item) -> bool {
    a.is_scale && b.is_scale && a.page == b.page && a.hint == b.hint && same(&a.options, &b.options)
}

fn same<T: PartialEq>(a: &Arc<[T]>, b: &Arc<[T]>) -> bool {
    Arc::ptr_eq(a, b) || a == b
}

fn question(survey: &Survey, item: &Item, typed: &Typed, errors: &Errors) -> Markup {
    let name = field(item);
    let error = errors.of(&name);
    let hint = item.hint.as_deref().filter(|_| !is_of_set(item));
    let only = only(survey, item);
    let ids: Vec<String> = [
        hint.map(|_| format!("{name}-hint")),
        only.as_ref().map(|_| format!("{name}-only")),
        error.map(|_| format!("{name}-error")),
    ]
    .into_iter()
    .flatten()
    .collect();
    let described = (!ids.is_empty()).then(|| ids.join(" "));
    let about = html! {
        @if let Some(hint) = hint { p.hint id={ (name) "-hint" } { (hint) } }
        @if let Some(only) = &only { p.hint id={ (name) "-only" } { (only) } }
        @if let Some(error) = error {
            p.error id={ (name) "-error" } { span.unseen { "Error: " } (error) }
        }
    };
    let invalid = error.map(|_| "true");
    html! {
        @match item.kind {
            QuestionKind::One | QuestionKind::Many => {
                fieldset.item.wrong[error.is_some()] aria-describedby=[described] data-when=[when(survey, item)] {
                    legend { (item.text) }
                    (about)
                    (choices(item, &name, typed))
                }
            }
            QuestionKind::Number { min, max } => {
                div.item.wrong[error.is_some()] data-when=[when(survey, item)] {
                    label for=(name) { (item.text) }
                    (about)
                    input.short type="text" inputmode="numeric" id=(name) name=(name) value=(typed.exactly(&name)) autocomplete="off"
                        aria-describedby=[described] aria-invalid=[invalid] placeholder={ (min) " to " (max) };
                }
            }
            QuestionKind::Text { max_length } => {
                div.item.wrong[error.is_some()] data-when=[when(survey, item)] {
                    label for=(name) { (item.text) }
                    (about)
                    textarea id=(name) name=(name) rows="3" maxlength=(max_length)
                        aria-describedby=[described] aria-invalid=[invalid] { "\n" (typed.exactly(&name)) }
                }
            }
        }
    }
}

/// The options in a row. The key of an option is its place, from 1 to 9.
fn choices(item: &Item, name: &str, typed: &Typed) -> Markup {
    let is_one = item.kind == QuestionKind::One;
    html! {
        div.replies {
            @for (place, option) in item.options.iter().enumerate() {
                label.reply.off-scale[option.outside] {
                    input type=(if is_one { "radio" } else { "checkbox" }) name=(name) value=(option.id)
                        id=[(place == 0).then_some(name)] checked[typed.has(name, &option.id)];
                    span {
                        @if is_one && place < 9 { span.digit aria-hidden="true" { (place + 1) } }
                        (option.text)
                    }
                }
            }
        }
    }
}

/// For whom a question is, in words: without a script, every question is shown.
fn only(survey: &Survey, item: &Item) -> Option<String> {
    let words = item.route.iter().filter_map(|condition| {
        let earlier = survey.items.get(condition.item)?;
        let texts = condition.options.iter().filter_map(|at| earlier.options.get(*at));
        let texts: Vec<String> = texts.map(|option| format!("“{}”", option.text)).collect();
        let when = if condition.unless { "unless" } else { "only if" };
        Some(format!("{when} “{}” is {}", earlier.text, texts.join(" or ")))
    });
    let words: Vec<String> = words.collect();
    (!words.is_empty()).then(|| format!("Answer this {}.", words.join(", and ")))
}

/// The same for the script, which hides questions that are not asked: conditions separated by
/// spaces, each a field and its options; with a `!` before one that must not hold.
fn when(survey: &Survey, item: &Item) -> Option<String> {
    let conditions = item.route.iter().filter_map(|condition| {
        let earlier = survey.items.get(condition.item)?;
        let ids = condition.options.iter().filter_map(|at| earlier.options.get(*at));
        let ids: Vec<&str> = ids.map(|option| option.id.as_str()).collect();
        let not = if condition.unless { "!" } else { "" };
        Some(format!("{not}{}={}", field(earlier), ids.join(",")))
    });
    let conditions: Vec<String> = conditions.collect();
    (!conditions.is_empty()).then(|| conditions.join(" "))
}
