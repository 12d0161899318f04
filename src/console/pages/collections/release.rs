//! The button by which a collection that has closed is released now. The service does it by itself
//! soon after closing.

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
        views::frame::{self, Head, Section},
    },
    inspection::Collection,
    intake::release::{self, ReleaseError},
    language::calendar,
    store::{Secret, Store, StoreError, upkeep},
    users::User,
    web::page::see_other,
};

/// `GET /console/collections/{id}/release`: asks whether it is meant, and changes nothing.
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
            tracing::warn!(%error, "what a release leaves behind is swept away later");
        }
        done
    });
    match done.await.map_err(|_| StoreError::Stopping)? {
        Ok(_) => Ok(see_other(&format!("/console/collections/{}/results", collection.id))),
        Err(ReleaseError::Store(error)) => Err(error.into()),
        Err(error) => {
            tracing::error!(%error, "a collection cannot be released");
            Ok(frame::answer(StatusCode::CONFLICT, view(&user, &collection, Some(&error))))
        }
    }
}

fn view(viewer: &User, collection: &Collection, failed: Option<&ReleaseError>) -> Markup {
    let (name, place) = (collection.name(), format!("/console/collections/{}", collection.id));
    let trail = [("/console".to_owned(), "Inspections".to_owned()), (place.clone(), name.clone())];
    let head = Head {
        failed: failed.is_some(),
        trail: &trail,
        ..Head::of("Release the results", viewer, Section::Inspections)
    };
    let due = release::due_at(collection);
    frame::page(
        &head,
        &html! {
            div.narrow {
                h1 { "Release the results of " (name) }
                @if let Some(error) = failed {
                    div.notice role="alert" { h2 { "Nothing was released" } p { "Everything is \
                        held as before. The reason: " (error) } }
                }
                @if collection.released_at.is_some() {
                    p { "They are released already." }
                    p { a href={ (place) "/results" } { "See the results" } }
                } @else if due > Utc::now() {
                    p { "It is too early. A form that was open at closing may be sent for two \
                        hours; nothing is on its way any more from " (calendar::named_date_and_time(due)) "." }
                    p { "The service releases them by itself then. Nobody needs to press \
                        anything." }
                    p { a href=(place) { "Back to the collection" } }
                } @else {
                    p { "The answers are unsealed in random order and counted. Nothing that could \
                        lead to a person is kept: not the order in which they came, not the \
                        tickets." }
                    p { strong { "It cannot be taken back." } " The service does it by itself \
                        soon after closing; press the button if you do not want to wait." }
                    form method="post" action={ (place) "/release" } {
                        button type="submit" { "Release the results" }
                        " " a href=(place) { "Not now" }
                    }
                }
            }
        },
    )
}
