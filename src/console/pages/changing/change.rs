use actix_web::{
    HttpResponse,
    http::StatusCode,
    web::{Data, Form},
};
use maud::Markup;
use serde::{Serialize, de::DeserializeOwned};

use super::{
    from::{filled_from, kept, read_from},
    parts::{Shown, Told},
};
use crate::{
    console::{
        refresh,
        shell::{
            ConsoleError,
            access::{MayChange, Named, Names, Seen, again},
            form::{Errors, Typed},
            origin::SameOrigin,
        },
        views::frame,
    },
    fieldwork::change::Refused,
    inspection::Directory,
    store::{Connection, Store},
    users::{Scope, User},
    web::page::see_other,
};

/// A change to an inspection or collection. A page asks for it; the change is made when its form is
/// posted, unless the values that the form was filled from have changed.
pub trait Change: 'static {
    /// What is changed, with what the decision needs.
    type Page: Named;
    /// The values that a form is filled from.
    type From: Serialize + DeserializeOwned + Send + 'static;
    /// The values that a form asks for.
    type To: Send + 'static;

    /// The fields in the order in which the page shows them.
    const FIELDS: &'static [&'static str];

    /// The present values.
    fn from(page: &Self::Page) -> Self::From;

    /// The form with the present values.
    fn filled(from: &Self::From) -> Typed;

    /// What was typed, or what is wrong with it.
    fn read(typed: &Typed, from: &Self::From, page: &Self::Page) -> Result<Self::To, Errors>;

    /// Makes the change. Returns the address to go to.
    fn make(
        connection: &mut Connection,
        page: &Self::Page,
        change: (&Self::From, &Self::To),
        actor: &User,
    ) -> Result<String, Refused>;

    fn view(viewer: &User, page: &Self::Page, shown: &Shown<'_>) -> Markup;

    /// The form after somebody else has changed the values that it was filled from.
    fn kept(typed: &Typed, before: &Typed, now: &Typed) -> Typed {
        kept(typed, before, now, Self::FIELDS)
    }
}

/// A change that needs only confirmation.
pub trait Confirmed: 'static {
    type Page: Named;
    type From: Serialize + DeserializeOwned + Send + 'static;

    fn from(page: &Self::Page) -> Self::From;

    fn make(
        connection: &mut Connection,
        page: &Self::Page,
        from: &Self::From,
        actor: &User,
    ) -> Result<String, Refused>;

    fn view(viewer: &User, page: &Self::Page, shown: &Shown<'_>) -> Markup;
}

impl<T: Confirmed> Change for T {
    type Page = T::Page;
    type From = T::From;
    type To = ();

    const FIELDS: &'static [&'static str] = &[];

    fn from(page: &Self::Page) -> Self::From {
        T::from(page)
    }

    fn filled(_: &Self::From) -> Typed {
        Typed::default()
    }

    fn read(_: &Typed, _: &Self::From, _: &Self::Page) -> Result<(), Errors> {
        Ok(())
    }

    fn make(
        connection: &mut Connection,
        page: &Self::Page,
        (from, ()): (&Self::From, &()),
        actor: &User,
    ) -> Result<String, Refused> {
        T::make(connection, page, from, actor)
    }

    fn view(viewer: &User, page: &Self::Page, shown: &Shown<'_>) -> Markup {
        T::view(viewer, page, shown)
    }
}

/// `GET`: asks for the change, or says why it cannot be made. Changes nothing.
pub async fn ask<C: Change>(
    MayChange(user): MayChange,
    Seen(page, _): Seen<C::Page>,
) -> HttpResponse {
    let typed = C::filled(&C::from(&page));
    answer::<C>(StatusCode::OK, &user, &page, &typed, &Errors::default(), Told::Nothing)
}

/// `POST` to the same address: makes the change.
pub async fn make<C: Change>(
    _: SameOrigin,
    MayChange(user): MayChange,
    Seen(page, scope): Seen<C::Page>,
    names: Names,
    Form(typed): Form<Typed>,
    store: Data<Store>,
    directory: Data<Directory>,
) -> Result<HttpResponse, ConsoleError> {
    let made = match read_from::<C::From>(&typed) {
        Ok(from) => match C::read(&typed, &from, &page) {
            Ok(to) => {
                let work =
                    move |connection: &mut _| C::make(connection, &page, (&from, &to), &user);
                store.run(work).await
            }
            Err(errors) => return Ok(wrong::<C>(&user, &page, &typed, &errors)),
        },
        Err(refused) => Err(refused),
    };
    match made {
        Ok(place) => {
            refresh(directory).await;
            Ok(see_other(&place))
        }
        Err(Refused::Gone) => Err(ConsoleError::not_found(&scope)),
        Err(Refused::Store(error)) => Err(error.into()),
        Err(refused) => {
            let page = again(names, &scope, &store).await?;
            Ok(refuse::<C>(refused, &scope, &page, &typed))
        }
    }
}

/// The page again, with present values and everything that was typed.
fn refuse<C: Change>(
    refused: Refused,
    scope: &Scope,
    page: &C::Page,
    typed: &Typed,
) -> HttpResponse {
    let (user, none) = (scope.user(), Errors::default());
    match refused {
        Refused::Broken(broken) => {
            let mut errors = Errors::default();
            for (field, sentence) in broken {
                errors.add(field, sentence);
            }
            wrong::<C>(user, page, typed, &errors.in_order(C::FIELDS))
        }
        Refused::Stale(differences) => {
            let before = read_from(typed).map(|from| C::filled(&from)).unwrap_or_default();
            let typed = C::kept(typed, &before, &C::filled(&C::from(page)));
            let told = Told::Stale(&differences);
            answer::<C>(StatusCode::CONFLICT, user, page, &typed, &none, told)
        }
        // The page says why.
        _ => answer::<C>(StatusCode::CONFLICT, user, page, typed, &none, Told::Nothing),
    }
}

fn wrong<C: Change>(user: &User, page: &C::Page, typed: &Typed, errors: &Errors) -> HttpResponse {
    answer::<C>(StatusCode::UNPROCESSABLE_ENTITY, user, page, typed, errors, Told::Nothing)
}

fn answer<C: Change>(
    status: StatusCode,
    user: &User,
    page: &C::Page,
    typed: &Typed,
    errors: &Errors,
    told: Told<'_>,
) -> HttpResponse {
    // An error is corrected on the same page. The page has shown changes by others, so the form
    // starts from them.
    let from =
        if errors.is_empty() { filled_from(&C::from(page)) } else { typed.one("from").to_owned() };
    frame::answer(status, C::view(user, page, &Shown { typed, errors, told, from: &from }))
}
