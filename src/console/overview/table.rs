//! Areas by audiences. On a narrow screen each area becomes a card; the roles are spelt out because browsers forget
//! that a table is one once its rows are laid out in another way.

use maud::{Markup, html};

use super::model::{AreaRow, Cell, Overview};
use crate::{
    console::views::bar::{self, Marks},
    results::{Measure, Rate},
};

const NOT_ALL_STATED: &str = "not every population stated";

/// The table, with the totals of every area and audience.
pub fn table(overview: &Overview) -> Markup {
    let with_totals = overview.audiences.len() > 1;
    html! {
        table.overview role="table" {
            caption { "Returned of those who were asked, by area and audience" }
            thead role="rowgroup" {
                tr role="row" {
                    th role="columnheader" scope="col" { "Area" }
                    @for (audience, _) in &overview.audiences { th role="columnheader" scope="col" { (audience.name()) } }
                    @if with_totals { th role="columnheader" scope="col" { "Together" } }
                }
            }
            tbody role="rowgroup" {
                @for row in &overview.areas { (area(row, overview, with_totals)) }
            }
            @if overview.areas.len() > 1 { (all_areas(overview, with_totals)) }
        }
    }
}

fn area(row: &AreaRow, overview: &Overview, with_total: bool) -> Markup {
    html! {
        tr role="row" {
            th role="rowheader" scope="row" { (row.area) }
            @for ((audience, _), cell) in overview.audiences.iter().zip(&row.cells) {
                @match cell {
                    Some(cell) => (collection(cell)),
                    None => td.none role="cell" { (label(audience.name())) "Not asked here" },
                }
            }
            @if with_total { (total("Together", row.total)) }
        }
    }
}

fn all_areas(overview: &Overview, with_total: bool) -> Markup {
    html! {
        tfoot role="rowgroup" {
            tr role="row" {
                th role="rowheader" scope="row" { "All areas" }
                @for (audience, rate) in &overview.audiences { (total(audience.name(), *rate)) }
                @if with_total { (total("Together", overview.total)) }
            }
        }
    }
}

fn collection(cell: &Cell) -> Markup {
    html! {
        td class={ "cell " (cell.course.key()) } role="cell" {
            (label(cell.audience.name()))
            a href={ "/console/collections/" (cell.collection) } {
                (bar::figure(cell.rate, "population not stated"))
                span.unseen { ", " (cell.area) ", " (cell.audience.name()) }
            }
            (bar::bar(cell.rate, Some(Marks { target: cell.target, pace: cell.pace })))
            (measure(cell))
            p.note { (bar::word(cell.course)) " " span.target { "target " (cell.target) "%" } }
        }
    }
}

/// What the figure is counted against, where that is not the population, and its bounds by their AAPOR names.
fn measure(cell: &Cell) -> Markup {
    html! {
        @if cell.measure != Measure::Population {
            p.measure {
                "of " (cell.measure.words())
                @if let Some((floor, ceiling)) = cell.bounds.and_then(|b| b.floor.percent().zip(b.ceiling.percent())) {
                    "; RR1 " (floor) "%, RR5 " (ceiling) "%"
                }
            }
        }
    }
}

fn total(name: &str, rate: Rate) -> Markup {
    html! {
        td.total role="cell" {
            (label(name))
            (bar::figure(rate, NOT_ALL_STATED))
            (bar::bar(rate, None))
        }
    }
}

/// The column's name inside the cell, for cards; screen readers have the header already.
fn label(name: &str) -> Markup {
    html! { span.label aria-hidden="true" { (name) } }
}
