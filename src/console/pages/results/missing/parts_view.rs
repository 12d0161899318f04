use maud::{Markup, html};

use super::model::Missing;
use crate::{
    console::views::bar::{self, Marks},
    language::numbers::grouped,
    rates::{Measure, Rate},
};

/// The parts with their rates, the lowest first.
pub fn parts(page: &Missing) -> Markup {
    let marks = page.collection.target().map(|target| Marks { target, pace: None });
    let known = page.rows.iter().filter(|row| row.is_measured()).map(|row| row.rate);
    let total = known.reduce(|a, b| a + b);
    html! {
        table.stack role="table" {
            caption #parts { "Parts, the lowest rate first" }
            thead role="rowgroup" {
                tr role="row" {
                    th role="columnheader" scope="col" { "Part" }
                    th.number role="columnheader" scope="col" { "Could answer" }
                    th.number role="columnheader" scope="col" { "Answered" }
                    th role="columnheader" scope="col" { "Rate" }
                }
            }
            tbody role="rowgroup" { @for one in &page.rows { (row(&one.name, one.rate, marks)) } }
            @if let Some(total) = total { tfoot role="rowgroup" { (row("All of these parts", total, marks)) } }
        }
        @if let Some(target) = page.collection.target() { p.quiet { "The line across each bar is the target, " (target) "%." } }
        @if page.measure != Measure::Population && page.measure != Measure::Recorded {
            p.quiet { "“Could answer” counts " (page.measure.words()) "." }
        }
        @if page.has_small {
            p.quiet { "Parts of fewer than " (page.inspection.threshold) " people are too small to show separately, so they are counted together." }
        }
        @if page.outside.is_somebody() {
            p.quiet {
                (page.outside) @if page.outside.count() == Some(1) { " response" } @else { " responses" }
                " came from outside the parts. This page does not count them, so some parts may be \
                    missing less than it seems."
            }
        }
    }
}

fn row(name: &str, rate: Rate, marks: Option<Marks>) -> Markup {
    html! {
        tr role="row" {
            th role="rowheader" scope="row" { (name) }
            td.number role="cell" {
                (label("Could answer"))
                @match rate.issued { Some(issued) => (grouped(issued)), None => "–" }
            }
            td.number role="cell" { (label("Answered")) (rate.returned) }
            td.rate role="cell" {
                (label("Rate"))
                @match rate.percent() { Some(percent) => { span.percent { (percent) "%" } (bar::bar(rate, marks)) } None => "–" }
            }
        }
    }
}

/// What a cell is, where the table is a list of cards.
pub fn label(name: &str) -> Markup {
    html! { span.label aria-hidden="true" { (name) } }
}
