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
        pages::results::By,
        shell::{
            ConsoleError,
            access::{MayReadResults, Seen},
        },
        views::frame,
    },
    inspection::{Collection, queries},
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
    Seen(collection, _): Seen<Collection>,
    asked: Query<Asked>,
    store: Data<Store>,
) -> Result<HttpResponse, ConsoleError> {
    let found = store
        .run(move |connection| {
            let Some(inspection) = queries::inspection_of(connection, &collection)? else {
                return Ok(None);
            };
            let results = results::of_collection(connection, &inspection, &collection)?;
            Ok::<_, PublishError>(Some((inspection, collection, results)))
        })
        .await?;
    let Some((inspection, collection, results)) = found else {
        return Err(ConsoleError::NotFound(user));
    };
    let page = match results {
        Some(results) => views::results(&user, &inspection, &results, By::of(&asked.by)),
        None => views::not_yet(&user, &inspection, &collection, Utc::now()),
    };
    Ok(frame::answer(StatusCode::OK, page))
}
