use maud::{Markup, html};

use super::parts_view::label;
use crate::{
    console::pages::results::{anchor, head},
    language::numbers::{grouped, percent_range},
    results::{
        CollectionResults,
        weighting::{LeftOut, Unweighted, WeightedQuestion, Weighting},
    },
    survey::Item,
    web::paths,
};

/// The results weighted by part beside the unweighted ones, or why there are none.
pub fn weighted(results: &CollectionResults, weighting: &Result<Weighting, Unweighted>) -> Markup {
    html! {
        h2 #weighted { "Results weighted by part" }
        @match weighting {
            Err(why) => { div.notice { h3 { "These results cannot be weighted" } p { (why) } } }
            Ok(found) if found.questions.is_empty() => {
                div.notice { h3 { "No question can be weighted" } p { "Too few answered in some parts, so no question with favourable answers is shown by part." } }
            }
            Ok(found) => {
                p.report { (most_changed(results, found)) }
                p { "Here each part counts for its people, not for its answers. Weighting corrects for parts that answered less than others, and for nothing else. Weighted figures are on this page only: every other page and file is unweighted." }
                p { (design_effect(found)) }
                (groups(found))
                (questions(results, found))
                (left_out(results, found))
            }
        }
    }
}

fn most_changed(results: &CollectionResults, found: &Weighting) -> String {
    let most = found.most_changed().map(|most| (most, most.difference()));
    match most.and_then(|(most, by)| Some((results.survey.items.get(most.item)?, by))) {
        Some((item, by)) if by.abs() >= 0.5 => format!(
            "Weighting changes the figures by {} points at most: “{}” is {} points {} if each part \
                counts for its people.",
            tenths(by.abs()),
            item.text,
            tenths(by.abs()),
            if by > 0.0 { "higher" } else { "lower" }
        ),
        _ => "Weighting changes no figure by as much as half a point.".to_owned(),
    }
}

fn design_effect(found: &Weighting) -> String {
    let (answered, effective) = (grouped(found.answered), whole(found.effective_base));
    let of_weights = if found.kish < 1.005 {
        format!(
            "The design effect of the weights is {:.2}: all {answered} answers count nearly the same, \
                so weighting costs no precision.",
            found.kish
        )
    } else {
        format!(
            "The design effect of the weights is {:.2}: some answers count for more than others, so \
                {answered} answers tell about as much as {effective} would without weights.",
            found.kish
        )
    };
    match found.design_effects() {
        Some((low, high)) => {
            let (low, high) = (format!("{low:.2}"), format!("{high:.2}"));
            let range = if low == high { low } else { format!("{low} to {high}") };
            format!(
                "{of_weights} For single questions, which also depends on how far answers differ \
                    between the parts, it is {range}."
            )
        }
        None => of_weights,
    }
}

fn groups(found: &Weighting) -> Markup {
    html! {
        table.compact.weights role="table" {
            caption { "What an answer counts for" }
            (head(["Part", "Answered", "Weight of an answer"]))
            tbody role="rowgroup" {
                @for group in &found.groups {
                    tr role="row" {
                        th role="rowheader" scope="row" { (group.name) }
                        td role="cell" { (grouped(group.answered)) " of " (grouped(group.people)) }
                        td.count role="cell" { (format!("{:.2}", group.weight)) }
                    }
                }
            }
        }
    }
}

fn questions(results: &CollectionResults, found: &Weighting) -> Markup {
    html! {
        table.stack.weighing role="table" {
            caption { "Favourable answers, with their 95% intervals" }
            thead role="rowgroup" {
                tr role="row" {
                    th role="columnheader" scope="col" { "Question" }
                    @for name in ["Unweighted", "Weighted", "Difference"] { th role="columnheader" scope="col" { (name) } }
                }
            }
            tbody role="rowgroup" {
                @for question in &found.questions {
                    @if let Some(item) = results.survey.items.get(question.item) { (row(results, item, question)) }
                }
            }
        }
    }
}

fn row(results: &CollectionResults, item: &Item, question: &WeightedQuestion) -> Markup {
    let address =
        format!("{}#{}", paths::collection::RESULTS.of(results.collection.id), anchor(item));
    html! {
        tr role="row" {
            th role="rowheader" scope="row" { a href=(address) { (item.text) } }
            td role="cell" {
                (label("Unweighted"))
                span.percent { (question.unweighted.percent()) "%" } " "
                (interval(question.interval))
            }
            td role="cell" {
                (label("Weighted"))
                span.percent { (percent(question.weighted.share)) "%" } " "
                (interval(question.weighted.interval))
            }
            td.difference role="cell" { (label("Difference")) (points(question.difference())) }
        }
    }
}

fn interval(bounds: Option<(f64, f64)>) -> Markup {
    html! {
        span.of {
            @match bounds {
                Some((low, high)) if low >= high => "everybody answered",
                Some((low, high)) => (percent_range(low, high)),
                None => "no interval: all answered alike",
            }
        }
    }
}

/// The questions that are not weighted, by the reason.
fn left_out(results: &CollectionResults, found: &Weighting) -> Markup {
    let mut reasons: Vec<&LeftOut> = Vec::new();
    for (_, why) in &found.left_out {
        if !reasons.contains(&why) {
            reasons.push(why);
        }
    }
    html! {
        @if !reasons.is_empty() {
            details {
                summary { "Questions that are not weighted: " (found.left_out.len()) }
                @for reason in reasons {
                    p { (reason) ":" }
                    ul {
                        @for (place, _) in found.left_out.iter().filter(|(_, why)| why == reason) {
                            @if let Some(item) = results.survey.items.get(*place) { li { (item.text) } }
                        }
                    }
                }
            }
        }
    }
}

/// "+2.3 points", "none".
fn points(difference: f64) -> String {
    match tenths(difference.abs()).as_str() {
        "0.0" => "none".to_owned(),
        "1.0" => format!("{}1.0 point", sign(difference)),
        some => format!("{}{some} points", sign(difference)),
    }
}

const fn sign(difference: f64) -> char {
    if difference < 0.0 { '−' } else { '+' }
}

fn tenths(points: f64) -> String {
    format!("{points:.1}")
}

/// A weighted share as a whole percentage, by the rule of [`crate::results::wording::Proportion`]:
/// only nobody is 0 and only everybody 100.
fn percent(share: f64) -> String {
    /// Less than one of a billion answers: what is left by rounding.
    const NOTHING: f64 = 1e-9;
    let share = if share <= NOTHING || share >= 1.0 - NOTHING {
        share.round()
    } else {
        share.clamp(0.01, 0.99)
    };
    whole(100.0 * share)
}

fn whole(number: f64) -> String {
    format!("{:.0}", number.round())
}
