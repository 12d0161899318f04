//! What is said where there are no results yet, or too few.

use chrono::{DateTime, Utc};
use maud::{Markup, html};

use crate::{
    inspection::{Collection, GRACE, State},
    language::calendar,
};

/// When the results of a collection will be there.
pub fn not_yet(collection: &Collection, now: DateTime<Utc>) -> Markup {
    html! {
        div.notice {
            h2 { "The results are not here yet" }
            p { (when(collection, now)) }
            p {
                "Until then every answer is sealed, and no page shows any to anybody. So nobody \
                    is led by half of the answers, and "
                "nobody can compare two days to find out what one person said. How many have \
                    answered is always on "
                a href={ "/console/collections/" (collection.id) } { "the page of the collection" }
                "."
            }
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
        State::Closing => {
            format!(
                "It has closed. A form that was already open can be sent until {ready}; the \
                    results come soon after."
            )
        }
        State::Closed | State::Released => format!(
            "It closed on {closes}. Its answers are released together, in an order of their own, \
                and that is still to come."
        ),
    }
}

/// Fewer than `threshold` responses came.
pub fn too_few(threshold: u64) -> Markup {
    html! {
        div.notice {
            h2 { "Too few people answered to show results" }
            p {
                "Fewer than " (threshold) " responses came. With so few, a figure could tell what \
                    one of them said, so nothing of the "
                "answers is shown here or in any file. Comments are held to the same number."
            }
            p { "What they told you is still worth asking about: talk to people in the area in \
                another way, such as a visit or a group." }
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
        assert!(
            said(5, 30).starts_with("It has closed. A form that was already open"),
            "{}",
            said(5, 30)
        );
        assert!(said(6, 0).starts_with("It closed on "));
    }
}
