use actix_web::{
    HttpResponse,
    http::StatusCode,
    web::{Data, Query},
};
use chrono::Utc;
use serde::Deserialize;

use super::views;
use crate::{
    catalogue::PublishError,
    console::{
        pages::results::{By, comparison::followed},
        shell::{ConsoleError, access::SeenResults},
        views::frame,
    },
    inspection::Placed,
    results::{self, Reader, together::companions},
    store::{Connection, Store, StoreError},
    survey::audience::Group,
    users::Scope,
    web::{page::see_other, paths},
};

/// The query of the page.
#[derive(Debug, Deserialize)]
pub struct Params {
    #[serde(default)]
    by: String,
    /// Whether a progress review is shown without what it follows.
    #[serde(default)]
    alone: String,
}

/// `GET /console/collections/{id}/results`.
pub async fn show(
    SeenResults(user, placed, scope): SeenResults,
    asked: Query<Params>,
    store: Data<Store>,
) -> Result<HttpResponse, ConsoleError> {
    let now = placed.collection.id;
    if placed.collection.is_area() {
        return Ok(see_other(&paths::officers::ANSWERS.of(now)));
    }
    let then_and_now = asked.alone.is_empty() && asked.by.is_empty();
    let (followed, Placed { inspection, collection }, results, group) = store
        .run(move |connection| {
            let followed = if then_and_now { followed(connection, &placed, &scope)? } else { None };
            let reader = Reader::of(connection, scope.user())?;
            let results = results::of_collection(
                connection,
                &placed.inspection,
                &placed.collection,
                &reader,
            )?;
            let group = group_of(connection, &placed, &scope)?;
            Ok::<_, PublishError>((followed, placed, results, group))
        })
        .await?;
    if let Some(then) = followed {
        return Ok(see_other(&format!("{}?with={then}", paths::collection::COMPARE.of(now))));
    }
    let page = match results {
        Some(results) => views::results(&user, &inspection, &results, By::of(&asked.by), group),
        None => views::not_yet(&user, &inspection, &collection, Utc::now()),
    };
    Ok(frame::answer(StatusCode::OK, page))
}

/// The group that a collection is reported with, if the viewer sees all of its collections and all are
/// released.
fn group_of(
    connection: &mut Connection,
    placed: &Placed,
    scope: &Scope,
) -> Result<Option<&'static Group>, StoreError> {
    let seen = scope.collections_of(connection, &placed.inspection)?;
    let sets = companions(&seen);
    let own = sets.iter().find(|set| set.are_of(placed.collection.id));
    Ok(own.filter(|set| set.are_released()).map(|set| set.group))
}

/// `GET /console/collections/{id}/results/together`.
pub async fn together(
    SeenResults(user, placed, scope): SeenResults,
    asked: Query<Params>,
    store: Data<Store>,
) -> Result<HttpResponse, ConsoleError> {
    let refused = ConsoleError::not_found(&scope);
    let (placed, found) = store
        .run(move |connection| {
            let (inspection, collection) = (&placed.inspection, &placed.collection);
            let reader = Reader::of(connection, scope.user())?;
            let found = match group_of(connection, &placed, &scope)? {
                Some(_) => results::together_in_area(connection, inspection, collection, &reader)?,
                None => None,
            };
            Ok::<_, PublishError>((placed, found))
        })
        .await?;
    let Some((group, results)) = found else { return Err(refused) };
    let by = By::of(&asked.by);
    let page =
        views::together(&user, (&placed.inspection, &placed.collection), &results, group, by);
    Ok(frame::answer(StatusCode::OK, page))
}
