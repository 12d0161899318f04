use actix_web::{
    HttpResponse,
    http::StatusCode,
    web::{Data, Form},
};

use super::{
    form::{self, FormPage, To},
    form_view,
};
use crate::{
    console::{
        pages::changing::{Shown, Told, filled_from},
        shell::{
            ConsoleError,
            access::{MayChange, Whole},
            form::{Errors, Typed},
            once,
            origin::SameOrigin,
        },
        views::frame,
    },
    programme::{self, Programme},
    store::Store,
    survey::Framework,
    users::{Scope, User},
    web::{page::see_other, paths},
};

/// What to do if another programme has the title.
pub const TITLE_IS_TAKEN: &str =
    "Another programme has this title. Write a different one, with the years for example.";

/// `GET /console/programmes/new`.
pub async fn show(
    MayChange(user): MayChange,
    Whole(scope): Whole,
    store: Data<Store>,
) -> Result<HttpResponse, ConsoleError> {
    let page = read(scope, &store).await?;
    let proposed =
        Typed::of([("framework", Framework::first().to_string()), (once::KEY, once::key())]);
    Ok(answer(StatusCode::OK, &user, &page, &proposed, &Errors::default()))
}

/// `POST /console/programmes`.
pub async fn create(
    _: SameOrigin,
    MayChange(user): MayChange,
    Whole(scope): Whole,
    Form(typed): Form<Typed>,
    store: Data<Store>,
) -> Result<HttpResponse, ConsoleError> {
    let page = read(scope.clone(), &store).await?;
    let refuse = |page: &FormPage, errors: &Errors| {
        Ok(answer(StatusCode::UNPROCESSABLE_ENTITY, &user, page, &typed, errors))
    };
    let To { new, inspections } = match form::read(&typed, &page) {
        Ok(to) => to,
        Err(errors) => return refuse(&page, &errors),
    };
    let id = once::id(&typed, &user);
    let place = paths::programme::PAGE.of(id);
    let (actor, email) = (user.clone(), user.email.clone());
    let made = store.run(move |connection| {
        let programme = Programme { id, ..new.into_programme(Some(&email)) };
        connection.writing(|connection| {
            // What the user sees now, not when the form was read.
            let scope = Scope::of(connection, &actor)?;
            let page = FormPage::read(connection, &scope, None)?;
            let mut chosen = page.inspections();
            chosen.retain(|one| inspections.contains(&one.id));
            programme::create(connection, &programme, &chosen, &email)
        })
    });
    match made.await {
        Ok(()) => Ok(see_other(&place)),
        Err(error)
            if error.is_duplicate() && once::is_made::<Programme>(&user, id, &store).await? =>
        {
            Ok(see_other(&place))
        }
        Err(error) if error.is_duplicate() => {
            refuse(&read(scope, &store).await?, &Errors::one("title", TITLE_IS_TAKEN))
        }
        Err(error) => Err(error.into()),
    }
}

async fn read(scope: Scope, store: &Store) -> Result<FormPage, ConsoleError> {
    Ok(store.run(move |connection| FormPage::read(connection, &scope, None)).await?)
}

fn answer(
    status: StatusCode,
    user: &User,
    page: &FormPage,
    typed: &Typed,
    errors: &Errors,
) -> HttpResponse {
    let from = filled_from(&page.before());
    let shown = Shown { typed, errors, told: Told::Nothing, from: &from };
    frame::answer(status, form_view::form(user, page, &shown))
}
