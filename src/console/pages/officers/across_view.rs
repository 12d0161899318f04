use maud::{Markup, html};

use super::{answers_view::said, numbers::Numbers, reading::Across};
use crate::{
    console::views::{
        asking::Asking,
        folded,
        frame::{self, Head, Section},
        trail,
    },
    export::Format,
    language::numbers::{counted, grouped},
    records::Written,
    survey::{Item, QuestionKind},
    users::User,
    web::paths,
};

/// The answers of all areas, question by question.
pub fn across(viewer: &User, across: &Across<'_>) -> Markup {
    let page = across.page;
    let trail = [trail::inspections(), trail::inspection(&page.inspection)];
    let title = page.instrument.name();
    let head = Head {
        trail: &trail,
        asking: Some(Asking::Area),
        ..Head::of(title, viewer, Section::Inspections)
    };
    let waiting = page.sent() - across.answered.len();
    frame::page(
        &head,
        &html! {
            div.wide.across-areas {
                h1 { (title) span.whose { " " (page.inspection.title) } }
                p.lead { (page.sent()) " of " (counted(page.areas.len(), "area has", "areas have")) " sent answers." }
                @if waiting > 0 { p { "The answers of " (counted(waiting, "area", "areas")) " are still to be released." } }
                @if across.answered.is_empty() {
                    div.empty { p { "There are no answers to read yet." } }
                } @else {
                    (files(across))
                    (contents(across))
                }
            }
        },
    )
}

fn files(across: &Across<'_>) -> Markup {
    let (id, survey) = (across.page.inspection.id, across.page.instrument.key());
    html! {
        p.files-line {
            "One row an area: "
            @for (number, format) in Format::ALL.into_iter().enumerate() {
                @if number > 0 { ", " }
                a href=(paths::officers::FILE.of(id, survey, format.key())) download { (format.name()) }
            }
            "."
        }
    }
}

fn contents(across: &Across<'_>) -> Markup {
    let survey = &across.page.survey;
    html! {
        @for (at, title) in survey.pages.iter().enumerate() {
            h2 { (title) }
            @for item in survey.items.iter().filter(|item| item.page == at) {
                section.answered {
                    h3 { (item.text) }
                    (question(across, item))
                }
            }
        }
    }
}

fn question(across: &Across<'_>, item: &Item) -> Markup {
    let silent: Vec<&str> = across
        .answered
        .iter()
        .filter(|(_, written)| written.values(&item.id).is_empty())
        .map(|(area, _)| area.collection.area.name())
        .collect();
    html! {
        @match item.kind {
            QuestionKind::One | QuestionKind::Many => (chosen(across, item)),
            QuestionKind::Number { .. } => (numbers(across, item)),
            QuestionKind::Text { .. } => (texts(across, item)),
        }
        @if !silent.is_empty() { p.quiet { "No answer: " (silent.join(", ")) "." } }
    }
}

/// How many areas chose each option, and which.
fn chosen(across: &Across<'_>, item: &Item) -> Markup {
    let of = |id: &str| -> Vec<&str> {
        let chose = |written: &Written| written.values(&item.id).iter().any(|value| value == id);
        let areas = across.answered.iter().filter(|(_, written)| chose(written));
        areas.map(|(area, _)| area.collection.area.name()).collect()
    };
    html! {
        dl.facts.recorded {
            @for option in item.options.iter() {
                @let areas = of(&option.id);
                @if !areas.is_empty() {
                    div { dt { (option.text) } dd { strong { (counted(areas.len(), "area", "areas")) } ": " (areas.join(", ")) } }
                }
            }
        }
    }
}

/// The total and the middle, and the number of each area.
fn numbers(across: &Across<'_>, item: &Item) -> Markup {
    let written: Vec<&Written> = across.answered.iter().map(|(_, written)| *written).collect();
    let Some(numbers) = Numbers::of(item, &written) else { return Markup::default() };
    let name = |place: usize| {
        across.answered.get(place).map_or("", |(area, _)| area.collection.area.name())
    };
    let shown = |number: i64| number.try_into().map_or_else(|_| number.to_string(), grouped);
    html! {
        p {
            strong { (shown(numbers.total)) } " in " (counted(numbers.each.len(), "area", "areas"))
            @if let (Some((lowest, low)), Some((highest, high))) = (numbers.each.first(), numbers.each.last()) {
                @if numbers.each.len() > 1 {
                    ": from " (shown(*low)) " (" (name(*lowest)) ") to " (shown(*high)) " (" (name(*highest)) "); the median is " (numbers.median)
                }
            }
            "."
        }
        (folded(numbers.each.len(), ("Each area", &item.text), &html! {
            dl.facts { @for (place, number) in &numbers.each { div { dt { (name(*place)) } dd { (shown(*number)) } } } }
        }))
    }
}

fn texts(across: &Across<'_>, item: &Item) -> Markup {
    let wrote: Vec<_> = across
        .answered
        .iter()
        .filter(|(_, written)| !written.values(&item.id).is_empty())
        .collect();
    let summary = format!("What {} wrote", counted(wrote.len(), "area", "areas"));
    let texts = html! {
        dl.facts.recorded {
            @for (area, written) in &wrote { div { dt { (area.collection.area) } dd { (said(item, written)) } } }
        }
    };
    folded(wrote.len(), (&summary, &item.text), &texts)
}
