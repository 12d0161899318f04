use std::time::Instant;

use actix_session::Session;
use actix_web::{
    HttpResponse,
    http::StatusCode,
    web::{self, Data, Form},
};
use chrono::Utc;

use super::views::{self, AccountPage};
use crate::{
    audit,
    console::{
        ConsoleError, SignIns,
        access::SignedIn,
        form::{Errors, Typed},
        join::handlers::chosen,
        origin::SameOrigin,
        session,
        sign_in::{handlers::finish, wait_sentence},
        views::frame,
    },
    store::{Store, StoreError},
    users::{self, Account, User, queries},
    web::{Client, page::see_other},
};

/// `GET /console/account`.
pub async fn show(SignedIn(user): SignedIn, store: Data<Store>) -> Result<HttpResponse, ConsoleError> {
    let page = page(&user, &store).await?;
    Ok(frame::answer(StatusCode::OK, views::account(&user, &page, &Errors::default())))
}

/// `POST /console/account/password`.
pub async fn change_password(
    _: SameOrigin,
    SignedIn(user): SignedIn,
    client: Client,
    Form(typed): Form<Typed>,
    store: Data<Store>,
    sign_ins: Data<SignIns>,
    session: Session,
) -> Result<HttpResponse, ConsoleError> {
    let password = match chosen(&typed) {
        Ok(password) => password,
        Err(errors) => return refused(&user, &store, &errors).await,
    };
    if let Err(errors) = knows_password(&user, &typed, client, &store, &sign_ins).await? {
        return refused(&user, &store, &errors).await;
    }
    let hash = web::block(move || password.hash()).await.map_err(|_| StoreError::Stopping)?;
    let hash = hash.map_err(|_| ConsoleError::Unfinished)?;
    change(&user, &store, &session, "Changed their password", move |connection, id| {
        queries::set_password(connection, id, &hash)
    })
    .await
}

/// `POST /console/account/sign-out`: everywhere but here.
pub async fn sign_out_everywhere(
    _: SameOrigin,
    SignedIn(user): SignedIn,
    store: Data<Store>,
    session: Session,
) -> Result<HttpResponse, ConsoleError> {
    change(&user, &store, &session, "Signed out on all other devices", queries::end_sign_ins).await
}

/// Does something that ends every sign-in, and begins a new one here.
async fn change(
    user: &User,
    store: &Store,
    session: &Session,
    action: &'static str,
    work: impl FnOnce(&mut crate::store::Connection, crate::store::Id) -> Result<(), StoreError> + Send + 'static,
) -> Result<HttpResponse, ConsoleError> {
    let (id, email) = (user.id, user.email.clone());
    let account = store
        .run(move |connection| {
            audit::with(connection, &email, action, email.as_str(), |connection| {
                work(connection, id)?;
                users::by_id(connection, id)
            })
        })
        .await?;
    session::remember(session, id, account.map_or(0, |account| account.sessions), Utc::now())
        .map_err(|_| ConsoleError::Unfinished)?;
    Ok(see_other("/console/account"))
}

/// Whether the user's own password was typed, so that an unlocked screen alone changes nothing.
pub async fn knows_password(
    user: &User,
    typed: &Typed,
    client: Client,
    store: &Store,
    sign_ins: &SignIns,
) -> Result<Result<(), Errors>, ConsoleError> {
    if let Err(wait) = sign_ins.admit(&user.email, client, Instant::now()) {
        return Ok(Err(Errors::one("present", wait_sentence(wait))));
    }
    let id = user.id;
    let account = store.run(move |connection| users::by_id(connection, id)).await?;
    let hash = account.and_then(|account| account.password);
    if sign_ins.verify(typed.exactly("present").to_owned(), hash).await {
        Ok(Ok(()))
    } else {
        Ok(Err(Errors::one("present", "This is not your present password. Check it and try again.")))
    }
}

async fn refused(user: &User, store: &Store, errors: &Errors) -> Result<HttpResponse, ConsoleError> {
    let page = page(user, store).await?;
    Ok(frame::answer(StatusCode::UNPROCESSABLE_ENTITY, views::account(user, &page, errors)))
}

async fn page(user: &User, store: &Store) -> Result<AccountPage, ConsoleError> {
    let id = user.id;
    let (account, codes_left) = store
        .run(move |connection| {
            Ok::<_, StoreError>((users::by_id(connection, id)?, queries::recovery_codes_left(connection, id)?))
        })
        .await?;
    let account: Account = account.ok_or(ConsoleError::Unfinished)?;
    Ok(AccountPage { signed_in_at: account.signed_in_at, two_steps: account.second_step.is_some(), codes_left })
}

/// Begins a sign-in anew, such as after two-step sign-in was turned on.
pub async fn stay_signed_in(user: &User, store: &Store, session: &Session) -> Result<(), ConsoleError> {
    let id = user.id;
    let account = store.run(move |connection| users::by_id(connection, id)).await?;
    finish(&account.ok_or(ConsoleError::Unfinished)?, store, session).await
}

/// `GET` where only a form is taken leads to the page that the form stands on.
pub async fn back(SignedIn(_): SignedIn) -> HttpResponse {
    see_other("/console/account")
}
