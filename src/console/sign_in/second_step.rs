//! The second step of signing in: a code from a telephone, or a recovery code.

use std::time::Instant;

use actix_session::Session;
use actix_web::{
    HttpResponse,
    http::{StatusCode, header},
    web::{Data, Form, Query},
};
use chrono::Utc;
use serde::Deserialize;

use super::{
    SignIns,
    handlers::{finish, own_place},
    views,
};
use crate::{
    console::{
        ConsoleError,
        form::{Errors, Typed},
        origin::SameOrigin,
        session,
        views::frame,
    },
    store::{Connection, Secret, Store, StoreError},
    users::{self, Account, second_step},
    web::{Client, page::see_other},
};

/// Where to go afterwards.
#[derive(Deserialize)]
pub struct Next {
    #[serde(default)]
    next: String,
}

/// The page's address, with where to go afterwards.
pub fn address(next: &str) -> String {
    serde_urlencoded::to_string([("next", next)])
        .map_or_else(|_| "/console/second-step".to_owned(), |query| format!("/console/second-step?{query}"))
}

/// `GET /console/second-step`.
pub async fn show(Query(Next { next }): Query<Next>, session: Session) -> HttpResponse {
    if session::half_remembered(&session, Utc::now()).is_none() {
        return see_other("/sign-in");
    }
    frame::answer(StatusCode::OK, views::second_step(own_place(&next), &Errors::default()))
}

/// `POST /console/second-step`.
pub async fn sign_in(
    _: SameOrigin,
    client: Client,
    Form(typed): Form<Typed>,
    sign_ins: Data<SignIns>,
    store: Data<Store>,
    secret: Data<Secret>,
    session: Session,
) -> Result<HttpResponse, ConsoleError> {
    let Some(id) = session::half_remembered(&session, Utc::now()) else { return Ok(see_other("/sign-in")) };
    let next = own_place(typed.one("next"));
    if let Err(wait) = sign_ins.admit_code(id, client, Instant::now()) {
        let errors = Errors::one("code", views::wait_sentence(wait));
        let mut response = frame::answer(StatusCode::TOO_MANY_REQUESTS, views::second_step(next, &errors));
        response.headers_mut().insert(header::RETRY_AFTER, wait.as_secs().saturating_add(1).into());
        return Ok(response);
    }
    let code = typed.one("code").to_owned();
    let found = store
        .run(move |connection| {
            let Some(account) = users::by_id(connection, id)? else { return Ok(None) };
            Ok::<_, StoreError>(takes(connection, &secret, &account, &code)?.then_some(account))
        })
        .await?;
    let Some(account) = found else {
        let sentence = "This code does not fit. Wait for the next one on your telephone and type that, or use a recovery code that you have not used yet.";
        let page = views::second_step(next, &Errors::one("code", sentence));
        return Ok(frame::answer(StatusCode::UNPROCESSABLE_ENTITY, page));
    };
    finish(&account, &store, &session).await?;
    Ok(see_other(next))
}

/// Takes a code of an account, once.
pub fn takes(connection: &mut Connection, secret: &Secret, account: &Account, code: &str) -> Result<bool, StoreError> {
    let Some(sealed) = &account.second_step else { return Ok(false) };
    let id = account.user.id;
    let key = second_step::Key::open(secret, id, sealed);
    match key.and_then(|key| key.step_of(code, Utc::now())) {
        Some(step) => users::queries::use_step(connection, id, step),
        None => users::queries::use_recovery_code(connection, id, second_step::digest(code)),
    }
}
