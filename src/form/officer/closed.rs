use maud::{Markup, html};

use super::{found::Found, status::said};
use crate::{
    form::frame::Frame,
    language::{Words, args},
    records::ReadingState,
    settings::HelpLines,
    survey::Survey,
};

/// The answers of an area after its collection has closed.
pub fn page(words: &Words, help: &HelpLines, survey: &Survey, found: &Found) -> Markup {
    let closed = words.date_and_time(found.collection.closes_at);
    let sent = found.response.as_ref().filter(|one| one.state == ReadingState::Done);
    let key = if sent.is_some() { "area-closed-sent" } else { "area-closed-unsent" };
    let area = found.collection.area.name();
    let frame = Frame { official: true, ..Frame::plain(words, help, &survey.title) };
    frame.around(&html! {
        h1 { (survey.title) }
        p { strong { (words.say_with("area-for", &args([("area", area.into())]))) } }
        p { (words.say_with(key, &args([("when", closed.into())]))) }
        p { (words.say("know-named")) }
        @if let Some(response) = &found.response {
            @for (place, item) in survey.items.iter().enumerate() {
                @if !response.written.values(&item.id).is_empty() {
                    h2 { (item.text) }
                    p { (said(words, survey, response, place)) }
                }
            }
        }
    })
}
