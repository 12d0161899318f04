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
    results::{self, Reader},
    store::Store,
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
    let (followed, Placed { inspection, collection }, results) = store
        .run(move |connection| {
            let followed = if then_and_now { followed(connection, &placed, &scope)? } else { None };
            let reader = Reader::of(connection, scope.user())?;
            let results = results::of_collection(
                connection,
                &placed.inspection,
                &placed.collection,
                &reader,
            )?;
            Ok::<_, PublishError>((followed, placed, results))
        })
        .await?;
    if let Some(then) = followed {
        return Ok(see_other(&format!("{}?with={then}", paths::collection::COMPARE.of(now))));
    }
    let page = match results {
        Some(results) => views::results(&user, &inspection, &results, By::of(&asked.by)),
        None => views::not_yet(&user, &inspection, &collection, Utc::now()),
    };
    Ok(frame::answer(StatusCode::OK, page))
}
