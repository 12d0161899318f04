//! The form of an evaluation.

use maud::{Markup, html};

use super::{
    fill::{FIGURES, GRADE, RATIONALE, REFERENCES, SEEN},
    model::EvaluationPage,
    sources::{Offer, Source},
};
use crate::{
    console::{
        shell::form::{Errors, Typed},
        views::fields::{self, Choice, Field, HowMany},
    },
    evaluation::{Figure, Wording},
    language::{
        Language,
        numbers::{counted, grouped},
    },
    survey::framework,
    web::paths,
};

/// `seen` is the number of the latest change that its author saw.
pub fn form(page: &EvaluationPage, typed: &Typed, errors: &Errors, seen: Option<u32>) -> Markup {
    let (inspection, place) = (page.inspection.id, &page.place);
    let lines = |name, label, hint: &str, rows| {
        let value = typed.exactly(name);
        fields::lines(&Field { errors, value, hint: Some(hint), ..Field::new(name, label) }, rows)
    };
    let rationale = format!(
        "Why this grade, as plain text. At most {} characters.",
        grouped(Wording::LONGEST_RATIONALE as u64)
    );
    let references = format!(
        "What else it rests on, such as “Records, item plan”. One per line, {} at most.",
        Wording::MOST_REFERENCES
    );
    html! {
        section aria-labelledby="change" {
            h2 #change { @if page.evaluation.number == 0 { "Write it" } @else { "Change it" } }
            form method="post" action=(paths::evaluations::ONE.of(inspection, place.area.code(), &place.indicator)) novalidate {
                input type="hidden" name=(SEEN) value=(seen.map(|seen| seen.to_string()).unwrap_or_default());
                (grades(page, typed, errors))
                (lines(RATIONALE, "Rationale", &rationale, 12))
                (figures(page, typed, errors))
                (lines(REFERENCES, "Other references", &references, 4))
                button.main type="submit" { "Save as a draft" }
                " " a.beside href=(paths::evaluations::TABLE.of(inspection)) { "Back to the table" }
            }
        }
    }
}

/// The points of the scale. A grade that the scale no longer has can be left as it is.
fn grades(page: &EvaluationPage, typed: &Typed, errors: &Errors) -> Markup {
    let chosen = typed.one(GRADE);
    let choice = |value: &str, text: &str| Choice {
        value: value.to_owned(),
        text: text.to_owned(),
        chosen: value == chosen,
    };
    let scale = page.inspection.framework.scale();
    let mut choices: Vec<Choice> = scale
        .iter()
        .map(|point| choice(point.key.as_str(), framework::title(&point.titles, Language::En)))
        .collect();
    if let Some(kept) = &page.evaluation.wording.grade
        && choices.iter().all(|one| one.value != *kept)
    {
        choices.push(choice(kept, &format!("{kept} (no longer in the framework)")));
    }
    choices.push(choice("", "Not decided yet"));
    fields::choices(&Field { errors, ..Field::new(GRADE, "Grade") }, HowMany::One, &choices)
}

/// The results that it can rest on: a list to unfold for each collection.
fn figures(page: &EvaluationPage, typed: &Typed, errors: &Errors) -> Markup {
    let gone = gone(page);
    html! {
        fieldset.field.wrong[errors.of(FIGURES).is_some()] id=(FIGURES) tabindex="-1" aria-describedby="figures-hint" {
            legend { "Which results does it rest on?" }
            p.hint #figures-hint { "Results of this area’s collections. Questions can be chosen \
                once a collection is released." }
            @if let Some(error) = errors.of(FIGURES) { p.error { span.unseen { "Error: " } (error) } }
            @if page.sources.is_empty() && gone.is_empty() { p { "This area has no collection." } }
            @for (source, offer) in page.sources.iter().flat_map(|source| source.offers.iter().map(move |offer| (source, offer))).filter(|(_, offer)| is_chosen(offer, typed)) {
                (tick(&offer.figure, &format!("{}: {}", source.name, offer.label), offer.says.as_deref(), typed))
            }
            @for figure in gone { (tick(figure, &format!("{} (no longer there)", figure.name), None, typed)) }
            @for source in &page.sources { (of_source(source, typed)) }
        }
    }
}

fn is_chosen(offer: &Offer, typed: &Typed) -> bool {
    typed.has(FIGURES, &offer.figure.key)
}

/// What else a collection offers. What is chosen stands above all of them, so the list stays closed.
fn of_source(source: &Source, typed: &Typed) -> Markup {
    let whole = source.offers.iter().take(1).filter(|offer| !is_chosen(offer, typed));
    let rest: Vec<&Offer> =
        source.offers.iter().skip(1).filter(|offer| !is_chosen(offer, typed)).collect();
    let (informing, others): (Vec<&Offer>, Vec<&Offer>) =
        rest.iter().copied().partition(|offer| offer.informs);
    let ticks = |offers: &[&Offer]| {
        html! { @for offer in offers { (tick(&offer.figure, &offer.label, offer.says.as_deref(), typed)) } }
    };
    html! {
        details.source {
            summary { (source.name) @if !informing.is_empty() { ": " (counted(informing.len(), "question informs", "questions inform")) " this indicator" } }
            @for whole in whole { (ticks(&[whole])) }
            @if !informing.is_empty() { h3 { "Questions that inform this indicator" } (ticks(&informing)) }
            @if !others.is_empty() { h3 { "Other questions" } (ticks(&others)) }
        }
    }
}

/// What it rests on already and what is no longer offered.
fn gone(page: &EvaluationPage) -> Vec<&Figure> {
    let is_offered = |figure: &&Figure| {
        let mut offers = page.sources.iter().flat_map(|source| &source.offers);
        offers.any(|offer| offer.figure.key == figure.key)
    };
    let figures = &page.evaluation.wording.evidence.figures;
    figures.iter().filter(|figure| !is_offered(figure)).collect()
}

fn tick(figure: &Figure, label: &str, says: Option<&str>, typed: &Typed) -> Markup {
    html! {
        label.choice {
            input type="checkbox" name=(FIGURES) value=(figure.key) checked[typed.has(FIGURES, &figure.key)];
            span { (label) @if let Some(says) = says { span.aside { (says) } } }
        }
    }
}
