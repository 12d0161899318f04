//! The pages for missing results: not released yet, or too few responses.

use chrono::{DateTime, Utc};
use maud::{Markup, html};

use crate::{
    console::views::asking::Asking,
    inspection::{Collection, GRACE, State},
    language::calendar,
    results::ENOUGH,
    web::paths,
};

/// When a collection will have results.
pub fn not_yet(collection: &Collection, now: DateTime<Utc>) -> Markup {
    html! {
        div.notice {
            h2 { "There are no results yet" }
            p { (when(collection, now)) }
            @if collection.is_signed_in() { p { "Until then only the inspection’s team sees what was \
                recorded." } } @else { p {
                "Until then every answer is sealed and nobody can see it. Nobody is misled by \
                    partial results, and "
                "nobody can compare two days to find out what one person said. Unless few people \
                    can answer, the number of responses is on "
                a href=(paths::collection::PAGE.of(collection.id)) { "the page of the collection" }
                "."
            } }
        }
    }
}

fn when(collection: &Collection, now: DateTime<Utc>) -> String {
    let closes = calendar::named_date_and_time(collection.closes_at);
    let ready = calendar::time_on(collection.closes_at + GRACE);
    match collection.state(now) {
        State::Planned => format!(
            "It opens on {}, and closes on {closes}. The results come soon after that.",
            calendar::named_date_and_time(collection.opens_at)
        ),
        State::Open => format!("It is open until {closes}. The results come soon after {ready}."),
        State::Closing => match Asking::from(collection).comes_in_until(collection.closes_at) {
            Some(until) => format!("It has closed. {until} The results come soon after that."),
            None => format!("It has closed. The results come soon after {ready}."),
        },
        State::Closed if collection.is_signed_in() => {
            format!("It closed on {closes}. Its results are not released yet.")
        }
        State::Closed | State::Released => format!(
            "It closed on {closes}. Its answers are not released yet; they will be released \
                together, in random order."
        ),
    }
}

/// For somebody who uploaded the addresses of a collection with fewer than thirty responses.
pub fn uploaded() -> Markup {
    html! {
        div.notice {
            h2 { "You do not see these results" }
            p { "You uploaded the addresses of this collection, so you know who was asked. You see \
                its results if " (ENOUGH) " or more people answered. Others in the team see them." }
        }
    }
}

/// Which results of several are kept from somebody who uploaded their addresses, and why.
pub fn kept(names: &[String]) -> Markup {
    html! {
        @if !names.is_empty() {
            div.notice {
                h2 { "Not shown to you: " (names.join(", ")) }
                p { "You uploaded the addresses of these collections, so you know who was asked. \
                    You see their results if " (ENOUGH) " or more people answered. Others in the \
                    team see them, so their totals differ from yours." }
            }
        }
    }
}

/// There were fewer than `threshold` responses.
pub fn too_few(asking: Asking, threshold: u64) -> Markup {
    let (heading, why) = asking.too_few(threshold);
    html! {
        div.notice {
            h2 { (heading) }
            p { (why) }
            @if asking == Asking::Anonymous { p { "You can still ask people in the area in another way, such as a visit or a group." } }
        }
    }
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;

    use super::*;
    use crate::inspection::sample::half_way;

    #[test]
    fn every_state_says_when_results_come() {
        let (collection, now) = half_way();
        let said = |days: i64, minutes: i64| {
            when(&collection, now + TimeDelta::days(days) + TimeDelta::minutes(minutes))
        };
        assert!(said(-10, 0).starts_with("It opens on "), "{}", said(-10, 0));
        assert!(said(0, 0).starts_with("It is open until "));
        assert!(said(5, 30).starts_with("It has closed. A form that was open"), "{}", said(5, 30));
        assert!(said(6, 0).starts_with("It closed on "));
    }
}
