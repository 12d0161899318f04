//! The second step of signing in: a code from a telephone, or a recovery code.

use actix_web::{
    HttpResponse,
    http::{StatusCode, header},
    web::{Form, Query},
};
use serde::Deserialize;

use super::{CodeOrigin, Door, code::CodeRefusal, views};
use crate::{
    console::{
        shell::{
            ConsoleError,
            form::{Errors, Typed},
            origin::SameOrigin,
        },
        views::frame,
    },
    web::{page::see_other, paths},
};

/// The address to go to afterwards.
#[derive(Deserialize)]
pub struct Next {
    #[serde(default)]
    next: String,
}

/// `GET /console/second-step`.
pub async fn show(
    Query(Next { next }): Query<Next>,
    door: Door,
) -> Result<HttpResponse, ConsoleError> {
    if door.half().await?.is_none() {
        return Ok(see_other(paths::SIGN_IN));
    }
    Ok(frame::answer(StatusCode::OK, views::second_step(paths::own(&next), &Errors::default())))
}

/// `POST /console/second-step`.
pub async fn sign_in(
    _: SameOrigin,
    door: Door,
    Form(typed): Form<Typed>,
) -> Result<HttpResponse, ConsoleError> {
    let Some((account, session)) = door.half().await? else { return Ok(see_other(paths::SIGN_IN)) };
    let next = paths::own(typed.one("next"));
    let origin =
        if session.known_device { CodeOrigin::Device } else { CodeOrigin::Network(door.client) };
    match door.take_code(&account, origin, typed.one("code")).await? {
        Ok(how) => door.enter(&account, how, next).await,
        Err(refusal) => Ok(refused(next, refusal)),
    }
}

fn refused(next: &str, refusal: CodeRefusal) -> HttpResponse {
    let page = views::second_step(next, &Errors::one("code", refusal.sentence()));
    let CodeRefusal::Wait(wait) = refusal else {
        return frame::answer(StatusCode::UNPROCESSABLE_ENTITY, page);
    };
    let mut response = frame::answer(StatusCode::TOO_MANY_REQUESTS, page);
    response.headers_mut().insert(header::RETRY_AFTER, wait.as_secs().saturating_add(1).into());
    response
}
