use maud::{Markup, html};

use super::{
    change::Confirmed,
    model::CollectionPage,
    parts::{self, STILL, Shown, instead, why_not},
};
use crate::{
    fieldwork::change::{self, Refused, Setup},
    inspection::State,
    store::Connection,
    users::User,
    web::paths,
};

pub struct DeletingCollection;

impl Confirmed for DeletingCollection {
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
        change::delete(connection, page.collection.id, from, &actor.email, page.now)?;
        Ok(paths::inspection::PAGE.of(page.inspection.id))
    }

    fn view(viewer: &User, page: &CollectionPage, shown: &Shown<'_>) -> Markup {
        let title = format!("Delete {}", page.name());
        let again = page.why.is_none().then_some(STILL);
        parts::page(viewer, (&title, &page.trail()), shown, again, &body(page, shown))
    }
}

fn body(page: &CollectionPage, shown: &Shown<'_>) -> Markup {
    html! {
        @match page.why {
            Some(why) => {
                p.lead { "It cannot be deleted. " (why_not(why)) }
                (instead(why, page.collection.id, page.state() == State::Open))
                p { a href=(page.place()) { "Back to the collection" } }
            }
            None => {
                p.lead { "Nobody has answered, and nothing has been sent." }
                ul.says {
                    li { "Its link, its parts, its dates and any list of mailboxes are \
                        deleted with it." }
                    li { strong { "This cannot be undone." } " The link on posters that are \
                        already printed will not work." }
                }
                (parts::confirm(
                    shown,
                    (&paths::collection::DELETE.of(page.collection.id), "Delete the collection"),
                    (&page.place(), "Keep it"),
                ))
            }
        }
    }
}
