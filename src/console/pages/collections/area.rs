//! A collection that an area answers once.

use maud::{Markup, html};

use super::{about, model::CollectionPage};
use crate::{
    console::views::{
        asking::Asking,
        frame::{self, Head, Section},
        trail,
    },
    inspection::State,
    users::User,
    web::paths,
};

/// The page of the collection: whether the area has answered, who is asked, and what it said.
pub fn area(viewer: &User, page: &CollectionPage) -> Markup {
    let trail = [trail::inspections(), trail::inspection(&page.inspection)];
    let name = page.name();
    let id = page.collection.id;
    let head = Head {
        trail: &trail,
        asking: Some(Asking::Area),
        ..Head::of(&name, viewer, Section::Inspections)
    };
    let sent = page.standing.rate.returned.is_somebody();
    let over = matches!(page.standing.state, State::Closing | State::Closed | State::Released);
    frame::page(
        &head,
        &html! {
            div.wide.collection {
                div.top { h1 { (name) } }
                p.lead {
                    @if sent { "The area has sent its answers." }
                    @else if over { "The area sent no answers." }
                    @else { "The area has not sent its answers yet." }
                }
                p.ways {
                    @if sent && viewer.may_read_results_of(&page.inspection) && (viewer.role.may_change() || page.standing.state == State::Released) { a.button href=(paths::officers::ANSWERS.of(id)) { "Read the answers" } " " }
                    @if viewer.role.may_reach() { a.button.second href=(paths::officers::PAGE.of(id)) { "Who is asked" } " " }
                    @if viewer.role.may_change() { a.button.second href=(paths::officers::ALL.of(page.inspection.id, page.collection.survey.key())) { "All areas" } }
                }
                section aria-labelledby="facts" { (about::facts(page, viewer)) }
            }
        },
    )
}
