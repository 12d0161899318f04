use maud::Markup;

use super::{
    form::{self, Before, FIELDS, FormPage, To},
    form_view,
    new::TITLE_IS_TAKEN,
};
use crate::{
    console::{
        pages::changing::{Change, Shown},
        shell::form::{Errors, Typed},
    },
    fieldwork::change::Refused,
    programme::{self, Programme, queries},
    store::Connection,
    users::{Scope, Sight, User},
    web::paths,
};

/// Title and framework of a programme, and which inspections are in it.
pub struct ChangingProgramme;

impl Change for ChangingProgramme {
    type Page = FormPage;
    type From = Before;
    type To = To;

    const FIELDS: &'static [&'static str] = &FIELDS;

    fn from(page: &FormPage) -> Before {
        page.before()
    }

    fn filled(from: &Before) -> Typed {
        from.typed()
    }

    fn read(typed: &Typed, _: &Before, page: &FormPage) -> Result<To, Errors> {
        form::read(typed, page)
    }

    fn make(
        connection: &mut Connection,
        page: &FormPage,
        (from, to): (&Before, &To),
        actor: &User,
    ) -> Result<String, Refused> {
        let id = page.programme.as_ref().map(|one| one.id).ok_or(Refused::Gone)?;
        connection.writing(|connection| {
            if !queries::hold(connection, id)? {
                return Err(Refused::Gone);
            }
            let scope = Scope::of(connection, actor)?;
            let Sight::Seen(programme) = scope.find::<Programme>(connection, id)? else {
                return Err(Refused::Gone);
            };
            let members = queries::members(connection, id)?;
            if !programme::may_change(&scope, &programme, &members) {
                return Err(Refused::Gone);
            }
            let current = FormPage::read(connection, &scope, Some(programme.clone()))?;
            let now = current.before();
            if now != *from {
                return Err(Refused::Stale(from.differences(&now)));
            }
            let change = (&current.chosen(&now.inspections), &to.inspections);
            programme::change(
                connection,
                &programme,
                &to.new,
                &current.inspections(),
                change,
                &actor.email,
            )
            .map_err(|error| match error {
                error if error.is_duplicate() => {
                    Refused::Broken(vec![("title", TITLE_IS_TAKEN.to_owned())])
                }
                error => Refused::Store(error),
            })?;
            // Whoever takes all their inspections out may see it no longer.
            let sees = matches!(scope.find::<Programme>(connection, id)?, Sight::Seen(_));
            Ok(if sees { paths::programme::PAGE.of(id) } else { paths::programme::ALL.to_owned() })
        })
    }

    fn view(viewer: &User, page: &FormPage, shown: &Shown<'_>) -> Markup {
        form_view::form(viewer, page, shown)
    }

    /// The inspections are one field with many values, so what was typed stays as it is.
    fn kept(typed: &Typed, _: &Typed, _: &Typed) -> Typed {
        typed.clone()
    }
}
