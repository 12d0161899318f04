use maud::{Markup, html};

use super::{model::CollectionPage, sentence};
use crate::{
    console::{
        pages::invitations::bounds,
        views::bar::{self, Marks},
    },
    fieldwork::Course,
    inspection::State,
    rates::Moves,
    results::margin,
};

/// The first sentence, and the rate as a bar with its pace and target.
pub fn standing(page: &CollectionPage) -> Markup {
    html! {
        p.first { (sentence::first(page)) @if let Some(next) = sentence::next(page) { " " (next) } }
        @if let Some(why) = held_back(page) { p.quiet { (why) } }
        div.glance-bar.behind[page.standing.course == Course::Behind].close[page.standing.course == Course::Close]
            .on-course[page.standing.course == Course::OnPace].reached[page.standing.course == Course::Reached].check[page.standing.course == Course::Check] {
            p.verdict { (bar::word(page.standing.course)) @if let Some(pace) = page.standing.pace { span.of { "To reach the target, it should now be at " (pace) "%." } } }
            (bar::bar(page.standing.rate, Some(Marks { target: page.collection.target_percent, pace: page.standing.pace })))
        }
    }
}

/// Why the counts move rarely or not at all, while they do.
fn held_back(page: &CollectionPage) -> Option<&'static str> {
    if matches!(page.standing.state, State::Planned | State::Released) {
        return None;
    }
    match page.moves {
        Moves::AtRelease => Some(
            "Fewer than 10 people can answer, or their number is unknown. A count would tell who \
                has answered, so the number of responses is shown after closing, with the release.",
        ),
        Moves::Daily => Some(
            "Fewer than 50 people can answer, here or in one of the parts. A count that moves with \
                each response would tell who has just answered, so the counts move once a day, at \
                midnight.",
        ),
        Moves::Live => None,
    }
}

/// How inexact the figures may be, and the bounds of the rate.
pub fn margins(page: &CollectionPage) -> Markup {
    let issued = page.standing.rate.issued.unwrap_or(0);
    let Some(returned) = page.standing.rate.returned.count() else {
        return html! { p { "This is shown after closing, like the number of responses." } };
    };
    let (now, more) =
        (margin::sentence(returned, issued), margin::needed_sentence(returned, issued));
    html! {
        @match (&now, page.standing.rate.issued) {
            (Some(sentence), _) => p { (sentence) },
            (None, None) => p { "This needs the population: enter how many people could answer." },
            (None, Some(issued)) if returned > issued => p { "This cannot be \
                worked out while there are more responses than people who could answer." },
            (None, Some(_)) => p { "Too few people have answered." },
        }
        @if let Some(more) = more && !page.has_ended() { p { (more) } }
        (bounds(page.standing.bounds))
    }
}
