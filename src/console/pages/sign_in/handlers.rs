use std::time::{Duration, Instant};

use actix_web::{
    HttpResponse,
    http::{StatusCode, header},
    web::{Form, Query},
};
use serde::Deserialize;

use super::{
    Door, Origin,
    views::{self, SignInPage},
};
use crate::{
    audit::{FailureKind, SignIn},
    console::{
        shell::{
            ConsoleError,
            form::{Errors, Typed},
            origin::SameOrigin,
        },
        views::frame,
    },
    users::{self, Account},
    web::paths,
};

/// The longest address that is pre-filled, in bytes.
const LONGEST_EMAIL: usize = 254;

/// The query of the sign-in page.
#[derive(Deserialize)]
pub struct Params {
    /// Where to go afterwards.
    #[serde(default)]
    next: String,
    /// The address to pre-fill.
    #[serde(default)]
    email: String,
    /// Whether a form was lost because the session had ended.
    lost: Option<String>,
}

/// `GET /sign-in`.
pub async fn show(Query(Params { next, email, lost }): Query<Params>) -> HttpResponse {
    let email = if email.len() <= LONGEST_EMAIL { email.as_str() } else { "" };
    let page = SignInPage {
        next: paths::own(&next),
        email,
        lost: lost.is_some(),
        ..SignInPage::default()
    };
    frame::answer(StatusCode::OK, views::sign_in(&page))
}

/// `POST /sign-in`.
pub async fn sign_in(
    _: SameOrigin,
    door: Door,
    Form(typed): Form<Typed>,
) -> Result<HttpResponse, ConsoleError> {
    let email = typed.one("email").to_lowercase();
    let known = door.known_device(&email).await?;
    let origin = known.map_or(Origin::Network(door.client), Origin::Device);
    let account = match check(&door, &email, origin, typed.secret("password")).await? {
        Ok(account) => account,
        Err(wait) => {
            // No account is looked up for a refused attempt.
            door.failed(FailureKind::Delayed, known.map(|_| email.as_str()));
            return Ok(too_many(&typed, wait));
        }
    };
    match account {
        Some(account) => {
            door.pass(&account, SignIn::Password, known.is_some(), paths::own(typed.one("next")))
                .await
        }
        None => Ok(refused(&typed)),
    }
}

/// The account of the password, or how long to wait before the next attempt.
async fn check(
    door: &Door,
    email: &str,
    origin: Origin,
    password: &str,
) -> Result<Result<Option<Account>, Duration>, ConsoleError> {
    let attempt = match door.sign_ins.attempt(email, origin, Instant::now()).await {
        Ok(attempt) => attempt,
        Err(wait) => return Ok(Err(wait)),
    };
    let address = email.to_owned();
    let found = door.store.run(move |connection| users::by_email(connection, &address)).await?;
    let hash = found.as_ref().and_then(|account| account.password.clone());
    if attempt.verify(password.to_owned(), hash).await {
        return Ok(Ok(found));
    }
    door.failed(FailureKind::Password, found.map(|account| account.user.email).as_deref());
    Ok(Ok(None))
}

/// `POST /sign-out`.
pub async fn sign_out(_: SameOrigin, door: Door) -> Result<HttpResponse, ConsoleError> {
    door.leave().await
}

fn refused(typed: &Typed) -> HttpResponse {
    let mut errors = Errors::default();
    errors.add("email", "The email address or the password is wrong. Check both and try again.");
    again(StatusCode::UNPROCESSABLE_ENTITY, typed, errors)
}

fn too_many(typed: &Typed, wait: Duration) -> HttpResponse {
    let mut errors = Errors::default();
    errors.add("email", views::wait_sentence(wait));
    let mut response = again(StatusCode::TOO_MANY_REQUESTS, typed, errors);
    response.headers_mut().insert(header::RETRY_AFTER, wait.as_secs().saturating_add(1).into());
    response
}

fn again(status: StatusCode, typed: &Typed, errors: Errors) -> HttpResponse {
    let next = paths::own(typed.one("next"));
    let page = SignInPage { email: typed.one("email"), next, errors, ..SignInPage::default() };
    frame::answer(status, views::sign_in(&page))
}
