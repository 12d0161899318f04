use std::collections::BTreeSet;

use actix_web::{
    HttpResponse,
    http::StatusCode,
    web::{Data, Form, Path},
};
use chrono::Utc;

use super::{
    moving::{self, LiveList},
    new::{self, Latest},
    views,
};
use crate::{
    catalogue,
    console::{
        ConsoleError,
        access::{MayChange, SignedIn},
        form::{Errors, Typed},
        id,
        live::{Hub, Reading, Scope, answer},
        origin::SameOrigin,
        refresh,
        views::frame,
    },
    inspection::{Directory, queries},
    store::{Connection, Id, Store, StoreError},
    survey::Audience,
    users::{self, User},
    web::page::see_other,
};

/// `GET /console`.
pub async fn show(SignedIn(user): SignedIn, store: Data<Store>) -> Result<HttpResponse, ConsoleError> {
    let (scope, now) = (Scope::of(|area| user.sees_area(area)), Utc::now());
    let viewer = user.clone();
    let listed = store
        .run(move |connection| {
            let ids = visible(connection, &viewer)?;
            moving::read(&mut Reading::new(connection, now), &ids, &scope)
        })
        .await?;
    Ok(frame::answer(StatusCode::OK, views::list(&user, &listed, now)))
}

/// `GET /console/live`.
pub async fn live(SignedIn(user): SignedIn, store: Data<Store>, hub: Data<Hub>) -> Result<HttpResponse, ConsoleError> {
    let scope = Scope::of(|area| user.sees_area(area));
    let inspections = store.run(move |connection| visible(connection, &user)).await?;
    Ok(answer(&hub, LiveList { inspections, scope }))
}

/// The inspections that somebody sees.
fn visible(connection: &mut Connection, user: &User) -> Result<BTreeSet<Id>, StoreError> {
    let scope = users::Scope::of(connection, user)?;
    let ids = queries::inspections(connection)?.into_iter().map(|inspection| inspection.id);
    Ok(ids.filter(|id| scope.sees_inspection(*id)).collect())
}

/// `GET /console/inspections/new`.
pub async fn show_new(MayChange(user): MayChange, store: Data<Store>) -> Result<HttpResponse, ConsoleError> {
    let latest = store.run(latest).await?;
    let page = views::new(&user, &new::proposed(&user.email), &Errors::default(), &latest);
    Ok(frame::answer(StatusCode::OK, page))
}

/// `POST /console/inspections`.
pub async fn create(
    _: SameOrigin,
    MayChange(user): MayChange,
    Form(typed): Form<Typed>,
    store: Data<Store>,
    directory: Data<Directory>,
) -> Result<HttpResponse, ConsoleError> {
    let published = store.run(latest).await?;
    let errors = match new::read(&typed, &published, Utc::now()) {
        Ok((inspection, collections)) => {
            let inspection = inspection.into_inspection();
            let id = inspection.id;
            let collections: Vec<_> = collections.into_iter().map(|c| c.into_collection(id)).collect();
            match store.run(move |connection| queries::create(connection, &inspection, &collections)).await {
                Ok(()) => {
                    refresh(directory).await;
                    return Ok(see_other(&format!("/console/inspections/{id}")));
                }
                Err(error) if error.is_duplicate() => title_is_taken(),
                Err(error) => return Err(error.into()),
            }
        }
        Err(errors) => errors,
    };
    Ok(frame::answer(StatusCode::UNPROCESSABLE_ENTITY, views::new(&user, &typed, &errors, &published)))
}

/// `GET` where only a form is taken leads to the list.
pub async fn back(SignedIn(_): SignedIn) -> HttpResponse {
    see_other("/console")
}

/// `GET` where only the form of one inspection is taken leads to that inspection.
pub async fn back_to_one(SignedIn(_): SignedIn, asked: Path<String>) -> HttpResponse {
    match id(&asked) {
        Some(id) => see_other(&format!("/console/inspections/{id}")),
        None => see_other("/console"),
    }
}

fn title_is_taken() -> Errors {
    let mut errors = Errors::default();
    errors.add("title", "Another inspection has this title. Write a different one, with the year for example.");
    errors
}

fn latest(connection: &mut Connection) -> Result<Latest, StoreError> {
    let mut found = Latest::new();
    for audience in Audience::ALL {
        if let Some(version) = catalogue::latest(connection, audience)? {
            found.insert(audience, version);
        }
    }
    Ok(found)
}
