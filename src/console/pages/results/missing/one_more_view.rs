use maud::{Markup, html};

use super::{
    message::{Brings, Expected, OneMore},
    model::Missing,
    parts_view::label,
};
use crate::{
    language::calendar,
    results::statistics::{Outcome, Prospects},
    web::paths,
};

/// What one more message to one part would do.
pub fn one_more(page: &Missing, found: &OneMore) -> Markup {
    let Prospects { now, after, best } = &found.found;
    let best = best.and_then(|place| found.parts.get(place).zip(after.get(place)));
    html! {
        h2 #one-more { "One more message" }
        @match best {
            Some((part, then)) => p.report { (sentence(part, *now, *then)) },
            None => p.report { "No message to one part alone would make the rates of the parts more even. A message to everybody still raises the overall rate." },
        }
        @if best.is_some() { p { (how_to(page)) } }
        table.stack role="table" {
            caption { "Expected after one more message to one part alone" }
            thead role="rowgroup" {
                tr role="row" {
                    th role="columnheader" scope="col" { "Part" }
                    @for name in ["More answers", "Overall rate", "R-indicator"] { th.number role="columnheader" scope="col" { (name) } }
                }
            }
            tbody role="rowgroup" {
                @for (part, then) in found.parts.iter().zip(after) {
                    tr role="row" {
                        th role="rowheader" scope="row" { (part.name) }
                        td.number role="cell" { (label("More answers")) (about(part.more)) }
                        td.number role="cell" { (label("Overall rate")) (percent(then.rate)) }
                        td.number role="cell" { (label("R-indicator")) (indicator(*then)) }
                    }
                }
            }
        }
        p.quiet { (assumption(found.brings)) }
        @if after.iter().any(Outcome::is_cut_off) {
            p.quiet { "“About 1” does not mean that all parts would answer at the same rate: their \
                rates would differ by no more than chance alone makes them, so the indicator, which \
                leaves chance out, cannot tell them apart." }
        }
    }
}

fn sentence(part: &Expected, now: Outcome, then: Outcome) -> String {
    format!(
        "A message to {} would help most. It is expected to bring {} more answers, and to raise the \
            overall rate from {} to {} and the R-indicator from {} to {}.",
        part.name,
        about(part.more),
        percent(now.rate),
        percent(then.rate),
        indicator(now),
        indicator(then)
    )
}

/// An R-indicator that is cut off at 1 is not told as exact.
fn indicator(outcome: Outcome) -> String {
    if outcome.is_cut_off() { "about 1".to_owned() } else { format!("{:.2}", outcome.indicator) }
}

/// How a part gets a message of its own: reminders go to everybody who has not answered.
fn how_to(page: &Missing) -> Markup {
    html! {
        @if page.collection.open_link {
            "Each part has a link of its own, on "
            a href=(paths::collection::PAGE.of(page.collection.id)) { "the page of the collection" }
            ". Ask somebody whom the people there know to send it."
        } @else {
            "Reminders go to everybody who has not answered, not to one part. Ask somebody whom the \
                people there know to tell them that their invitation is still valid."
        }
    }
}

/// What the expectation rests on.
fn assumption(brings: Brings) -> String {
    let from = match brings.since {
        Some(day) => format!(
            "That is how many answered in the three days after the message of {}, with and without it",
            calendar::named_date(day)
        ),
        None => "That is an assumption: no earlier message tells yet".to_owned(),
    };
    format!(
        "This expects a message to bring an answer from {} of those in the part who have not \
            answered yet, in every part alike. {from}.",
        percent(brings.share)
    )
}

fn about(more: f64) -> String {
    if more < 0.5 { "fewer than 1".to_owned() } else { format!("about {more:.0}") }
}

fn percent(share: f64) -> String {
    format!("{:.0}%", 100.0 * share)
}
