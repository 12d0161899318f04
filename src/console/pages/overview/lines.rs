//! The areas of one survey, one per line, so that all 32 are seen at once. If there is room, they
//! are in two columns; the second repeats the headings, hidden from screen readers.

use maud::{Markup, Render, html};

use super::{cell::Cell, model::Overview};
use crate::{
    console::views::bar::{self, Marks},
    fieldwork::Ending,
    language::{calendar, numbers::grouped},
    web::paths,
};

/// From how many areas the lines are in two columns, if there is room.
const MANY: usize = 13;

/// The table with the total.
pub fn lines(overview: &Overview) -> Markup {
    let columns = Columns::of(overview);
    let cells: Vec<_> = cells(overview).collect();
    let half = cells.len().div_ceil(2);
    let many = cells.len() >= MANY;
    let name = overview.surveys.first().map_or("", |(survey, _)| survey.name());
    html! {
        table.lines.many[many].forecast[columns.forecast] role="table" {
            caption { (name) ": response rates by area" }
            thead role="rowgroup" { (headings(&columns, false)) }
            tbody role="rowgroup" {
                @for (place, cell) in cells.iter().enumerate() {
                    @if many && place == half { (headings(&columns, true)) }
                    tr #(cell.area.code()) role="row" data-live=(key(cell)) { (line(cell, &columns)) }
                }
            }
            @if cells.len() > 1 {
                tfoot role="rowgroup" { tr role="row" data-live="total" { (total(overview, &columns)) } }
            }
        }
    }
}

/// The live regions: each line, and the total.
pub fn moving(overview: &Overview) -> Vec<(String, Markup)> {
    let columns = Columns::of(overview);
    let mut moving: Vec<_> =
        cells(overview).map(|cell| (key(cell), line(cell, &columns))).collect();
    if moving.len() > 1 {
        moving.push(("total".to_owned(), total(overview, &columns)));
    }
    moving
}

/// Which optional columns there are.
struct Columns {
    /// Whether any collection has a forecast.
    forecast: bool,
    /// Whether collections close at different times.
    closing: bool,
}

impl Columns {
    fn of(overview: &Overview) -> Self {
        let mut closing = cells(overview).map(|cell| cell.closes_at);
        let first = closing.next();
        Self {
            forecast: cells(overview).any(|cell| cell.standing.ending.is_some()),
            closing: closing.any(|at| Some(at) != first),
        }
    }
}

fn cells(overview: &Overview) -> impl Iterator<Item = &Cell> {
    overview.areas.iter().flat_map(|row| row.cells.iter().flatten())
}

fn key(cell: &Cell) -> String {
    format!("line-{}", cell.collection)
}

fn headings(columns: &Columns, again: bool) -> Markup {
    let mut names = vec!["Area", "Rate", "Returned", "Asked", "Target", "Pace"];
    if columns.forecast {
        names.push("Likely end");
    }
    if columns.closing {
        names.push("Closes");
    }
    html! {
        @if again {
            tr.again aria-hidden="true" { @for name in names { td { (name) } } }
        } @else {
            tr role="row" { @for name in names { th role="columnheader" scope="col" { (name) } } }
        }
    }
}

fn line(cell: &Cell, columns: &Columns) -> Markup {
    let percent = |percent: u64| format!("{percent}%");
    html! {
        th role="rowheader" scope="row" { a href=(paths::collection::PAGE.of(cell.collection)) { (cell.area) } }
        td.rate.(cell.standing.course.key()) role="cell" {
            div {
                span class={ "word " (cell.standing.course.key()) } { (bar::sign(cell.standing.course)) span.course { (cell.standing.course.name()) } }
                b { @match cell.standing.rate.percent() { Some(rate) => { (percent(rate)) }, None => (none("no rate")) } }
                (bar::bar(cell.standing.rate, cell.target.map(|target| Marks { target, pace: cell.standing.pace })))
            }
        }
        (number("Returned", &cell.standing.rate.returned.to_string()))
        (optional("Asked", cell.standing.rate.issued.map(grouped), "not stated"))
        (optional("Target", cell.target.map(|target| percent(target.into())), "none"))
        (optional("Pace", cell.standing.pace.map(percent), "none"))
        @if columns.forecast {
            (optional("Likely end", cell.standing.ending.map(likely_end), "none"))
        }
        @if columns.closing { (number("Closes", &calendar::short_date(calendar::day(cell.closes_at)))) }
    }
}

