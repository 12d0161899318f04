use maud::{Markup, html};

use super::read::Together;
use crate::{
    console::{
        pages::results::{
            By,
            areas::across::{self, Names},
        },
        views::{
            frame::{self, Head, Section},
            trail::{self, Step},
        },
    },
    programme::Programme,
    results::AcrossAreas,
    users::User,
    web::paths,
};

/// What the pages of one programme share.
pub struct Around<'a> {
    pub viewer: &'a User,
    pub programme: &'a Programme,
    pub together: &'a Together,
}

/// The results of one survey over all areas of a programme.
pub fn results(around: &Around<'_>, across: &AcrossAreas, by: By) -> Markup {
    let survey = across.survey.instrument;
    let id = around.programme.id;
    let address = format!("{}?survey={survey}&", paths::programme::RESULTS.of(id));
    let names = Names::new(across, &around.together.titles());
    let waiting = around.together.waiting(survey);
    let rest = html! {
        (surveys(around, &paths::programme::RESULTS.of(id), survey.key()))
        p.ways {
            a.button.second href={ (paths::programme::COMPARE.of(id)) "?survey=" (survey) } { "Compare with another programme" }
        }
        (across::contents(across, by, &address, waiting, &names))
    };
    page(around, &format!("Results: {}", around.programme.title), &[], &rest)
}

/// The links to the surveys with results; `shown` is the key of the present one.
pub fn surveys(around: &Around<'_>, address: &str, shown: &str) -> Markup {
    let surveys = around.together.released();
    html! {
        @if surveys.len() > 1 {
            nav.switch aria-label="Survey" {
                ul {
                    @for survey in surveys {
                        li { a href={ (address) "?survey=" (survey) } aria-current=[(survey.key() == shown).then_some("page")] { (survey.name()) } }
                    }
                }
            }
        }
    }
}

/// None of its collections has results yet.
pub fn not_yet(around: &Around<'_>) -> Markup {
    let rest = html! {
        div.notice {
            h2 { "There are no results yet" }
            p { "The answers of each collection are sealed until it closes. Its results appear \
                here soon after that." }
        }
    };
    page(around, &format!("Results: {}", around.programme.title), &[], &rest)
}

/// The frame of a page below the programme; `below` are further steps of its trail.
pub fn page(around: &Around<'_>, title: &str, below: &[Step], rest: &Markup) -> Markup {
    let mut trail =
        vec![trail::inspections(), trail::programmes(), trail::programme(around.programme)];
    trail.extend_from_slice(below);
    let head = Head { trail: &trail, ..Head::of(title, around.viewer, Section::Inspections) };
    let areas = around.together.answered_by_areas();
    frame::page(
        &head,
        &html! {
            div.wide.results {
                h1 { (title) }
                @for (inspection, survey) in areas {
                    p {
                        a href=(paths::officers::ACROSS.of(inspection.id, survey.key())) { (survey.name()) }
                        ": what each area answered in “" (inspection.title) "”."
                    }
                }
                (rest)
            }
        },
    )
}
