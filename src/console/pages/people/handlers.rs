use actix_web::{
    HttpResponse,
    http::StatusCode,
    web::{Data, Form},
};
use chrono::Utc;
use validator::Validate;

use super::{
    model::{self, Choices, Person},
    views,
};
use crate::{
    audit::Failures,
    console::{
        shell::{
            ConsoleError,
            access::{MayInvite, Seen, Whole},
            form::{Errors, Typed},
            once,
            origin::SameOrigin,
        },
        views::frame,
    },
    notice::accounts,
    settings::Settings,
    store::{Connection, Id, Passes, Secret, Store, StoreError},
    users::{NewUser, Role, Scope, User, queries},
    web::{page::see_other, paths},
};

/// The fields in the order in which the page shows them.
pub const ORDER: [&str; 4] = ["email", "role", "areas", "inspections"];

/// `GET /console/users`.
pub async fn show(
    MayInvite(user): MayInvite,
    Whole(scope): Whole,
    store: Data<Store>,
) -> Result<HttpResponse, ConsoleError> {
    let people =
        store.run(move |connection| model::everybody(connection, &scope, Utc::now())).await?;
    Ok(frame::answer(StatusCode::OK, views::list(&user, &people)))
}

/// `GET /console/users/new`.
pub async fn show_new(
    MayInvite(user): MayInvite,
    Whole(scope): Whole,
    store: Data<Store>,
) -> Result<HttpResponse, ConsoleError> {
    let choices = choices(scope, &store).await?;
    Ok(frame::answer(
        StatusCode::OK,
        views::new(&user, &choices, &Typed::of([(once::KEY, once::key())]), &Errors::default()),
    ))
}

/// `POST /console/users`.
pub async fn invite(
    _: SameOrigin,
    MayInvite(user): MayInvite,
    Whole(scope): Whole,
    Form(typed): Form<Typed>,
    store: Data<Store>,
    failures: Data<Failures>,
) -> Result<HttpResponse, ConsoleError> {
    let id = once::id(&typed, &user);
    let place = paths::user::PAGE.of(id);
    let (sent, within, actor) = (typed.clone(), scope.clone(), user.email.clone());
    let made = store.run(move |connection| match read(connection, &within, &sent, &failures)? {
        Ok(new) => {
            let new = NewUser { id, ..new };
            accounts::invite(connection, &new, &actor, Utc::now()).map(|(invited, _)| Ok(invited))
        }
        Err(errors) => Ok(Err(errors)),
    });
    let errors = match made.await {
        Ok(Ok(_)) => return Ok(see_other(&place)),
        Err(error) if error.is_duplicate() && is_invited(id, &store).await? => {
            return Ok(see_other(&place));
        }
        Ok(Err(errors)) => errors,
        Err(error) if error.is_duplicate() => Errors::one("email", taken(&user)),
        Err(error) => return Err(error.into()),
    };
    let choices = choices(scope, &store).await?;
    Ok(frame::answer(
        StatusCode::UNPROCESSABLE_ENTITY,
        views::new(&user, &choices, &typed, &errors),
    ))
}

/// Whether the account with this id is there.
async fn is_invited(id: Id, store: &Store) -> Result<bool, ConsoleError> {
    Ok(store.run(move |connection| queries::by_id(connection, id)).await?.is_some())
}

/// `GET /console/users/{id}`.
pub async fn show_one(
    MayInvite(user): MayInvite,
    Seen(person, scope): Seen<Person>,
    store: Data<Store>,
    secret: Data<Secret>,
    settings: Data<Settings>,
) -> Result<HttpResponse, ConsoleError> {
    let (address, choices) =
        (address(&user, &person, &secret, &settings), choices(scope, &store).await?);
    Ok(frame::answer(
        StatusCode::OK,
        views::one(&user, &person, &choices, address.as_deref(), None),
    ))
}

/// The link of an account, for an administrator to hand over. Others do not see it: whoever has the
/// link is the person. Nobody sees their own, because an open session would then be enough to
/// choose a new password.
pub fn address(
    user: &User,
    person: &Person,
    secret: &Secret,
    settings: &Settings,
) -> Option<String> {
    let link =
        person.link.filter(|_| user.role.may_manage_users() && person.account.user.id != user.id);
    link.map(|link| settings.base_url.with(&paths::JOIN.of(Passes::of(secret).write(link))))
}

/// What the user may invite others to.
pub async fn choices(scope: Scope, store: &Store) -> Result<Choices, ConsoleError> {
    Ok(store.run(move |connection| Choices::of(connection, &scope)).await?)
}

/// The person to invite, or what is wrong.
fn read(
    connection: &mut Connection,
    scope: &Scope,
    typed: &Typed,
    failures: &Failures,
) -> Result<Result<NewUser, Errors>, StoreError> {
    let email = typed.one("email");
    let read = model::read(connection, scope, typed, email, failures)?;
    let found = NewUser::new(email, Role::Viewer).validate();
    Ok(match (read, found) {
        (read, Ok(())) => read,
        (read, Err(found)) => {
            let mut errors = read.err().unwrap_or_default();
            errors.add_found(&found);
            Err(errors.in_order(&ORDER))
        }
    })
}

/// Why an address cannot be invited. A lead may not see the account that has it.
fn taken(user: &User) -> &'static str {
    if user.role.may_manage_users() {
        "Somebody with this address already has an account. It is in the list of users."
    } else {
        "Somebody with this address already has an account. To let them read your inspection or \
            lead it with you, add their address on its team page. For anything else, ask an \
            administrator."
    }
}

/// `GET` of an address that takes only a form redirects to the form's page.
pub async fn back(MayInvite(_): MayInvite, Seen(person, _): Seen<Person>) -> HttpResponse {
    see_other(&paths::user::PAGE.of(person.account.user.id))
}
