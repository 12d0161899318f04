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
        @match page.why {
            Some(why) => {
                p.lead { "It cannot be deleted. " (why_not(why, page.asking())) }
                (instead(why, &page.collection, page.state() == State::Open))
                p { a href=(page.place()) { "Back to the collection" } }
            }
            None => {
                p.lead { (page.asking().unused()) }
                ul.says {
                    li { (page.asking().deleted_with_it()) }
                    li { strong { "This cannot be undone." } (page.asking().breaks()) }
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
