//! The page of one evaluation.

use maud::{Markup, html};

use super::{
    form_view::form,
    history_view::{entries, part},
    model::{A_PAGE, EvaluationPage},
    wording_view::{agreement, wording},
};
use crate::{
    console::{
        shell::form::{Errors, Typed},
        views::{
            fields,
            frame::{self, Head, Section},
            trail,
        },
    },
    evaluation::{Wording, differences},
    users::User,
    web::paths,
};

/// What happened to what was sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Told<'a> {
    Nothing,
    Saved,
    Agreed,
    Withdrawn,
    /// Somebody changed it since the form was filled, with this wording if it is known.
    Stale(Option<&'a Wording>),
    /// The same, for somebody who wanted to agree.
    ChangedBeforeAgreeing,
    /// It cannot be agreed by them, or not yet.
    NotAgreed,
}

/// The state of the form.
pub struct Shown<'a> {
    pub typed: &'a Typed,
    pub errors: &'a Errors,
    /// The number of the latest change that its author saw.
    pub seen: Option<u32>,
    pub told: Told<'a>,
}

/// The page.
pub fn view(viewer: &User, page: &EvaluationPage, shown: &Shown<'_>) -> Markup {
    let here = page.addressed();
    let title = here.title();
    let trail = [
        trail::inspections(),
        trail::inspection(&page.inspection),
        trail::evaluations(&page.inspection),
    ];
    let done = matches!(shown.told, Told::Nothing | Told::Saved | Told::Agreed | Told::Withdrawn);
    let failed = !shown.errors.is_empty() || !done;
    let head = Head { failed, trail: &trail, ..Head::of(&title, viewer, Section::Inspections) };
    frame::page(
        &head,
        &html! {
            div.narrow {
                (told(page, shown.told))
                (fields::summary(shown.errors))
                h1 { (title) }
                (wording(page))
                (agreement(viewer, page))
                (form(page, shown.typed, shown.errors, shown.seen))
                (history(page))
            }
        },
    )
}

fn told(page: &EvaluationPage, told: Told<'_>) -> Markup {
    let done = |sentence: &str| html! { div.done role="status" { p { (sentence) } } };
    let failed = |heading: &str, rest: Markup| {
        html! { div.summary role="alert" tabindex="-1" autofocus { h2 { (heading) } (rest) } }
    };
    match told {
        Told::Nothing => Markup::default(),
        Told::Saved => done(&saved(&page.evaluation.wording)),
        Told::Agreed => done("You have agreed to this wording."),
        Told::Withdrawn => done("You have withdrawn your agreement. It is a draft."),
        Told::Stale(before) => failed("Nothing was changed yet", stale(page, before)),
        Told::ChangedBeforeAgreeing => failed(
            "You have not agreed yet",
            html! { p { "Somebody changed this evaluation while you had the page open. Read it as \
            it now is, then agree." } },
        ),
        Told::NotAgreed => failed(
            "You have not agreed",
            html! { p { "The section “Agreement” below says what is missing." } },
        ),
    }
}

/// What a draft still needs.
fn saved(wording: &Wording) -> String {
    let missing = match (wording.grade.is_some(), wording.rationale.is_empty()) {
        (true, false) => {
            return "Saved. It is a draft until the lead and a deputy agree to it.".to_owned();
        }
        (true, true) => "a rationale",
        (false, false) => "a grade",
        (false, true) => "a grade and a rationale",
    };
    format!("Saved as a draft. It needs {missing} before anybody can agree to it.")
}

/// What somebody else did meanwhile.
fn stale(page: &EvaluationPage, before: Option<&Wording>) -> Markup {
    let now = &page.evaluation.wording;
    let changed = before.map(|before| differences(page.inspection.framework, before, now));
    let changed = changed.unwrap_or_default();
    html! {
        @if changed.is_empty() {
            p { "Somebody agreed to this evaluation or withdrew their agreement while you had the \
                page open, or the form did not arrive complete. The page now shows the present \
                state." }
        } @else {
            p { "While you had this page open, somebody changed:" }
            ul.changed { @for one in &changed { li { (part(one)) } } }
        }
        p { "What you typed is still in the form. Save it if it is still right." }
    }
}

fn history(page: &EvaluationPage) -> Markup {
    let shown = page.history.iter().take(A_PAGE as usize);
    let (inspection, place) = (page.inspection.id, &page.place);
    html! {
        section aria-labelledby="history" {
            h2 #history { "History" }
            @if page.history.is_empty() { p { "Nothing has been written." } }
            (entries(page.inspection.framework, shown))
            @if page.history.len() > A_PAGE as usize {
                p { a href=(paths::evaluations::HISTORY.of(inspection, place.area.code(), &place.indicator)) { "The whole history" } }
            }
        }
    }
}
