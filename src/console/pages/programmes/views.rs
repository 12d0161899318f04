use maud::{Markup, html};

use super::{
    figures_view::{self, Told},
    model::ProgrammePage,
};
use crate::{
    console::views::{
        frame::{self, Head, Section},
        trail,
    },
    language::{calendar, numbers::counted},
    programme::{Answered, Stage},
    users::User,
    web::paths,
};

/// One programme.
pub fn one(viewer: &User, page: &ProgrammePage, told: Told<'_>) -> Markup {
    let programme = &page.programme;
    let trail = [trail::inspections(), trail::programmes()];
    let head = Head {
        failed: matches!(told, Told::Refused(_)),
        trail: &trail,
        ..Head::of(&programme.title, viewer, Section::Inspections)
    };
    frame::page(
        &head,
        &html! {
            div.wide {
                (figures_view::told(told, page.figures.len()))
                div.top {
                    h1 { (programme.title) }
                    @if page.may_change { a.button.second href=(paths::programme::CHANGE.of(programme.id)) { "Change the programme" } @if page.is_empty { a.button.second href=(paths::programme::DELETE.of(programme.id)) { "Delete it" } } }
                }
                p.quiet { "Framework: " (programme.framework.name()) }
                @if page.is_partial && !page.progress.areas.is_empty() {
                    p.quiet { "This page counts only the inspections and areas that you can see." }
                }
                @if page.progress.areas.is_empty() {
                    p { "No inspection of this programme asks anybody yet." }
                } @else {
                    (answered(page))
                    (results(viewer, page))
                    (areas(page))
                }
                (figures_view::section(viewer, page))
            }
        },
    )
}

/// "7,041 staff" as a list, and by survey.
fn answered(page: &ProgrammePage) -> Markup {
    let progress = &page.progress;
    html! {
        h2 { "Responses" }
        p.lead { (sentence(&progress.by_group)) }
        table.compact.counts role="table" {
            caption { "By survey" }
            thead role="rowgroup" {
                tr role="row" {
                    th role="columnheader" scope="col" { "Survey" }
                    th.count role="columnheader" scope="col" { "Responses" }
                }
            }
            tbody role="rowgroup" {
                @for one in &progress.by_survey {
                    tr role="row" {
                        th role="rowheader" scope="row" { (one.who) }
                        td.count role="cell" { (one.returned) }
                    }
                }
                tr role="row" {
                    th role="rowheader" scope="row" { strong { "All" } }
                    td.count role="cell" { strong { (progress.returned()) } }
                }
            }
        }
    }
}

/// "Staff 7,041; children and young people 647."
fn sentence(groups: &[Answered]) -> String {
    let parts = groups.iter().map(|one| format!("{} {}", one.who, one.returned));
    let all = parts.collect::<Vec<_>>().join("; ");
    let (first, rest) = all.split_at_checked(1).unwrap_or(("", &all));
    format!("{}{rest}.", first.to_uppercase())
}

fn results(viewer: &User, page: &ProgrammePage) -> Markup {
    let id = page.programme.id;
    html! {
        @if viewer.role.may_read_results() && !page.released.is_empty() {
            h2 { "Results" }
            p { "Totals of every question over all areas, the range between areas, and a \
                comparison with another programme." }
            ul.plain {
                @for survey in &page.released {
                    li { a href={ (paths::programme::RESULTS.of(id)) "?survey=" (survey.key()) } { (survey.name()) } }
                }
            }
        }
    }
}

fn areas(page: &ProgrammePage) -> Markup {
    html! {
        h2 { "Areas" }
        @for stage in Stage::ALL {
            @let count = page.progress.areas_at(stage);
            @if count > 0 {
                h3 { (stage.name()) ": " (counted(count, "area", "areas")) }
                ul.plain {
                    @for one in page.progress.at(stage) {
                        li {
                            a href=(paths::inspection::PAGE.of(one.inspection.id)) { (one.area) @if page.inspections > 1 { ", " (one.inspection.title) } }
                            " " span.quiet { (calendar::span(one.days.0, one.days.1)) @if one.returned.is_somebody() { ", " (counted(one.returned.or_none(), "response", "responses")) } }
                        }
                    }
                }
            }
        }
    }
}
