//! The areas of one survey that the inspection's team records: how much, and until when.

use maud::{Markup, html};

use super::{cell::Cell, model::Overview};
use crate::{fieldwork::Recorded, inspection::State, language::calendar, web::paths};

pub fn lines(overview: &Overview) -> Markup {
    let name = overview.surveys.first().map_or("", |(survey, _)| survey.name());
    let what = total(overview).map_or("Recorded", Recorded::name);
    html! {
        table.recorded-lines role="table" {
            caption { (name) " by area" }
            thead role="rowgroup" { tr role="row" {
                @for heading in ["Area", what, "State"] { th role="columnheader" scope="col" { (heading) } }
            } }
            tbody role="rowgroup" {
                @for cell in cells(overview) {
                    tr #(cell.area.code()) role="row" data-live=(key(cell)) { (line(cell)) }
                }
            }
            @if cells(overview).count() > 1 {
                tfoot role="rowgroup" { tr role="row" data-live="total" { (all_areas(overview)) } }
            }
        }
    }
}

/// The live regions: each line, and the total.
pub fn moving(overview: &Overview) -> Vec<(String, Markup)> {
    let mut moving: Vec<_> = cells(overview).map(|cell| (key(cell), line(cell))).collect();
    if moving.len() > 1 {
        moving.push(("total".to_owned(), all_areas(overview)));
    }
    moving
}

fn cells(overview: &Overview) -> impl Iterator<Item = &Cell> {
    overview.areas.iter().flat_map(|row| row.cells.iter().flatten())
}

fn key(cell: &Cell) -> String {
    format!("line-{}", cell.collection)
}

fn total(overview: &Overview) -> Option<Recorded> {
    overview.surveys.first().and_then(|(_, amount)| amount.recorded())
}

fn line(cell: &Cell) -> Markup {
    html! {
        th role="rowheader" scope="row" { a href=(paths::collection::PAGE.of(cell.collection)) { (cell.area) } }
        (amount(cell.standing.recorded))
        td role="cell" { span.label aria-hidden="true" { "State" } (state(cell)) }
    }
}

fn all_areas(overview: &Overview) -> Markup {
    html! {
        th role="rowheader" scope="row" { "All areas" }
        (amount(total(overview)))
        td.empty-cell role="cell" {}
    }
}

fn amount(recorded: Option<Recorded>) -> Markup {
    html! {
        td role="cell" {
            @if let Some(recorded) = recorded { span.label aria-hidden="true" { (recorded.name()) } (recorded.amount()) }
        }
    }
}

fn state(cell: &Cell) -> String {
    let on = |at| calendar::short_date(calendar::day(at));
    match cell.standing.state {
        State::Planned => format!("Opens on {}", on(cell.opens_at)),
        State::Open => format!("Open until {}", on(cell.closes_at)),
        State::Closing | State::Closed | State::Released => {
            format!("Closed on {}", on(cell.closes_at))
        }
    }
}
