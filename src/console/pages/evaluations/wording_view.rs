//! An evaluation as it stands, and who has agreed to it.

use maud::{Markup, html};

use super::{model::EvaluationPage, sources::Offer};
use crate::{
    console::views::email::email,
    evaluation::{Figure, State, Wording, grade_name},
    users::User,
    web::paths,
};

/// The present wording.
pub fn wording(page: &EvaluationPage) -> Markup {
    let Wording { grade, rationale, evidence } = &page.evaluation.wording;
    let grade = grade.as_deref().map(|key| grade_name(page.inspection.framework, key));
    let fact = |name: &str, value: Markup| html! { div { dt { (name) } dd { (value) } } };
    html! {
        section aria-labelledby="stands" {
            h2 #stands { "As it stands" }
            @if let Some(state) = page.evaluation.state() {
                p { span.pill.now[state == State::Agreed] { @match state { State::Agreed => "Agreed", State::Draft => "Draft" } } }
                dl.facts {
                    (fact("Grade", html! { strong { (grade.unwrap_or("No grade yet")) } }))
                    (fact("Rationale", html! { @if rationale.is_empty() { "None yet" } @else { div.prose { (rationale) } } }))
                    (fact("It rests on", html! {
                        @if evidence.figures.is_empty() && evidence.references.is_empty() { "Nothing is named yet" } @else {
                            ul.rests {
                                @for one in &evidence.figures { li { (figure(page, one)) } }
                                @for one in &evidence.references { li { (one) } }
                            }
                        }
                    }))
                }
            } @else { p { "Nothing is written yet." } }
        }
    }
}

/// A link to results with what they say, or the name of results that are gone.
fn figure(page: &EvaluationPage, figure: &Figure) -> Markup {
    let mut offers = page.sources.iter().flat_map(|source| &source.offers);
    html! {
        @match offers.find(|offer| offer.figure.key == figure.key) {
            Some(Offer { figure, address, says, .. }) => {
                a href=(address) { (figure.name) }
                @if let Some(says) = says { span.quiet { " " (says) } }
            },
            None => { (figure.name) span.quiet { " (no longer there)" } },
        }
    }
}

/// Who has agreed, and the buttons to agree or to withdraw.
pub fn agreement(viewer: &User, page: &EvaluationPage) -> Markup {
    let (evaluation, team) = (&page.evaluation, &page.team);
    let Some(state) = evaluation.state() else { return Markup::default() };
    let agreement = evaluation.agreement.counting(team);
    html! {
        section aria-labelledby="agreement" {
            h2 #agreement { "Agreement" }
            @if state == State::Agreed { p { "Lead and deputy have agreed to this wording. Any \
                change makes it a draft again." } }
            dl.facts {
                div { dt { "Lead" } dd { (agreed(agreement.lead.as_deref(), &[&team.lead])) } }
                div { dt { "Deputy" } dd {
                    @if !team.deputies().is_empty() || agreement.deputy.is_some() { (agreed(agreement.deputy.as_deref(), &team.deputies())) }
                    @else {
                        "Nobody else leads this inspection. "
                        a href=(paths::inspection::TEAM.of(page.inspection.id)) { "Add somebody to its team" }
                        ", so that two people can agree."
                    }
                } }
            }
            (may(viewer, page))
        }
    }
}

fn agreed(by: Option<&str>, could: &[&str]) -> Markup {
    html! {
        @match by {
            Some(by) => { (email(by)) " has agreed" },
            None => {
                "Not agreed yet. Waiting for " @if could.len() > 1 { "one of " }
                @for (place, one) in could.iter().enumerate() { @if place > 0 { ", " } (email(one)) }
            },
        }
    }
}

/// What the viewer can do about the agreement.
fn may(viewer: &User, page: &EvaluationPage) -> Markup {
    let (evaluation, team) = (&page.evaluation, &page.team);
    let has_agreed = evaluation.agreement.counting(team).has(&viewer.email);
    let is_agreed = evaluation.state() == Some(State::Agreed);
    html! {
        @if has_agreed {
            (button(page, "withdraw", "Withdraw your agreement"))
        } @else if is_agreed {
        } @else if team.seat(&viewer.email).is_none() {
            p { "You can change it, but only those who lead this inspection agree to it." }
        } @else if !evaluation.wording.is_complete() {
            p { "It can be agreed once it has a grade and a rationale." }
        } @else {
            (button(page, "agree", "Agree to this wording"))
        }
    }
}

fn button(page: &EvaluationPage, does: &str, label: &str) -> Markup {
    let (inspection, place) = (page.inspection.id, &page.place);
    html! {
        form method="post" action=(paths::evaluations::AGREE.of(inspection, place.area.code(), &place.indicator)) {
            input type="hidden" name="seen" value=(page.evaluation.number);
            input type="hidden" name="agreement" value=(does);
            button type="submit" { (label) }
        }
    }
}
