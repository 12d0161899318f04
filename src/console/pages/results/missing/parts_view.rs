use maud::{Markup, html};

use super::{model::Missing, parts::Row};
use crate::{
    console::views::bar::{self, Marks},
    language::numbers::grouped,
    rates::{Measure, Rate},
};

/// The parts with their rates, the lowest first.
pub fn parts(page: &Missing) -> Markup {
    let marks = page.collection.target().map(|target| Marks { target, pace: None });
    let total = Total::of(&page.rows);
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
            @if let Some(total) = total { tfoot role="rowgroup" { (summed(total, marks)) } }
        }
        @if let Some(note) = total.and_then(held_back) { p.quiet { (note) } }
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

/// All rows together.
#[derive(Clone, Copy, Debug)]
struct Total {
    /// Of the rows whose answers are shown.
    rate: Rate,
    /// The people of all rows; `None` if those of one are unknown.
    people: Option<u64>,
}

impl Total {
    /// `None` if no row has a rate.
    fn of(rows: &[Row]) -> Option<Self> {
        let known = rows.iter().filter(|row| row.is_measured()).map(|row| row.rate);
        let people = rows.iter().map(|row| row.rate.issued).sum();
        known.reduce(|a, b| a + b).map(|rate| Self { rate, people })
    }
}

fn summed(Total { rate, people }: Total, marks: Option<Marks>) -> Markup {
    cells("All of these parts", people.or(rate.issued), rate, marks)
}

/// Which people the total's rate leaves out, if it leaves out any.
fn held_back(Total { rate, people }: Total) -> Option<String> {
    let (shown, people) = (rate.issued?, people?);
    (people > shown).then(|| {
        format!(
            "The answers of {} of the {} people are shown after closing, so the rate of all parts \
                is that of the other {}.",
            grouped(people - shown),
            grouped(people),
            grouped(shown)
        )
    })
}

fn row(name: &str, rate: Rate, marks: Option<Marks>) -> Markup {
    cells(name, rate.issued, rate, marks)
}

fn cells(name: &str, people: Option<u64>, rate: Rate, marks: Option<Marks>) -> Markup {
    html! {
        tr role="row" {
            th role="rowheader" scope="row" { (name) }
            td.number role="cell" {
                (label("Could answer"))
                @match people { Some(people) => (grouped(people)), None => "–" }
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
