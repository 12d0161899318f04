//! Turning two-step sign-in on and off.

use actix_web::{
    HttpResponse,
    http::StatusCode,
    web::{Data, Form},
};
use chrono::Utc;

use super::{confirming::confirmed, recovery::ten, two_steps_view as views};
use crate::{
    audit::{self, Ended},
    console::{
        pages::sign_in::Door,
        shell::{
            ConsoleError,
            access::SignedIn,
            form::{Errors, Typed},
            origin::SameOrigin,
            session::Signed,
        },
        views::frame,
    },
    settings::Settings,
    store::Secret,
    users::{Duty, queries, second_step::Key},
    web::{page::see_other, paths},
};

/// `GET /console/account/second-step`: a new key each time, not stored until it is confirmed.
pub async fn show(signed: Signed) -> Result<HttpResponse, ConsoleError> {
    let user = signed.admit_for(Duty::SetUpSecondStep)?;
    Ok(frame::answer(
        StatusCode::OK,
        views::set_up(&user, &signed, &Key::random(), &Errors::default()),
    ))
}

/// `POST /console/account/second-step`. The response contains the recovery codes, because they are
/// not stored.
pub async fn turn_on(
    _: SameOrigin,
    signed: Signed,
    Form(typed): Form<Typed>,
    door: Door,
    secret: Data<Secret>,
) -> Result<HttpResponse, ConsoleError> {
    let user = signed.admit_for(Duty::SetUpSecondStep)?;
    let Some(key) = Key::read(typed.one("key")) else {
        return Ok(see_other(paths::account::SECOND_STEP));
    };
    let again = |errors| {
        Ok(frame::answer(
            StatusCode::UNPROCESSABLE_ENTITY,
            views::set_up(&user, &signed, &key, &errors),
        ))
    };
    let Some(step) = key.step_of(typed.one("code"), Utc::now()) else {
        let sentence = "This code is not correct. Check that your telephone’s clock is right, and \
            type the code that it shows now.";
        return again(Errors::one("code", sentence));
    };
    let confirmed = match confirmed(&signed, &typed, &door).await? {
        Ok(confirmed) => confirmed,
        Err(errors) => return again(errors),
    };
    let sealed = key.seal(&secret, user.id).ok_or(ConsoleError::Unfinished)?;
    let (codes, hashes) = ten().await?;
    let (id, email, session) = (user.id, user.email.clone(), signed.session.digest);
    door.store
        .run(move |connection| {
            audit::with(
                connection,
                &email,
                "Turned on two-step sign-in",
                email.as_str(),
                |connection| {
                    confirmed.record(connection, &email)?;
                    queries::set_second_step(connection, id, &sealed, step, &hashes)?;
                    queries::end_others(connection, id, session, Ended::SecondStep)
                },
            )
        })
        .await?;
    let mut response = frame::answer(StatusCode::OK, views::recovery_codes(&user, &codes));
    door.renew(&mut response, id).await?;
    Ok(response)
}

/// `GET /console/account/second-step/off`.
pub async fn ask_off(
    SignedIn(user): SignedIn,
    signed: Signed,
    settings: Data<Settings>,
) -> HttpResponse {
    if signed.account.second_step.is_none() {
        return see_other(paths::account::PAGE);
    }
    if settings.second_step_roles.contains(user.role) {
        return frame::answer(StatusCode::OK, views::stays_on(&user));
    }
    frame::answer(StatusCode::OK, views::turn_off(&user, &Errors::default()))
}

/// `POST /console/account/second-step/off`.
pub async fn turn_off(
    _: SameOrigin,
    SignedIn(user): SignedIn,
    signed: Signed,
    Form(typed): Form<Typed>,
    door: Door,
    settings: Data<Settings>,
) -> Result<HttpResponse, ConsoleError> {
    if settings.second_step_roles.contains(user.role) {
        return Ok(frame::answer(StatusCode::CONFLICT, views::stays_on(&user)));
    }
    if signed.account.second_step.is_none() {
        return Ok(see_other(paths::account::PAGE));
    }
    let confirmed = match confirmed(&signed, &typed, &door).await? {
        Ok(confirmed) => confirmed,
        Err(errors) => {
            return Ok(frame::answer(
                StatusCode::UNPROCESSABLE_ENTITY,
                views::turn_off(&user, &errors),
            ));
        }
    };
    let (id, email, session) = (user.id, user.email, signed.session.digest);
    door.store
        .run(move |connection| {
            audit::with(
                connection,
                &email,
                "Turned off two-step sign-in",
                email.as_str(),
                |connection| {
                    confirmed.record(connection, &email)?;
                    queries::clear_second_step(connection, id)?;
                    queries::end_others(connection, id, session, Ended::SecondStep)
                },
            )
        })
        .await?;
    let mut response = see_other(&paths::account::done("second-step-off"));
    door.renew(&mut response, id).await?;
    Ok(response)
}
