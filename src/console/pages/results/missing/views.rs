use maud::{Markup, html};

use super::{
    evenness::{Evenness, Resemblance},
    model::Missing,
    one_more_view::one_more,
    parts_view::parts,
    weighted_view::weighted,
};
use crate::{
    console::views::{
        frame::{self, Head},
        trail,
    },
    inspection::State,
    language::calendar,
    users::User,
};

/// The page.
pub fn missing(viewer: &User, page: &Missing) -> Markup {
    let collection = &page.collection;
    let trail =
        [trail::inspections(), trail::inspection(&page.inspection), trail::collection(collection)];
    let title = format!("Who is missing: {}", collection.name());
    let head = Head { trail: &trail, ..Head::about(&title, viewer, collection) };
    frame::page(
        &head,
        &html! {
            div.wide.results.missing {
                h1 { (title) }
                p.lead { (page.inspection.title) ". " (when(page)) }
                @if page.rows.is_empty() { (no_parts()) } @else {
                    section.say aria-label="Which people are missing" { (sentences(page)) }
                    section aria-labelledby="parts" { (parts(page)) }
                    @if let Some(found) = &page.one_more { section aria-labelledby="one-more" { (one_more(page, found)) } }
                    @if let Some((results, weighting)) = &page.weighted {
                        section aria-labelledby="weighted" { (weighted(results, weighting)) }
                    }
                }
            }
        },
    )
}

fn when(page: &Missing) -> String {
    let at = |at| calendar::named_date_and_time(at);
    match page.state {
        State::Planned => format!("It opens on {}.", at(page.collection.opens_at)),
        State::Open | State::Closing => {
            format!("The counts are those of {}.", at(page.now))
        }
        State::Closed | State::Released => {
            format!("It closed on {}.", at(page.collection.closes_at))
        }
    }
}

fn no_parts() -> Markup {
    html! {
        div.notice {
            h2 { "This collection has no parts" }
            p { "Speir can tell who is missing only if a collection is set up with parts, such as \
                agencies or localities, and the number of people in each." }
        }
    }
}

/// What the page has found, in a few sentences.
fn sentences(page: &Missing) -> Markup {
    match &page.evenness {
        Err(why) => html! { p.first { (why) } },
        Ok(evenness) => html! {
            p.first {
                @match &evenness.missing {
                    Some(most) => {
                        "Missing most: " strong { (most.name) } ". " (most.own) "% answered there, \
                        against " (most.elsewhere) "% elsewhere."
                    }
                    None => "No part is missing more than the others.",
                }
            }
            p { (resemblance(evenness)) }
            @if evenness.is_of_few() && evenness.resemblance() != Resemblance::Hardly {
                p { "Fewer than a third answered. Where rates are low everywhere they look even, so \
                    read the R-indicator beside the rate." }
            }
            details {
                summary { "What the R-indicator says" }
                p { "It measures how evenly the parts answered, whatever the overall rate: 1 if all \
                    parts answered at the same rate, 0 if half the people are in parts where \
                    everybody answered and half in parts where nobody did. From 0.9 on, this page \
                    says “closely”; from 0.7 on, “roughly”. The interval covers chance, and is wide where few people answered." }
                p { "It knows only the parts: people in one part can differ as well. More parts \
                    always find more differences, so compare it only between collections with the \
                    same parts." }
            }
        },
    }
}

/// "By part, those who answered only roughly resemble those who could: …".
fn resemblance(evenness: &Evenness) -> String {
    let how = match evenness.resemblance() {
        Resemblance::Closely => "closely",
        Resemblance::Roughly => "only roughly",
        Resemblance::Hardly => "hardly",
    };
    let (low, high) = evenness.found.interval;
    if evenness.found.is_cut_off() {
        return format!(
            "By part, those who answered {how} resemble those who could answer: the rates of the \
                parts differ by no more than chance alone would make them. The R-indicator is about \
                1 (95% interval {low:.2} to {high:.2})."
        );
    }
    let points = match evenness.points() {
        few if few < 0.5 => "less than a point".to_owned(),
        one if one < 1.5 => "about a point".to_owned(),
        several => format!("about {several:.0} points"),
    };
    format!(
        "By part, those who answered {how} resemble those who could answer: the rates of the parts \
            lie {points} from the overall rate. The R-indicator is {:.2} (95% interval {low:.2} to \
            {high:.2}).",
        evenness.found.indicator
    )
}
