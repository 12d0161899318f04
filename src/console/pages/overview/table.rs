//! Areas by surveys. On a narrow screen each area becomes a card; the roles are explicit because
//! browsers no longer treat a table as one once its rows have another layout.

use maud::{Markup, html};

use super::{
    amount::Amount,
    cell::Cell,
    model::{AreaRow, Overview},
};
use crate::{
    console::views::bar::{self, Marks},
    rates::{Measure, Rate},
    survey::Instrument,
    web::paths,
};

/// From how many areas a table is dense, so that a national survey is seen at a glance.
const MANY: usize = 8;
/// From how many surveys a table is wide: it has the whole width, and its cells only the rate and
/// the course.
const WIDE: usize = 6;
const NOT_ALL_STATED: &str = "some populations missing";

/// The table, with the totals of every area and survey.
pub fn table(overview: &Overview) -> Markup {
    html! {
        table.overview.dense[room(overview) != Room::Ample].broad[is_wide(overview)] role="table" {
            caption { @if overview.surveys.iter().any(|(_, amount)| amount.rate().is_none()) { "Responses and records by area and survey" } @else { "Response rates by area and survey" } }
            thead role="rowgroup" {
                tr role="row" {
                    th role="columnheader" scope="col" { "Area" }
                    @for (survey, _) in &overview.surveys { th role="columnheader" scope="col" { (survey.name()) } }
                    th role="columnheader" scope="col" { "Together" }
                }
            }
            tbody role="rowgroup" { @for row in &overview.areas { (area(row, overview)) } }
            @if overview.areas.len() > 1 { (all_areas(overview)) }
        }
    }
}

/// The live regions: the contents of each cell and each total.
pub fn moving(overview: &Overview) -> Vec<(String, Markup)> {
    let cells = overview.areas.iter().flat_map(|row| row.cells.iter().flatten());
    let mut moving: Vec<_> = cells.map(|cell| (key(cell), inside(cell, room(overview)))).collect();
    moving
        .extend(overview.areas.iter().map(|row| (total_key(row.area.code()), figures(row.total))));
    if overview.areas.len() > 1 {
        moving.extend(
            overview
                .surveys
                .iter()
                .map(|(survey, amount)| (total_key(survey.key()), of_survey(*amount))),
        );
        moving.push((total_key("all"), figures(whole(overview))));
    }
    moving
}

/// How much a cell has room for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Room {
    Ample,
    /// No likely end and no bounds.
    Little,
    /// Only the rate and the course.
    Least,
}

fn room(overview: &Overview) -> Room {
    if is_wide(overview) {
        Room::Least
    } else if overview.areas.len() > MANY {
        Room::Little
    } else {
        Room::Ample
    }
}

/// Whether so many surveys are shown that the table needs the whole width of the page.
pub fn is_wide(overview: &Overview) -> bool {
    !overview.is_of_one_survey() && overview.surveys.len() >= WIDE
}

fn key(cell: &Cell) -> String {
    format!("cell-{}", cell.collection)
}

fn total_key(of: &str) -> String {
    format!("total-{of}")
}

fn area(row: &AreaRow, overview: &Overview) -> Markup {
    html! {
        tr #(row.area.code()) role="row" {
            th role="rowheader" scope="row" { (row.area) }
            @for ((survey, _), cell) in overview.surveys.iter().zip(&row.cells) {
                @match cell {
                    Some(cell) => td.cell role="cell" {
                        (label(survey.name()))
                        div data-live=(key(cell)) { (inside(cell, room(overview))) }
                    },
                    None => td.none role="cell" { (label(survey.name())) "Not asked here" },
                }
            }
            (total("Together", row.area.code(), row.total))
        }
    }
}

fn all_areas(overview: &Overview) -> Markup {
    html! {
        tfoot role="rowgroup" {
            tr role="row" {
                th role="rowheader" scope="row" { "All areas" }
                @for (survey, amount) in &overview.surveys { (column_total(*survey, *amount)) }
                (total("Together", "all", whole(overview)))
            }
        }
    }
}

fn inside(cell: &Cell, room: Room) -> Markup {
    html! {
        div.(cell.standing.course.key()) {
            a href=(paths::collection::PAGE.of(cell.collection)) {
                (figure(cell.amount(), "population missing"))
                span.unseen { ", " (cell.area) ", " (cell.survey.name()) }
            }
            @if let Some(target) = cell.target {
                (bar::bar(cell.standing.rate, Some(Marks { target, pace: cell.standing.pace })))
                p.note {
                    (bar::word(cell.standing.course))
                    @if room != Room::Least { " " span.target { (beside(cell, target, room)) } }
                }
                @if room == Room::Ample { (measure(cell)) }
            }
        }
    }
}

/// "pace 43%, target 80%, ends near 68% (61 to 75)"; in a dense table without the likely end, which
/// the collection's page has.
fn beside(cell: &Cell, target: u8, room: Room) -> String {
    let pace = cell.standing.pace.map_or_else(String::new, |pace| format!("pace {pace}%, "));
    let end =
        cell.standing.ending.filter(|_| room == Room::Ample).map_or_else(String::new, |ending| {
            format!(", ends near {}% ({} to {})", ending.middle, ending.low, ending.high)
        });
    format!("{pace}target {target}%{end}")
}

/// What the rate is measured against, if not the population, and its bounds by their AAPOR names.
fn measure(cell: &Cell) -> Markup {
    html! {
        @if cell.standing.measure != Measure::Population {
            p.measure {
                "of " (cell.standing.measure.words())
                @if let Some((floor, ceiling)) = cell.standing.bounds.and_then(|b| b.floor.percent().zip(b.ceiling.percent())) {
                    "; RR1 " (floor) "%, RR5 " (ceiling) "%"
                }
            }
        }
    }
}

fn figure(amount: Amount, missing: &str) -> Markup {
    match amount {
        Amount::Rate(rate) => bar::figure(rate, missing),
        Amount::Recorded(recorded) => bar::recorded(recorded),
    }
}

fn of_survey(amount: Amount) -> Markup {
    html! {
        (figure(amount, NOT_ALL_STATED))
        @if let Some(rate) = amount.rate() { (bar::bar(rate, None)) }
    }
}

/// All responses of all areas, if people are asked anything.
fn whole(overview: &Overview) -> Option<Rate> {
    overview.has_rates().then_some(overview.total)
}

/// The total of a survey over all areas.
fn column_total(survey: Instrument, amount: Amount) -> Markup {
    html! {
        td.total role="cell" {
            (label(survey.name()))
            div data-live=(total_key(survey.key())) {
                (of_survey(amount))
            }
        }
    }
}

fn total(name: &str, of: &str, rate: Option<Rate>) -> Markup {
    html! { td.total role="cell" { (label(name)) div data-live=(total_key(of)) { (figures(rate)) } } }
}

/// Records and meetings have no total with responses.
fn figures(rate: Option<Rate>) -> Markup {
    html! {
        @match rate {
            Some(rate) => { (bar::figure(rate, NOT_ALL_STATED)) (bar::bar(rate, None)) }
            None => span.quiet { "No responses asked for" },
        }
    }
}

/// The column's name inside the cell, for cards; screen readers have the header already.
fn label(name: &str) -> Markup {
    html! { span.label aria-hidden="true" { (name) } }
}
