//! What the form of an evaluation is filled with, and what was typed.

use std::collections::BTreeSet;

use super::model::EvaluationPage;
use crate::{
    console::shell::form::{Errors, Typed},
    evaluation::{Evidence, Figure, Wording},
};

pub const GRADE: &str = "grade";
pub const RATIONALE: &str = "rationale";
pub const FIGURES: &str = "figures";
pub const REFERENCES: &str = "references";
/// The number of the latest change that the page showed.
pub const SEEN: &str = "seen";

/// The form with a wording.
pub fn filled(wording: &Wording) -> Typed {
    let figures = wording.evidence.figures.iter().map(|one| (FIGURES, one.key.clone()));
    [
        (GRADE, wording.grade.clone().unwrap_or_default()),
        (RATIONALE, wording.rationale.clone()),
        (REFERENCES, wording.evidence.references.join("\n")),
    ]
    .into_iter()
    .chain(figures)
    .collect()
}

/// The number of the latest change that the page of a form showed.
pub fn seen(typed: &Typed) -> Option<u32> {
    typed.one("seen").parse().ok()
}

/// The wording that was typed. A text that is missing stays as it is.
pub fn read(typed: &Typed, page: &EvaluationPage) -> Result<Wording, Errors> {
    let (mut errors, now) = (Errors::default(), &page.evaluation.wording);
    let text = |is_there, typed: &str, kept: &str| {
        if is_there { typed.to_owned() } else { kept.to_owned() }
    };
    let kept = now.grade.as_deref().unwrap_or_default();
    let grade = Some(text(typed.is_there("grade"), typed.one("grade"), kept));
    let grade = grade.filter(|grade| !grade.is_empty());
    if grade != now.grade && grade.as_ref().is_some_and(|grade| !is_of_scale(page, grade)) {
        errors.add(GRADE, "Choose one of the grades.".to_owned());
    }
    let rationale = text(typed.is_there("rationale"), typed.one("rationale"), &now.rationale);
    if let Some(sentence) = Wording::wrong_rationale(&rationale) {
        errors.add(RATIONALE, sentence);
    }
    let figures = figures(typed, page).unwrap_or_else(|sentence| {
        errors.add(FIGURES, sentence);
        Vec::new()
    });
    let kept = now.evidence.references.join("\n");
    let references = lines(&text(typed.is_there("references"), typed.one("references"), &kept));
    if let Some(sentence) = Wording::wrong_references(&references) {
        errors.add(REFERENCES, sentence);
    }
    let wording = Wording { grade, rationale, evidence: Evidence { figures, references } };
    if page.evaluation.number == 0 && wording == Wording::default() {
        errors.add(
            GRADE,
            "Nothing is written yet. Choose a grade, write a rationale, or choose what it rests \
                on.",
        );
    }
    if errors.is_empty() { Ok(wording) } else { Err(errors) }
}

/// The form after somebody else has changed the evaluation: what was typed, and the present values
/// where its author left the values `before` alone. Otherwise sending it again would undo the
/// change.
pub fn kept(typed: &Typed, before: Option<&Wording>, now: &Wording) -> Typed {
    let (before, now) = (before.map(filled), filled(now));
    let all = |form: &Typed, name| -> BTreeSet<String> {
        form.all(name).map(|value| value.trim().to_owned()).collect()
    };
    let mut kept = Vec::new();
    for name in [GRADE, RATIONALE, REFERENCES, FIGURES] {
        let untouched = before.as_ref().is_some_and(|before| all(before, name) == all(typed, name));
        let source = if untouched { &now } else { typed };
        kept.extend(source.all(name).map(|value| (name, value.to_owned())));
    }
    kept.into_iter().collect()
}

fn is_of_scale(page: &EvaluationPage, grade: &str) -> bool {
    page.inspection.framework.scale().iter().any(|point| point.key.as_str() == grade)
}

/// The chosen figures, each with the name that it was first chosen under: those that are offered,
/// and those that the evaluation rests on already.
fn figures(typed: &Typed, page: &EvaluationPage) -> Result<Vec<Figure>, String> {
    let present = &page.evaluation.wording.evidence.figures;
    let offered = page.sources.iter().flat_map(|source| &source.offers).map(|offer| &offer.figure);
    let is_present = |figure: &&Figure| present.iter().any(|one| one.key == figure.key);
    let known: Vec<&Figure> =
        present.iter().chain(offered.filter(|figure| !is_present(figure))).collect();
    let chosen: BTreeSet<&str> = typed.all("figures").collect();
    let found: Vec<Figure> =
        known.into_iter().filter(|one| chosen.contains(one.key.as_str())).cloned().collect();
    if found.len() < chosen.len() {
        return Err("One of the figures is not there any more. It is no longer ticked: check the \
            others, and save again."
            .to_owned());
    }
    if found.len() > Wording::MOST_FIGURES {
        let (count, most) = (found.len(), Wording::MOST_FIGURES);
        return Err(format!("You chose {count} figures. Choose {most} at most."));
    }
    Ok(found)
}

fn lines(text: &str) -> Vec<String> {
    text.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect()
}
