use actix_web::{
    HttpResponse,
    http::StatusCode,
    web::{Data, Form, Query},
};
use serde::Deserialize;

use super::views;
use crate::{
    console::{
        shell::{
            ConsoleError,
            access::SignedIn,
            form::{Errors, Typed},
            origin::SameOrigin,
        },
        views::frame,
    },
    notice::digest::{self, Rhythm},
    store::Store,
    web::{page::see_other, paths},
};

/// The address of the setting.
const PLACE: &str = paths::account::DIGEST;

/// Whether the setting was just changed.
#[derive(Deserialize)]
pub struct Come {
    kept: Option<String>,
}

/// `GET /console/account/digest`.
pub async fn show(
    SignedIn(user): SignedIn,
    Query(Come { kept }): Query<Come>,
    store: Data<Store>,
) -> Result<HttpResponse, ConsoleError> {
    let id = user.id;
    let rhythm = store.run(move |connection| digest::setting(connection, id)).await?;
    let typed = Typed::of([("rhythm", rhythm.key().to_owned())]);
    Ok(frame::answer(
        StatusCode::OK,
        views::setting(&user, &typed, &Errors::default(), kept.map(|_| rhythm)),
    ))
}

/// `POST` to the same address.
pub async fn set(
    _: SameOrigin,
    SignedIn(user): SignedIn,
    Form(typed): Form<Typed>,
    store: Data<Store>,
) -> Result<HttpResponse, ConsoleError> {
    if !digest::is_for(user.role) {
        return Ok(frame::answer(
            StatusCode::FORBIDDEN,
            views::setting(&user, &typed, &Errors::default(), None),
        ));
    }
    let Ok(rhythm) = typed.one("rhythm").parse::<Rhythm>() else {
        let errors = Errors::one("rhythm", "Choose how often the digest is sent to you.");
        return Ok(frame::answer(
            StatusCode::UNPROCESSABLE_ENTITY,
            views::setting(&user, &typed, &errors, None),
        ));
    };
    store.run(move |connection| digest::set(connection, &user, rhythm)).await?;
    Ok(see_other(&format!("{PLACE}?kept")))
}
