//! Which answer was chosen most in each area, for a question without favourable answers.

use std::cmp::Reverse;

use maud::{Markup, html};

use super::rows::{area, not_alike};
use crate::{
    console::{
        pages::results::answers::{head, without_number},
        views::{asking::Asking, folded},
    },
    language::numbers::grouped,
    results::{
        AcrossAreas, Figure, Most, Shown,
        model::AcrossQuestion,
        over_areas::{Name, with_numbers},
        wording::Proportion,
    },
    survey::Item,
};

/// The most answers that a closed table names.
const MOST_NAMED: usize = 3;

/// The table; `None` of one area, which says no more than the answers, and of a question without options.
pub fn by_area(
    across: &AcrossAreas,
    found: &AcrossQuestion,
    item: &Item,
    name: Name<'_>,
) -> Option<Markup> {
    let areas = across.areas.len();
    if areas < 2 || item.options.is_empty() {
        return None;
    }
    let figures = across.in_each(found).filter_map(|(_, shown)| shown?.figure());
    let most: Vec<Most<'_>> = figures.filter_map(Most::of).collect();
    let numbers = with_numbers(across, most.len());
    let summary = match in_short(item, &most) {
        Some(short) => format!("{numbers}. Chosen most: {short}"),
        None => numbers,
    };
    let table = html! {
        table.compact role="table" {
            caption { "Chosen most, by area" span.unseen { ": " (item.text) } }
            (head(["Area", "Answer", Asking::from(across.survey.audience()).column()]))
            tbody role="rowgroup" {
                @for (own, shown) in across.in_each(found) {
                    tr role="row" {
                        (area(own, item, &name(own)))
                        @match shown {
                            Some(shown) => (cells(shown)),
                            None => (not_alike()),
                        }
                    }
                }
            }
        }
    };
    Some(folded(areas, (&summary, &item.text), &table))
}

/// In how many areas each answer was chosen most: "“Health” in 20, “Education” in 5, several answers
/// equally in 2". `None` of no areas.
fn in_short(item: &Item, most: &[Most<'_>]) -> Option<String> {
    let alone = |id: &str| {
        most.iter().filter(|one| matches!(one.options.as_slice(), [only] if only.id == id)).count()
    };
    let first = item.options.iter().map(|option| (option.text.as_str(), alone(&option.id)));
    let mut first: Vec<(&str, usize)> = first.filter(|(_, areas)| *areas > 0).collect();
    first.sort_by_key(|(_, areas)| Reverse(*areas));
    let equal = most.iter().filter(|one| one.options.len() > 1).count();
    if let ([(text, areas)], 0) = (first.as_slice(), equal) {
        return Some(if *areas == 1 { quoted(text) } else { format!("{} in each", quoted(text)) });
    }
    let named = first.iter().take(MOST_NAMED);
    let named = named.map(|(text, areas)| format!("{} in {areas}", quoted(text)));
    let others: usize = first.iter().skip(MOST_NAMED).map(|(_, areas)| areas).sum();
    let others = (others > 0).then(|| format!("other answers in {others}"));
    let equal = (equal > 0).then(|| format!("several answers equally in {equal}"));
    let told: Vec<String> = named.chain(others).chain(equal).collect();
    (!told.is_empty()).then(|| told.join(", "))
}

fn quoted(text: &str) -> String {
    format!("“{}”", text.trim_end_matches('.'))
}

/// The answer that was chosen most, with its share, or all that were chosen equally often. Few people
/// have no word for it.
fn cells(shown: &Shown<Figure>) -> Markup {
    let most = shown.figure().and_then(Most::of);
    let most = most.and_then(|most| Some((Proportion::of(most.share)?, most)));
    html! {
        @if let Some((proportion, most)) = most {
            td.share role="cell" {
                span.percent { (proportion.percent()) "%" }
                span.option { (listed(&most)) }
            }
            td.count role="cell" { (grouped(proportion.count())) " of " (grouped(proportion.base())) }
        } @else {
            td.hidden role="cell" colspan="2" {
                @if matches!(shown, Shown::Word(_)) { "no number" } @else { (without_number(shown)) }
            }
        }
    }
}

fn listed(most: &Most<'_>) -> String {
    if let [only] = most.options.as_slice() {
        return only.text.clone();
    }
    let texts: Vec<String> = most.options.iter().map(|option| quoted(&option.text)).collect();
    let Some((last, before)) = texts.split_last() else { return String::new() };
    format!("{} and {last}, each", before.join(", "))
}
