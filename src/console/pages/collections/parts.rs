use maud::{Markup, html};

use super::model::{CollectionPage, PartRow};
use crate::{
    console::views::bar::{self, Marks},
    language::numbers::grouped,
    rates::Rate,
};

/// The parts of a collection, with their links and response rates.
pub fn parts(page: &CollectionPage) -> Markup {
    let small = page.parts.iter().any(|part| part.rate.is_none());
    html! {
        table.stack role="table" {
            caption #parts { "Parts, compared with the same pace" }
            thead role="rowgroup" {
                tr role="row" { @for name in ["Part", "Returned", "Could answer", "Link"] { th role="columnheader" scope="col" { (name) } } }
            }
            tbody role="rowgroup" {
                @for one in &page.parts { (part(page, one)) }
                @if let Some(rate) = page.other { (row(page, "Other", Some(rate), rate.issued, None)) }
                (row(page, "Not in any \
                    part", Some(Rate::new(page.outside_parts, None)), None, None))
            }
        }
        @if let Some(pace) = page.standing.pace { p.quiet { "The mark below each bar is the pace \
            by \
            now, " (pace) "%; the line across it is the \
                target, " (page.collection.target_percent) "%." } }
        @if small {
            p.quiet {
                "A part of fewer than " (page.inspection.threshold) " people is too small to show \
                    separately: responses by its link are counted under Other."
            }
        }
    }
}

fn part(page: &CollectionPage, part: &PartRow) -> Markup {
    row(page, &part.name, part.rate, Some(part.population.into()), part.address.as_deref())
}

fn row(
    page: &CollectionPage,
    name: &str,
    rate: Option<Rate>,
    population: Option<u64>,
    address: Option<&str>,
) -> Markup {
    html! {
        tr role="row" {
            th role="rowheader" scope="row" { (name) }
            td role="cell" {
                (label("Returned"))
                @match rate {
                    Some(rate) => { (rate) (bar::bar(rate, Some(Marks { target: page.collection.target_percent, pace: page.standing.pace }))) }
                    None => "Counted under Other",
                }
            }
            td role="cell" {
                (label("Could answer"))
                @match population { Some(population) => (grouped(population)), None => "–" }
            }
            td role="cell" {
                (label("Link"))
                @match address { Some(address) => a.address href=(address) rel="noreferrer" { (address) }, None => "–" }
            }
        }
    }
}

fn label(name: &str) -> Markup {
    html! { span.label aria-hidden="true" { (name) } }
}
