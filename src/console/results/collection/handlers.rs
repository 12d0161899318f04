use actix_web::{
    HttpResponse,
    http::StatusCode,
    web::{Data, Path, Query},
};
use chrono::Utc;
use serde::Deserialize;

use super::views;
use crate::{
    catalogue::PublishError,
    console::{ConsoleError, MayReadResults, id, results::By, views::frame},
    inspection::queries,
    results,
    store::Store,
};

/// How the page is asked for.
#[derive(Debug, Deserialize)]
pub struct Asked {
    #[serde(default)]
    by: String,
}

/// `GET /console/collections/{id}/results`.
pub async fn show(
    MayReadResults(user): MayReadResults,
    place: Path<String>,
    asked: Query<Asked>,
    store: Data<Store>,
) -> Result<HttpResponse, ConsoleError> {
    let Some(id) = id(&place) else { return Err(ConsoleError::NotFound(user)) };
    let found = store
        .run(move |connection| {
            let Some(collection) = queries::collection_by_id(connection, id)? else { return Ok(None) };
            let Some(inspection) = queries::inspection_by_id(connection, collection.inspection)? else {
                return Ok(None);
            };
            let results = results::of_collection(connection, &inspection, &collection)?;
            Ok::<_, PublishError>(Some((inspection, collection, results)))
        })
        .await?;
    let Some((inspection, collection, results)) = found else { return Err(ConsoleError::NotFound(user)) };
    let page = match results {
        Some(results) => views::results(&user, &inspection, &results, By::of(&asked.by)),
        None => views::not_yet(&user, &inspection, &collection, Utc::now()),
    };
    Ok(frame::answer(StatusCode::OK, page))
}
