use maud::{Markup, html};

use super::read::Together;
use crate::{
    console::{
        pages::results::{
            By,
            areas::{
                self,
                across::{self, View, Weigh},
            },
            waiting,
        },
        views::{
            frame::{self, Head, Section},
            trail::{self, Step},
        },
    },
    programme::Programme,
    results::{AcrossAreas, over_areas::Names},
    users::User,
    web::paths,
};

/// What the pages of one programme share.
pub struct Around<'a> {
    pub viewer: &'a User,
    pub programme: &'a Programme,
    pub together: &'a Together,
    /// What is kept from the viewer: see [`Kept`](crate::results::Kept).
    pub kept: &'a [String],
}

/// The results of one survey over all areas of a programme.
pub fn results(around: &Around<'_>, across: &AcrossAreas, (by, weigh): (By, Weigh)) -> Markup {
    let survey = across.survey.instrument;
    let id = around.programme.id;
    let chosen = match across.group {
        Some(group) => areas::group_query(group),
        None => format!("survey={survey}"),
    };
    let address = format!("{}?{chosen}&", paths::programme::RESULTS.of(id));
    let names = Names::new(across, &around.together.titles());
    let to_come = if across.group.is_some() { 0 } else { around.together.waiting(survey) };
    let view = View { by, weigh, address: &address };
    let rest = html! {
        (surveys(around, &paths::programme::RESULTS.of(id), &chosen, true))
        p.ways {
            @if across.group.is_none() {
                a.button.second href={ (paths::programme::COMPARE.of(id)) "?survey=" (survey) } { "Compare with another programme" } " "
            }
            a.button.second href=(paths::programme::EXPORT.of(id)) { "Download results" }
        }
        (across::contents(across, view, to_come, &names))
    };
    page(around, &format!("Results: {}", around.programme.title), &[], &rest)
}

/// The links to the surveys with results, and perhaps to the groups; `shown` is the present choice in
/// the address.
pub fn surveys(around: &Around<'_>, address: &str, shown: &str, with_groups: bool) -> Markup {
    let surveys = around.together.released();
    let groups = if with_groups { around.together.groups() } else { Vec::new() };
    let link = |chosen: &str, name: &str| {
        html! { li { a href={ (address) "?" (chosen) } aria-current=[(chosen == shown).then_some("page")] { (name) } } }
    };
    html! {
        @if surveys.len() > 1 {
            nav.switch aria-label="Survey" {
                ul {
                    @for survey in surveys { (link(&format!("survey={survey}"), survey.name())) }
                    @for group in groups { (link(&areas::group_query(group), &format!("{} together", group.name()))) }
                }
            }
        }
    }
}

/// None of its collections has results yet.
pub fn not_yet(around: &Around<'_>) -> Markup {
    let rest = html! {
        @if around.kept.is_empty() { div.notice {
            h2 { "There are no results yet" }
            p { "The answers of each collection are sealed until it closes. Its results appear \
                here soon after that." }
        } }
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
                (waiting::kept(around.kept))
                (rest)
            }
        },
    )
}
