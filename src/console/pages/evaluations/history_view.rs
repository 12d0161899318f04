//! The history of an evaluation.

use maud::{Markup, html};

use super::model::{A_PAGE, Addressed};
use crate::{
    console::views::{
        email::email,
        frame::{self, Head, Section},
        trail,
    },
    evaluation::{Change, Difference, differences},
    language::calendar,
    survey::Framework,
    users::User,
    web::paths,
};

/// A page of the history, the newest change first. `changes` has one more than a page if there are
/// older ones.
pub fn view(viewer: &User, here: &Addressed, changes: &[Change]) -> Markup {
    let title = format!("History of {}", here.title());
    let trail = [
        trail::inspections(),
        trail::inspection(&here.inspection),
        trail::evaluations(&here.inspection),
        (here.address(), here.title()),
    ];
    let head = Head { trail: &trail, ..Head::of(&title, viewer, Section::Inspections) };
    let shown = changes.get(..A_PAGE as usize).unwrap_or(changes);
    let older = shown.last().filter(|_| changes.len() > shown.len());
    let address = paths::evaluations::HISTORY.of(
        here.inspection.id,
        here.place.area.code(),
        &here.place.indicator,
    );
    frame::page(
        &head,
        &html! {
            div.narrow {
                h1 { (title) }
                @if shown.is_empty() { p { "There is nothing older." } }
                (entries(here.inspection.framework, shown))
                nav.pages aria-label="Pages of the history" {
                    @if let Some(last) = older { a href={ (address) "?before=" (last.number) } { "Older changes" } }
                    a href=(here.address()) { "Back to the evaluation" }
                }
            }
        },
    )
}

/// Changes: who, when, and from what to what.
pub fn entries<'a>(framework: Framework, changes: impl IntoIterator<Item = &'a Change>) -> Markup {
    html! {
        ol.history {
            @for change in changes {
                li value=(change.number) {
                    p { strong { (email(&change.actor)) } " " (change.step) " on " (calendar::date_and_time(change.at)) "." }
                    @if let Some((before, after)) = &change.wording {
                        ul { @for one in differences(framework, before, after) { li { (part(&one)) } } }
                    }
                }
            }
        }
    }
}

/// A part of the wording, from what to what. Long texts are folded away.
pub fn part((what, before, after): &Difference) -> Markup {
    html! {
        @if *what == "grade" {
            "The grade, from " (quoted(before)) " to " strong { (quoted(after)) }
        } @else {
            details.words {
                summary { "The " (what) }
                p.quiet { "From:" }
                div.prose { (quoted(before)) }
                p.quiet { "To:" }
                div.prose { (quoted(after)) }
            }
        }
    }
}

fn quoted(text: &str) -> &str {
    if text.is_empty() { "nothing" } else { text }
}
