use maud::{Markup, html};

use crate::{
    comments::Mark,
    console::{
        shell::form::{Errors, Typed},
        views::fields::{self, Choice, Field, HowMany},
    },
    text::{Kind, Suggestion},
};

/// A comment with its suggestions marked.
pub fn marked(text: &str, suggestions: &[Suggestion]) -> Markup {
    let mut places: Vec<_> = suggestions.iter().flat_map(|one| &one.places).collect();
    places.sort_by_key(|place| place.start);
    let ends = || places.iter().map(|place| place.end);
    let begins = std::iter::once(0).chain(ends());
    html! {
        @for (begin, place) in begins.zip(&places) {
            (text.get(begin..place.start).unwrap_or_default())
            mark { (text.get(place.start..place.end).unwrap_or_default()) }
        }
        (text.get(ends().next_back().unwrap_or(0)..).unwrap_or_default())
    }
}

/// The suggestions as checkboxes, named `suggested`.
pub fn choices(suggestions: &[Suggestion], typed: &Typed, errors: &Errors) -> Markup {
    let choice = |one: &Suggestion| Choice {
        value: one.words.clone(),
        text: label(one),
        chosen: typed.has("suggested", &one.words),
    };
    let hint = "They are marked in the comment. Untick what does not identify anybody. The list \
        may miss something: read the comment too.";
    let field = Field {
        hint: Some(hint),
        errors,
        ..Field::new("suggested", "Which of these should be removed?")
    };
    html! {
        @if suggestions.is_empty() {
            p.quiet { "No names, places or numbers were found in this comment. The search for them \
                can miss some." }
        } @else {
            div.suggested { (fields::choices(&field, HowMany::Any, &suggestions.iter().map(choice).collect::<Vec<_>>())) }
        }
    }
}

/// “Sarah Fraser”: a name, becomes [name]
fn label(one: &Suggestion) -> String {
    let times = match one.places.len() {
        0 | 1 => String::new(),
        times => format!(", {times} times"),
    };
    let doubt = if one.is_likely { "" } else { "perhaps " };
    format!("“{}”: {doubt}{}{times}, becomes {}", one.words, what(one.kind), Mark::from(one.kind))
}

const fn what(kind: Kind) -> &'static str {
    match kind {
        Kind::Name => "a name",
        Kind::Place => "a place",
        Kind::SchoolOrStreet => "a school or street",
        Kind::Postcode => "a postcode",
        Kind::Telephone => "a telephone number",
        Kind::Chi => "a CHI number",
        Kind::DateOfBirth => "a date that may be of birth",
        Kind::LongNumber => "a number that belongs to somebody",
        Kind::Email => "an email address",
        Kind::Online => "a web address or account",
    }
}
