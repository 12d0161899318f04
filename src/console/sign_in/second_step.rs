//! The second step of signing in: a code from a telephone, or a recovery code.

use std::time::{Duration, Instant};

use actix_web::{
    HttpResponse,
    http::{StatusCode, header},
    web::{Data, Form, Query},
};
use chrono::Utc;
use serde::Deserialize;

use super::{CodeKind, Door, handlers::own_place, views};
use crate::{
    audit::{Failure, SignIn},
    console::{
        ConsoleError,
        form::{Errors, Typed},
        origin::SameOrigin,
        views::frame,
    },
    store::{Connection, Secret, StoreError},
    users::{
        Account, queries,
        second_step::{Key, RecoveryCode, RecoveryHash},
    },
    web::page::see_other,
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
pub async fn show(Query(Next { next }): Query<Next>, door: Door) -> Result<HttpResponse, ConsoleError> {
    if door.half().await?.is_none() {
        return Ok(see_other("/sign-in"));
    }
    Ok(frame::answer(StatusCode::OK, views::second_step(own_place(&next), &Errors::default())))
}

/// `POST /console/second-step`.
pub async fn sign_in(
    _: SameOrigin,
    door: Door,
    Form(typed): Form<Typed>,
    secret: Data<Secret>,
) -> Result<HttpResponse, ConsoleError> {
    let Some((account, session)) = door.half().await? else { return Ok(see_other("/sign-in")) };
    let next = own_place(typed.one("next"));
    let code = Code::of(typed.one("code"));
    let (id, network) = (account.user.id, (!session.known_device).then_some(door.client));
    if let Err(wait) = door.sign_ins.admit_code(id, network, code.kind(), Instant::now()) {
        door.failed(Failure::Delayed, Some(&account.user.email));
        return Ok(too_many(next, wait));
    }
    let (kind, how) = (code.kind(), code.how());
    let its_account = account.clone();
    let taken = door.store.run(move |connection| takes(connection, &secret, &its_account, &code)).await?;
    if !taken {
        door.failed(Failure::SecondStep, Some(&account.user.email));
        let sentence = "This code does not fit. Wait for the next one on your telephone and type that, or use a recovery code that you have not used yet.";
        let page = views::second_step(next, &Errors::one("code", sentence));
        return Ok(frame::answer(StatusCode::UNPROCESSABLE_ENTITY, page));
    }
    door.sign_ins.give_back_code(id, network, kind);
    door.enter(&account, how, next).await
}

fn too_many(next: &str, wait: Duration) -> HttpResponse {
    let errors = Errors::one("code", views::wait_sentence(wait));
    let mut response = frame::answer(StatusCode::TOO_MANY_REQUESTS, views::second_step(next, &errors));
    response.headers_mut().insert(header::RETRY_AFTER, wait.as_secs().saturating_add(1).into());
    response
}

/// A code as it was typed.
enum Code {
    Recovery(RecoveryCode),
    Short(String),
}

impl Code {
    fn of(typed: &str) -> Self {
        RecoveryCode::read(typed).map_or_else(|| Self::Short(typed.to_owned()), Self::Recovery)
    }

    const fn how(&self) -> SignIn {
        match self {
            Self::Recovery(_) => SignIn::RecoveryCode,
            Self::Short(_) => SignIn::AuthenticatorCode,
        }
    }

    const fn kind(&self) -> CodeKind {
        match self {
            Self::Recovery(_) => CodeKind::Recovery,
            Self::Short(_) => CodeKind::Short,
        }
    }
}

/// Takes a code of an account, once.
fn takes(connection: &mut Connection, secret: &Secret, account: &Account, code: &Code) -> Result<bool, StoreError> {
    let id = account.user.id;
    match code {
        Code::Short(code) => {
            let key = account.second_step.as_ref().and_then(|sealed| Key::open(secret, id, sealed));
            let step = key.and_then(|key| key.step_of(code, Utc::now()));
            step.map_or(Ok(false), |step| queries::use_step(connection, id, step))
        }
        Code::Recovery(code) => {
            let Some(hash) = queries::recovery_hash(connection, id, code.selector)? else { return Ok(false) };
            let fits = code.fits(&hash);
            let kept = RecoveryHash { selector: code.selector, hash };
            Ok(fits && queries::spend_recovery_code(connection, id, &kept)?)
        }
    }
}
