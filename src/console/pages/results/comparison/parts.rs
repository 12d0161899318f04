//! The parts that comparisons of collections and of programmes share.

use maud::{Markup, html};

use crate::{
    console::pages::results::{
        Group,
        answers::{head, without_number},
    },
    console::views::bar,
    language::numbers::grouped,
    results::{
        Share, Shown,
        change::{Change, Verdict},
        wording::{Proportion, Term},
    },
};

/// The link to all times on one page, where there are more than two.
pub fn all_times(times: usize, address: &str) -> Markup {
    html! { @if times > 2 { a.button.second href=(address) { "All " (times) " times on one page" } } }
}

/// The table of a group of questions, with its rows.
pub fn table<const N: usize>(group: &Group, heads: [&str; N], rows: &Markup) -> Markup {
    html! {
        table.compact.change role="table" {
            caption id=(group.anchor) { (group.title) }
            (head(heads))
            tbody role="rowgroup" { (rows) }
        }
    }
}

/// The first cell of a row: the question, and what changed about it.
pub fn question(text: &str, care: &[String]) -> Markup {
    html! {
        th role="rowheader" scope="row" {
            (text)
            @if !care.is_empty() { span.aside { "Compare with care: it " (care.join(" and ")) "." } }
        }
    }
}

/// The cell of one side: the percentage with its term, both numbers and its bar.
pub fn side(name: &str, shown: &Shown<Share>) -> Markup {
    html! {
        td.when role="cell" {
            span.label aria-hidden="true" { (name) }
            @match shown.figure().and_then(|share| Proportion::of(*share)) {
                Some(proportion) => {
                    span.percent { (proportion.percent()) "%" } " "
                    span.term { (Term::of(proportion)) } " "
                    span.of { (grouped(proportion.count())) " of " (grouped(proportion.base())) }
                    (bar::share(proportion.percent(), false))
                }
                None => span.hidden { (without_number(shown)) },
            }
        }
    }
}

/// A difference in `words`, stressed if it is larger than chance would explain.
pub fn judged(change: &Change, words: &str) -> Markup {
    html! {
        @if change.verdict == Verdict::Larger { strong { (words) } } @else { (words) }
        @if let Some(interval) = change.interval_words() { span.aside { (interval) } }
    }
}

/// The questions that cannot be compared, with reasons.
pub fn apart(apart: &[(String, String)]) -> Markup {
    html! {
        @if !apart.is_empty() {
            h2 { "Cannot be compared" }
            ul { @for (text, why) in apart { li { "“" (text) "” " (why) "." } } }
        }
    }
}
