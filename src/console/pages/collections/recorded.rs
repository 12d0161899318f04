//! A collection that the inspection's team fills in.

use maud::{Markup, html};

use super::{about, daily::daily, model::CollectionPage};
use crate::{
    console::views::{
        frame::{self, Head},
        trail,
    },
    inspection::State,
    users::User,
    web::paths,
};

/// The page of the collection: how much is recorded, and where to record and read it. It has no
/// link, invitations or slips.
pub fn recorded(viewer: &User, page: &CollectionPage) -> Markup {
    let trail = [trail::inspections(), trail::inspection(&page.inspection)];
    let name = page.name();
    let id = page.collection.id;
    let head = Head { trail: &trail, ..Head::about(&name, viewer, &page.collection) };
    frame::page(
        &head,
        &html! {
            div.wide.collection {
                div.top {
                    h1 { (name) }
                    @if page.standing.state == State::Released && viewer.role.may_read_results() {
                        a.button href=(paths::collection::RESULTS.of(id)) { "See the results" }
                    }
                }
                p.lead {
                    @if let Some(recorded) = page.standing.recorded { (recorded.sentence()) "." }
                }
                @if viewer.role.may_change() {
                    p.ways {
                        a.button href=(paths::records::LIST.of(id)) { "Open the list" } " "
                        a.button.second href=(paths::records::FIGURES.of(id)) { "Figures" }
                    }
                } @else { p { "The inspection’s team records it in the console." } }
                @if page.standing.state != State::Planned {
                    section.figures aria-labelledby="daily" { h2 #daily { "Recorded each day" } (daily(page)) }
                }
                section aria-labelledby="facts" { (about::facts(page, viewer)) }
                @if viewer.role.may_read_results() {
                    p { a href=(paths::collection::EXPORT.of(id)) { "Download results" } "." }
                }
            }
        },
    )
}
