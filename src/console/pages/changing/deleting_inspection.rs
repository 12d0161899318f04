use maud::{Markup, html};

use super::{
    change::Confirmed,
    model::InspectionPage,
    parts::{self, STILL, Shown, why_not},
};
use crate::{
    console::views::asking::Asking,
    fieldwork::change::{self, Outline, Refused},
    language::numbers::counted,
    store::Connection,
    users::User,
    web::paths,
};

pub struct DeletingInspection;

impl Confirmed for DeletingInspection {
    type Page = InspectionPage;
    type From = Outline;

    fn from(page: &InspectionPage) -> Outline {
        Outline::of(&page.inspection, &page.collections)
    }

    fn make(
        connection: &mut Connection,
        page: &InspectionPage,
        from: &Outline,
        actor: &User,
    ) -> Result<String, Refused> {
        change::delete_inspection(connection, page.inspection.id, from, &actor.email, page.now)?;
        Ok(paths::CONSOLE.to_owned())
    }

    fn view(viewer: &User, page: &InspectionPage, shown: &Shown<'_>) -> Markup {
        let title = format!("Delete {}", page.inspection.title);
        let again = (!page.is_needed()).then_some(STILL);
        parts::page(
            viewer,
            (&title, &page.trail(), Asking::Anonymous),
            shown,
            again,
            &body(page, shown),
        )
    }
}

fn body(page: &InspectionPage, shown: &Shown<'_>) -> Markup {
    html! {
        @if !page.is_needed() {
            p.lead { "Nobody has answered, and nothing has been sent." }
            ul.says {
                li {
                    @match page.collections.len() {
                        0 => "It has no collections.",
                        count => { (counted(count, "collection is", "collections \
                            are")) " deleted with it, with their links, dates and lists \
                                of mailboxes." }
                    }
                }
                li { strong { "This cannot be undone." } " Its history stays in the audit log." }
            }
            (parts::confirm(
                shown,
                (&paths::inspection::DELETE.of(page.inspection.id), "Delete the inspection"),
                (&page.place(), "Keep it"),
            ))
        } @else {
            @if page.evaluated {
                p.lead { "It cannot be deleted, because quality indicators are evaluated. To                     delete it, first empty its " a href=(paths::evaluations::TABLE.of(page.inspection.id)) { "evaluations" } "." }
            }
        }
        @if !page.kept.is_empty() {
            p.lead { "It cannot be deleted yet, because of " (counted(page.kept.len(), "collection", "collections")) ":" }
            ul.says {
                @for (one, why) in &page.kept {
                    li { a href=(paths::collection::PAGE.of(one.id)) { (one.name()) } ". " (why_not(*why, Asking::from(one))) }
                }
            }
            p { "Close the open collections if nobody should answer any more. You can delete a \
                collection on its own page if nobody has answered and nothing has been sent." }
        }
        @if page.is_needed() { p { a href=(page.place()) { "Back to the inspection" } } }
    }
}
