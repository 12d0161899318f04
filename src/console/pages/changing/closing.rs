//! Closing a collection before its time.

use maud::{Markup, html};

use super::{
    change::Confirmed,
    model::CollectionPage,
    parts::{self, Shown},
};
use crate::{
    console::views::asking::Asking,
    fieldwork::change::{self, Refused, Setup},
    inspection::State,
    language::calendar,
    store::Connection,
    users::User,
    web::paths,
};

pub struct Closing;

impl Confirmed for Closing {
    type Page = CollectionPage;
    type From = Setup;

    fn from(page: &CollectionPage) -> Setup {
        Setup::from(&page.collection)
    }

    fn make(
        connection: &mut Connection,
        page: &CollectionPage,
        from: &Setup,
        actor: &User,
    ) -> Result<String, Refused> {
        change::close(connection, page.collection.id, from, &actor.email, page.now)?;
        Ok(page.place())
    }

    fn view(viewer: &User, page: &CollectionPage, shown: &Shown<'_>) -> Markup {
        let title = format!("Close {} early", page.name());
        let again = Some("Close it now if that is still right.");
        parts::page(
            viewer,
            (&title, &page.trail(), page.asking()),
            shown,
            again,
            &body(page, shown),
        )
    }
}

fn body(page: &CollectionPage, shown: &Shown<'_>) -> Markup {
    html! {
        @match page.state() {
            State::Open => (sure(page, shown)),
            State::Planned => {
                p { "It has not opened yet. It opens on " (calendar::named_date_and_time(page.collection.opens_at)) "." }
                p { a href=(paths::collection::CHANGE.of(page.collection.id)) { "Change its \
                    dates" } ", or " a href=(paths::collection::DELETE.of(page.collection.id)) { "delete it" } "." }
            }
            State::Closing | State::Closed => {
                p { "It has closed: " (calendar::named_date_and_time(page.collection.closes_at)) "." }
                p { a href=(paths::collection::CHANGE.of(page.collection.id)) { "Reopen it" } ", until its \
                    results are released: soon \
                    after " (calendar::time_on(page.released_at(page.collection.closes_at))) "." }
            }
            State::Released => {
                p { "It has closed, and its results are released." }
                p { a href=(paths::collection::RESULTS.of(page.collection.id)) { "See the results" } }
            }
        }
    }
}

/// The effects of closing.
fn sure(page: &CollectionPage, shown: &Shown<'_>) -> Markup {
    html! {
        p.lead { "If you leave it open, it closes on " (calendar::this_year(page.collection.closes_at)) "." }
        ul.says {
            li { (page.asking().closed_now(page.now)) }
            @if page.asking() == Asking::Anonymous { li {
                @match page.reminders.as_slice() {
                    [] => "No reminder is planned.",
                    [one] => { "The reminder \
                        of " (calendar::this_year(one.due_at)) " is cancelled." }
                    several => { "The " (several.len()) " reminders that have not been sent are \
                        cancelled, including the next one \
                        on " (several.first().map(|one| calendar::this_year(one.due_at)).unwrap_or_default()) "." }
                }
                " Messages in the queue are cancelled as well."
            } }
            li { "You can reopen it with a later closing time until its results are released. \
                Speir releases them automatically soon \
                after " (calendar::time_on(page.released_at(page.now))) "; after that it stays \
                    closed." }
        }
        (parts::confirm(
            shown,
            (&paths::collection::CLOSE.of(page.collection.id), "Close it now"),
            (&page.place(), "Leave it open"),
        ))
    }
}
