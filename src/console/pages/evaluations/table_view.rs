use maud::{Markup, html};

use super::model::TablePage;
use crate::{
    console::views::{
        frame::{self, Head, Section},
        trail,
    },
    evaluation::{Cell, Column, Drafts, FileKind, Row, State, lacking},
    inspection::{Area, Inspection},
    users::User,
    web::paths,
};

/// Areas by quality indicators. On a narrow screen each area becomes a card.
pub fn view(viewer: &User, page: &TablePage, drafts: Drafts) -> Markup {
    let inspection = &page.inspection;
    let title = format!("Evaluations of {}", inspection.title);
    let trail = [trail::inspections(), trail::inspection(inspection)];
    let head = Head { trail: &trail, ..Head::of(&title, viewer, Section::Inspections) };
    let nothing = page.table.columns.is_empty() || page.table.rows.is_empty();
    frame::page(
        &head,
        &html! {
            div.wide {
                h1 { (title) }
                @if let Some(sentence) = missing(inspection) { div.notice { p { (sentence) } } }
                @if !nothing {
                    (about(page))
                    (switch(inspection, drafts))
                    (table(page, drafts))
                    (files(inspection, drafts))
                } @else if page.table.rows.is_empty() && missing(inspection).is_none() {
                    div.empty {
                        h2 { "There is no area yet" }
                        p { "Add a collection: its area can then be evaluated." }
                    }
                }
            }
        },
    )
}

/// That the framework has nothing to evaluate by; `None` if it has.
fn missing(inspection: &Inspection) -> Option<String> {
    let framework = inspection.framework;
    let (name, lacks) = (framework.name(), lacking(framework)?);
    Some(format!("The framework “{name}” has {lacks}, so this inspection evaluates nothing."))
}

fn about(page: &TablePage) -> Markup {
    let (agreed, all) = page.table.agreed();
    html! {
        p.lead { (agreed) " of " (all) " are agreed." }
        p { "An evaluation is agreed when the lead and a deputy have agreed to the same wording. \
            Those who lead this inspection and administrators see this page." }
    }
}

fn switch(inspection: &Inspection, drafts: Drafts) -> Markup {
    html! {
        nav.switch aria-label="Drafts in the table and in the files" {
            ul {
                @for one in Drafts::ALL {
                    @let name = match one {
                        Drafts::LeftOut => "Agreed grades only",
                        Drafts::Marked => "With drafts, marked",
                    };
                    li { a href={ (paths::evaluations::TABLE.of(inspection.id)) (query(one)) } aria-current=[(one == drafts).then_some("true")] { (name) } }
                }
            }
        }
    }
}

fn query(drafts: Drafts) -> String {
    format!("?drafts={}", drafts.key())
}

fn table(page: &TablePage, drafts: Drafts) -> Markup {
    html! {
        table.evaluations role="table" {
            caption { "Evaluations by area and quality indicator" }
            thead role="rowgroup" {
                tr role="row" {
                    th role="columnheader" scope="col" { "Area" }
                    @for column in &page.table.columns {
                        th role="columnheader" scope="col" { (column.name()) }
                    }
                }
            }
            tbody role="rowgroup" {
                @for row in &page.table.rows { (in_area(&page.inspection, &page.table.columns, row, drafts)) }
            }
        }
    }
}

fn in_area(inspection: &Inspection, columns: &[Column], row: &Row, drafts: Drafts) -> Markup {
    html! {
        tr role="row" {
            th role="rowheader" scope="row" { (row.area) }
            @for (column, cell) in columns.iter().zip(&row.cells) {
                td role="cell" {
                    span.label aria-hidden="true" { (column.name()) }
                    (inside(inspection, row.area, column, cell.as_ref(), drafts))
                }
            }
        }
    }
}

fn inside(
    inspection: &Inspection,
    area: Area,
    column: &Column,
    cell: Option<&Cell>,
    drafts: Drafts,
) -> Markup {
    let is_agreed = cell.is_some_and(|cell| cell.state == State::Agreed);
    let words = match cell {
        None => "Not started".to_owned(),
        Some(cell) => cell.words(drafts).unwrap_or_else(|| match drafts {
            Drafts::LeftOut => "Draft".to_owned(),
            Drafts::Marked => "No grade yet (draft)".to_owned(),
        }),
    };
    // What is no longer evaluated has a page only if something was written.
    let has_page = cell.is_some() || missing(inspection).is_none() && column.title.is_some();
    html! {
        @if has_page {
            a.grade.agreed[is_agreed] href=(paths::evaluations::ONE.of(inspection.id, area.code(), &column.number)) {
                (words) span.unseen { ": " (area) ", " (column.number) }
            }
        } @else { "–" }
    }
}

fn files(inspection: &Inspection, drafts: Drafts) -> Markup {
    html! {
        section aria-labelledby="files" {
            h2 #files { "The table as a file" }
            p { (drafts.note()) " Each download is recorded in the audit log." }
            ul.files {
                @for kind in FileKind::ALL {
                    li { a href={ (paths::evaluations::FILE.of(inspection.id, kind.key())) (query(drafts)) } download { (kind.name()) } }
                }
            }
        }
    }
}
