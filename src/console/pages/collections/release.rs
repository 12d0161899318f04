//! Releases a closed collection by a button. The service does this automatically soon after
//! closing.

use actix_web::{
    HttpResponse,
    http::StatusCode,
    web::{self, Data},
};
use chrono::Utc;
use maud::{Markup, html};

use crate::{
    console::{
        shell::{
            ConsoleError,
            access::{MayChange, Seen},
            origin::SameOrigin,
        },
        views::{
            asking::Asking,
            frame::{self, Head},
            trail,
        },
    },
    inspection::Collection,
    intake::release::{self, ReleaseError},
    store::{Secret, Store, StoreError, upkeep},
    users::User,
    web::{page::see_other, paths},
};

/// `GET /console/collections/{id}/release`: the confirmation page; changes nothing.
pub async fn ask(
    MayChange(user): MayChange,
    Seen(collection, _): Seen<Collection>,
) -> HttpResponse {
    frame::answer(StatusCode::OK, view(&user, &collection, None))
}

/// `POST` to the same address.
pub async fn release(
    _: SameOrigin,
    MayChange(user): MayChange,
    Seen(collection, _): Seen<Collection>,
    store: Data<Store>,
    secret: Data<Secret>,
) -> Result<HttpResponse, ConsoleError> {
    if release::due_at(&collection) > Utc::now() {
        return Ok(frame::answer(StatusCode::CONFLICT, view(&user, &collection, None)));
    }
    let (actor, closed) = (user.email.clone(), collection.clone());
    let done = web::block(move || {
        let done = release::release(&store, &secret, &closed, &actor, false);
        if let Err(error) = upkeep::sweep_if_due(&store) {
            tracing::warn!(%error, "the data deleted by a release will be swept from the files \
                later");
        }
        done
    });
    match done.await.map_err(|_| StoreError::Stopping)? {
        Ok(_) => Ok(see_other(&paths::collection::RESULTS.of(collection.id))),
        Err(ReleaseError::Store(error)) => Err(error.into()),
        Err(error) => {
            tracing::error!(%error, "a collection could not be released");
            Ok(frame::answer(StatusCode::CONFLICT, view(&user, &collection, Some(&error))))
        }
    }
}

fn view(viewer: &User, collection: &Collection, failed: Option<&ReleaseError>) -> Markup {
    let (name, place) = (collection.name(), paths::collection::PAGE.of(collection.id));
    let trail = [trail::inspections(), trail::collection(collection)];
    let head = Head {
        failed: failed.is_some(),
        trail: &trail,
        ..Head::about("Release the results", viewer, collection)
    };
    let (due, asking) = (release::due_at(collection), Asking::from(collection));
    frame::page(
        &head,
        &html! {
            div.narrow {
                h1 { "Release the results of " (name) }
                @if let Some(error) = failed {
                    div.notice role="alert" { h2 { "Nothing was released" } p { (asking.still_sealed()) " The reason: " (error) } }
                }
                @if collection.released_at.is_some() {
                    p { "They are already released." }
                    p { a href=(paths::collection::RESULTS.of(collection.id)) { "See the results" } }
                } @else if due > Utc::now() {
                    p { (asking.release_waits(due)) }
                    p { "Speir then releases them automatically. You do not need to do anything." }
                    p { a href=(place) { "Back to the collection" } }
                } @else {
                    p { (asking.release()) }
                    p { strong { "This cannot be undone." } " Speir does this automatically soon \
                        after closing. Use the button if you do not want to wait." }
                    form method="post" action=(paths::collection::RELEASE.of(collection.id)) {
                        button type="submit" { "Release the results" }
                        " " a href=(place) { "Not now" }
                    }
                }
            }
        },
    )
}
