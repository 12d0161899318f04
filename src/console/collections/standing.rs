use maud::{Markup, html};

use super::{model::CollectionPage, sentence};
use crate::{
    console::{
        invitations::bounds,
        views::bar::{self, Marks},
    },
    results::margin,
    watch::Course,
};

/// The sentence on top, and the rate as a bar against its pace and its target.
pub fn standing(page: &CollectionPage) -> Markup {
    html! {
        p.first { (sentence::first(page)) @if let Some(next) = sentence::next(page) { " " (next) } }
        div.glance-bar.behind[page.course == Course::Behind].close[page.course == Course::Close]
            .on-course[page.course == Course::OnPace].reached[page.course == Course::Reached].check[page.course == Course::Check] {
            p.verdict { (bar::word(page.course)) @if let Some(pace) = page.pace { span.of { "The pace by now would be " (pace) "%." } } }
            (bar::bar(page.rate, Some(Marks { target: page.collection.target_percent, pace: page.pace })))
        }
    }
}

/// How far the figures may be off, and the bounds of the rate.
pub fn margins(page: &CollectionPage) -> Markup {
    let issued = page.rate.issued.unwrap_or(0);
    let (now, more) =
        (margin::sentence(page.rate.returned, issued), margin::needed_sentence(page.rate.returned, issued));
    html! {
        @match (&now, page.rate.issued) {
            (Some(sentence), _) => p { (sentence) },
            (None, None) => p { "Nobody can tell until somebody says how many people could answer." },
            (None, Some(issued)) if page.rate.returned > issued => p { "Nobody can tell while more came back than people could answer." },
            (None, Some(_)) => p { "Too few have answered to tell." },
        }
        @if let Some(more) = more { p { (more) } }
        (bounds(page.bounds))
    }
}
