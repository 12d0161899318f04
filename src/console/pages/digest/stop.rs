use actix_web::{
    HttpResponse,
    http::StatusCode,
    web::{self, Data, Path, ServiceConfig},
};

use super::views;
use crate::{
    console::{shell::ConsoleError, views::frame},
    notice::digest::{self, Rhythm},
    store::{Passes, Secret, Store, StoreError},
    users::{self, User},
    web::paths::{self, Route},
};

/// The address that stops a digest, for people and for mail programs (RFC 8058). It sets and needs
/// no cookie.
pub fn public(config: &mut ServiceConfig) {
    // A mail program's one-click request comes from no page of this service, so the origin is not
    // checked. Whoever has the address may stop the digest, and nothing else.
    config.service(web::resource(paths::STOP_DIGEST.pattern()).get(show).post(stop));
}

async fn show(pass: Path<String>, secret: Data<Secret>) -> HttpResponse {
    match Passes::for_stopping(&secret).read(&pass) {
        Some(_) => frame::answer(StatusCode::OK, views::ask(&pass)),
        None => frame::answer(StatusCode::NOT_FOUND, views::unknown()),
    }
}

/// Answers with the page itself, because mail programs do not follow redirects.
async fn stop(
    pass: Path<String>,
    secret: Data<Secret>,
    store: Data<Store>,
) -> Result<HttpResponse, ConsoleError> {
    let unknown = || frame::answer(StatusCode::NOT_FOUND, views::unknown());
    let Some(id) = Passes::for_stopping(&secret).read(&pass) else { return Ok(unknown()) };
    let found: Option<User> = store
        .run(move |connection| {
            let user = users::by_id(connection, id)?.map(|account| account.user);
            if let Some(user) = &user
                && digest::setting(connection, id)? != Rhythm::Never
            {
                digest::set(connection, user, Rhythm::Never)?;
            }
            Ok::<_, StoreError>(user)
        })
        .await?;
    Ok(found.map_or_else(unknown, |_| frame::answer(StatusCode::OK, views::stopped())))
}
