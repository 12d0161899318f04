//! Turning two-step sign-in on and off.

use actix_session::Session;
use actix_web::{
    HttpResponse,
    http::StatusCode,
    web::{Data, Form},
};
use chrono::Utc;

use super::{
    handlers::{knows_password, stay_signed_in},
    views,
};
use crate::{
    audit,
    console::{
        ConsoleError, SignIns,
        access::SignedIn,
        form::{Errors, Typed},
        origin::SameOrigin,
        views::frame,
    },
    store::{Secret, Store},
    users::{
        queries,
        second_step::{Key, digest, recovery_codes},
    },
    web::{Client, page::see_other},
};

/// `GET /console/account/second-step`: a fresh key each time, kept nowhere until it is confirmed.
pub async fn show(SignedIn(user): SignedIn) -> HttpResponse {
    frame::answer(StatusCode::OK, views::set_up(&user, &Key::random(), &Errors::default()))
}

/// `POST /console/account/second-step`. The recovery codes are in the answer itself, since they are kept nowhere that another
/// page could show them from.
#[expect(clippy::too_many_arguments, reason = "each is an extractor")]
pub async fn turn_on(
    _: SameOrigin,
    SignedIn(user): SignedIn,
    client: Client,
    Form(typed): Form<Typed>,
    store: Data<Store>,
    secret: Data<Secret>,
    sign_ins: Data<SignIns>,
    session: Session,
) -> Result<HttpResponse, ConsoleError> {
    let Some(key) = Key::read(typed.one("key")) else { return Ok(see_other("/console/account/second-step")) };
    let again = |errors| Ok(frame::answer(StatusCode::UNPROCESSABLE_ENTITY, views::set_up(&user, &key, &errors)));
    if let Err(errors) = knows_password(&user, &typed, client, &store, &sign_ins).await? {
        return again(errors);
    }
    let Some(step) = key.step_of(typed.one("code"), Utc::now()) else {
        let sentence = "This code does not fit. Check that the clock of your telephone is right, and type the code that it shows now.";
        return again(Errors::one("code", sentence));
    };
    let sealed = key.seal(&secret, user.id).ok_or(ConsoleError::Unfinished)?;
    let codes = recovery_codes();
    let digests: Vec<_> = codes.iter().map(|code| digest(code)).collect();
    let (id, email) = (user.id, user.email.clone());
    store
        .run(move |connection| {
            audit::with(connection, &email, "Turned on two-step sign-in", email.as_str(), |connection| {
                queries::set_second_step(connection, id, &sealed, step, &digests)?;
                queries::end_sign_ins(connection, id)
            })
        })
        .await?;
    stay_signed_in(&user, &store, &session).await?;
    Ok(frame::answer(StatusCode::OK, views::recovery_codes(&user, &codes)))
}

/// `GET /console/account/second-step/off`.
pub async fn ask_off(SignedIn(user): SignedIn) -> HttpResponse {
    frame::answer(StatusCode::OK, views::turn_off(&user, &Errors::default()))
}

/// `POST /console/account/second-step/off`.
pub async fn turn_off(
    _: SameOrigin,
    SignedIn(user): SignedIn,
    client: Client,
    Form(typed): Form<Typed>,
    store: Data<Store>,
    sign_ins: Data<SignIns>,
) -> Result<HttpResponse, ConsoleError> {
    if let Err(errors) = knows_password(&user, &typed, client, &store, &sign_ins).await? {
        return Ok(frame::answer(StatusCode::UNPROCESSABLE_ENTITY, views::turn_off(&user, &errors)));
    }
    let (id, email) = (user.id, user.email);
    store
        .run(move |connection| {
            audit::with(connection, &email, "Turned off two-step sign-in", email.as_str(), |connection| {
                queries::forget_second_step(connection, id)
            })
        })
        .await?;
    Ok(see_other("/console/account"))
}