/// The range is omitted if there is no room for it.
fn likely_end(ending: Ending) -> Markup {
    html! {
        (ending.middle) "%"
        span.range { " (" (ending.low) "–" (ending.high) ")" }
    }
}

fn total(overview: &Overview, columns: &Columns) -> Markup {
    let rate = overview.total;
    html! {
        th role="rowheader" scope="row" { "All areas" }
        td.rate role="cell" {
            div {
                span.word {}
                b { @match rate.percent() { Some(rate) => { (rate) "%" }, None => (none("no rate, \
                    some populations are missing")) } }
                (bar::bar(rate, None))
            }
        }
        (number("Returned", &rate.returned.to_string()))
        (optional("Asked", rate.issued.map(grouped), "some missing"))
        td.empty-cell role="cell" {} td.empty-cell role="cell" {}
        @if columns.forecast { td.empty-cell role="cell" {} }
        @if columns.closing { td.empty-cell role="cell" {} }
    }
}

fn number(name: &str, value: &str) -> Markup {
    html! { td.number role="cell" { span.label aria-hidden="true" { (name) " " } (value) } }
}

fn optional(name: &str, value: Option<impl Render>, without: &str) -> Markup {
    html! {
        td.number role="cell" {
            span.label aria-hidden="true" { (name) " " }
            @match value { Some(value) => { (value) }, None => (none(without)) }
        }
    }
}

/// A dash, which screen readers read as its meaning.
fn none(meaning: &str) -> Markup {
    html! { span aria-hidden="true" { "–" } span.unseen { (meaning) } }
}

#[cfg(test)]
mod tests {
    use scraper::{Html, Selector};

    use super::{
        super::{
            model_tests::everywhere,
            params::{Params, Sort},
        },
        *,
    };

    #[test]
    fn all_areas_have_a_line_in_the_order_that_was_asked_for() {
        let overview = everywhere(Params { sort: Sort::Name, survey: None });
        let page = Html::parse_fragment(&lines(&overview).into_string());
        let select = |selector: &str| -> Vec<String> {
            let selector = Selector::parse(selector).expect("a selector");
            page.select(&selector).map(|element| element.text().collect()).collect()
        };
        let names = select("tbody th");
        assert_eq!(names.len(), 32);
        assert!(names.is_sorted());
        assert_eq!(select("tr.again").len(), 1);
        assert_eq!(select("tfoot .number")[..2], ["Returned 1,488", "Asked 3,200"]);
        assert!(
            select("tbody tr:nth-child(5)")[0].contains("Behind12%"),
            "{:?}",
            select("tbody tr:nth-child(5)")
        );
        assert_eq!(moving(&overview).len(), 33);
    }

    #[test]
    fn a_forecast_has_a_column_once_there_is_one() {
        let mut overview = everywhere(Params::default());
        assert!(!lines(&overview).into_string().contains("Likely end"));
        let ending = Ending { low: 61, middle: 68, high: 75 };
        for cell in overview.areas.iter_mut().flat_map(|row| row.cells.iter_mut().flatten()).take(1)
        {
            cell.standing.ending = Some(ending);
        }
        let html = lines(&overview).into_string();
        assert!(
            html.contains("Likely end")
                && html.contains("68%<span class=\"range\"> (61–75)</span>"),
            "{html}"
        );
    }
}
