//! Changes to the accounts of others. All are recorded in the audit log.

use actix_web::{
    HttpResponse,
    http::StatusCode,
    web::{Data, Form},
};
use chrono::Utc;

use super::{
    handlers::{ORDER, address, choices},
    model::{self, Person},
    views,
};
use crate::{
    audit::{self, Failures},
    console::{
        shell::{
            ConsoleError,
            access::{MayInvite, MayManageUsers, Seen},
            form::{Errors, Typed},
            origin::SameOrigin,
        },
        views::frame,
    },
    notice::accounts,
    settings::Settings,
    store::{Connection, Id, Secret, Store, StoreError},
    users::{Role, User, queries},
    web::{page::see_other, paths},
};

/// Why a change to an account was not made.
const LAST_ADMIN: &str =
    "This is the only administrator who can sign in. Make somebody else an administrator first.";

/// `POST /console/users/{id}/link`: sends a link, which replaces any earlier one.
pub async fn send_link(
    _: SameOrigin,
    MayInvite(user): MayInvite,
    Seen(person, _): Seen<Person>,
    store: Data<Store>,
) -> Result<HttpResponse, ConsoleError> {
    if !person.may_send {
        return Err(ConsoleError::MayNotInvite(user));
    }
    let (account, actor) = (person.account.clone(), user.email);
    store
        .run(move |connection| accounts::send_link(connection, &account, &actor, Utc::now()))
        .await?;
    Ok(back(&person))
}

/// `POST /console/users/{id}/role`.
#[expect(clippy::too_many_arguments, reason = "each is an extractor")]
pub async fn set_role(
    _: SameOrigin,
    MayManageUsers(user): MayManageUsers,
    Seen(person, scope): Seen<Person>,
    Form(typed): Form<Typed>,
    store: Data<Store>,
    secret: Data<Secret>,
    settings: Data<Settings>,
    failures: Data<Failures>,
) -> Result<HttpResponse, ConsoleError> {
    let (id, whom, actor) =
        (person.account.user.id, person.account.user.email.clone(), user.email.clone());
    let (sent, within) = (typed.clone(), scope.clone());
    let work = move |connection: &mut Connection| {
        let new = match model::read(connection, &within, &sent, &whom, &failures)? {
            Ok(new) => new,
            Err(errors) => return Ok(Err(errors)),
        };
        let action = format!("Changed the role to {}", accounts::described(&new));
        let kept =
            queries::unless_last_admin(connection, id, new.role == Role::Admin, |connection| {
                audit::with(connection, &actor, &action, whom.as_str(), |connection| {
                    queries::set_role(connection, id, &new)
                })
            })?;
        Ok::<_, StoreError>(if kept { Ok(()) } else { Err(Errors::one("role", LAST_ADMIN)) })
    };
    let Err(errors) = store.run(work).await? else { return Ok(back(&person)) };
    let (errors, choices) = (errors.in_order(&ORDER), choices(scope, &store).await?);
    let address = address(&user, &person, &secret, &settings);
    let page = views::one(&user, &person, &choices, address.as_deref(), Some((&typed, &errors)));
    Ok(frame::answer(StatusCode::UNPROCESSABLE_ENTITY, page))
}

/// `POST /console/users/{id}/sign-out`.
pub async fn sign_out(
    _: SameOrigin,
    MayManageUsers(user): MayManageUsers,
    Seen(person, _): Seen<Person>,
    store: Data<Store>,
) -> Result<HttpResponse, ConsoleError> {
    let actor = user.email.clone();
    change(user, &person, &store, "Signed out everywhere", move |connection, id| {
        queries::end_sign_ins(connection, &actor, id)
    })
    .await
}

/// `POST /console/users/{id}/second-step`: turns it off for somebody who has lost their telephone.
/// Users turn off their own on the account page, which asks for the password and a code.
pub async fn turn_off_second_step(
    _: SameOrigin,
    MayManageUsers(user): MayManageUsers,
    Seen(person, _): Seen<Person>,
    store: Data<Store>,
) -> Result<HttpResponse, ConsoleError> {
    if person.account.user.id == user.id {
        return Ok(see_other(paths::account::SECOND_STEP_OFF));
    }
    change(
        user,
        &person,
        &store,
        "Turned off two-step sign-in for somebody else",
        queries::forget_second_step,
    )
    .await
}

async fn change(
    user: User,
    person: &Person,
    store: &Store,
    action: &'static str,
    work: impl FnOnce(&mut Connection, Id) -> Result<(), StoreError> + Send + 'static,
) -> Result<HttpResponse, ConsoleError> {
    let (id, whom) = (person.account.user.id, person.account.user.email.clone());
    store
        .run(move |connection| {
            audit::with(connection, &user.email, action, whom.as_str(), |connection| {
                work(connection, id)
            })
        })
        .await?;
    Ok(back(person))
}

/// `GET /console/users/{id}/remove`: asks for confirmation.
pub async fn ask_remove(
    MayInvite(user): MayInvite,
    Seen(person, _): Seen<Person>,
) -> Result<HttpResponse, ConsoleError> {
    if !person.may_send {
        return Err(ConsoleError::MayNotInvite(user));
    }
    Ok(frame::answer(StatusCode::OK, views::remove(&user, &person, None)))
}

/// `POST` to the same address. An invitation is withdrawn in the same way.
pub async fn remove(
    _: SameOrigin,
    MayInvite(user): MayInvite,
    Seen(person, _): Seen<Person>,
    store: Data<Store>,
) -> Result<HttpResponse, ConsoleError> {
    if !person.may_send {
        return Err(ConsoleError::MayNotInvite(user));
    }
    let (id, actor, whom) =
        (person.account.user.id, user.email.clone(), person.account.user.email.clone());
    let action =
        if person.account.password.is_none() { "Withdrew an invitation" } else { "Removed a user" };
    let kept = store
        .run(move |connection| {
            queries::unless_last_admin(connection, id, false, |connection| {
                audit::with(connection, &actor, action, whom.as_str(), |connection| {
                    queries::remove(connection, id)
                })
            })
        })
        .await?;
    if kept {
        return Ok(see_other(paths::user::ALL));
    }
    Ok(frame::answer(StatusCode::CONFLICT, views::remove(&user, &person, Some(LAST_ADMIN))))
}

fn back(person: &Person) -> HttpResponse {
    see_other(&paths::user::PAGE.of(person.account.user.id))
}
