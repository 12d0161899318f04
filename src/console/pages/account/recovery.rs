//! New recovery codes, which replace the present ones.

use actix_web::{
    HttpResponse,
    http::StatusCode,
    web::{self, Form},
};

use super::{confirming::confirmed, two_steps_view as views};
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
    store::StoreError,
    users::{
        queries,
        second_step::{RecoveryCode, RecoveryHash},
    },
    web::{page::see_other, paths},
};

/// `GET /console/account/recovery-codes`.
pub async fn ask(SignedIn(user): SignedIn, signed: Signed) -> HttpResponse {
    if signed.account.second_step.is_none() {
        return see_other(paths::account::SECOND_STEP);
    }
    frame::answer(StatusCode::OK, views::ask_for_codes(&user, &Errors::default()))
}

/// `POST` to the same address. The response contains the codes, because they are not stored.
pub async fn make(
    _: SameOrigin,
    SignedIn(user): SignedIn,
    signed: Signed,
    Form(typed): Form<Typed>,
    door: Door,
) -> Result<HttpResponse, ConsoleError> {
    if signed.account.second_step.is_none() {
        return Ok(see_other(paths::account::SECOND_STEP));
    }
    let confirmed = match confirmed(&signed, &typed, &door).await? {
        Ok(confirmed) => confirmed,
        Err(errors) => {
            return Ok(frame::answer(
                StatusCode::UNPROCESSABLE_ENTITY,
                views::ask_for_codes(&user, &errors),
            ));
        }
    };
    let (codes, hashes) = ten().await?;
    let (id, email, session) = (user.id, user.email.clone(), signed.session.digest);
    door.store
        .run(move |connection| {
            audit::with(
                connection,
                &email,
                "Made new recovery codes",
                email.as_str(),
                |connection| {
                    confirmed.record(connection, &email)?;
                    queries::set_recovery_codes(connection, id, &hashes)?;
                    queries::end_others(connection, id, session, Ended::SecondStep)
                },
            )
        })
        .await?;
    let mut response = frame::answer(StatusCode::OK, views::new_codes(&user, &codes));
    door.renew(&mut response, id).await?;
    Ok(response)
}

/// Ten new codes, and what is stored of them.
pub async fn ten() -> Result<(Vec<RecoveryCode>, Vec<RecoveryHash>), ConsoleError> {
    let make = || {
        let codes = RecoveryCode::ten();
        let hashes = codes.iter().map(RecoveryCode::hash).collect::<Result<Vec<_>, _>>();
        hashes.map(|hashes| (codes, hashes))
    };
    web::block(make).await.map_err(|_| StoreError::Stopping)?.map_err(|_| ConsoleError::Unfinished)
}
