use maud::{Markup, html};

use super::form::FormPage;
use crate::{
    console::{
        pages::changing::{Confirmed, Shown, confirm, page as around},
        views::{asking::Asking, trail},
    },
    fieldwork::change::Refused,
    language::numbers::{counted, grouped},
    programme::{self, NotDone},
    store::Connection,
    users::{Scope, User},
    web::paths,
};

/// Deleting a programme without inspections.
pub struct DeletingProgramme;

impl Confirmed for DeletingProgramme {
    type Page = FormPage;
    /// What its published figures were.
    type From = String;

    fn from(page: &FormPage) -> String {
        page.figures.1.clone()
    }

    fn make(
        connection: &mut Connection,
        page: &FormPage,
        from: &String,
        actor: &User,
    ) -> Result<String, Refused> {
        let id = page.programme.as_ref().map(|one| one.id).ok_or(Refused::Gone)?;
        let scope = Scope::of(connection, actor)?;
        match programme::delete(connection, id, (&scope, from)) {
            Ok(()) => Ok(paths::programme::ALL.to_owned()),
            Err(NotDone::Gone) => Err(Refused::Gone),
            Err(NotDone::Stale) => Err(Refused::Stale(Vec::new())),
            Err(NotDone::Store(error)) => Err(error.into()),
        }
    }

    fn view(viewer: &User, page: &FormPage, shown: &Shown<'_>) -> Markup {
        let Some(programme) = &page.programme else { return Markup::default() };
        let title = format!("Delete {}", programme.title);
        let trail = [trail::inspections(), trail::programmes(), trail::programme(programme)];
        let again = Some("Look at what it has now, and delete it if you still want to.");
        around(
            viewer,
            (&title, &trail, Asking::Anonymous),
            shown,
            again,
            &body(page, shown, programme.id),
        )
    }
}

fn body(page: &FormPage, shown: &Shown<'_>, id: crate::store::Id) -> Markup {
    let place = paths::programme::PAGE.of(id);
    html! {
        @if page.is_empty() {
            p.lead { "No inspection is in this programme." }
            ul.says {
                @if page.figures.0 > 0 {
                    li { (counted(grouped(page.figures.0 as u64), "published figure is", "published \
                        figures are")) " deleted with it." }
                }
                li { strong { "This cannot be undone." } " Its history stays in the audit log." }
            }
            (confirm(
                shown,
                (&paths::programme::DELETE.of(id), "Delete the programme"),
                (&place, "Keep it"),
            ))
        } @else {
            p.lead { "It cannot be deleted, because inspections are in it." }
            p { "First " a href=(paths::programme::CHANGE.of(id)) { "take its inspections out" } "." }
            p { a href=(place) { "Back to the programme" } }
        }
    }
}
