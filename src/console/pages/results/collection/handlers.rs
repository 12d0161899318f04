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
    inspection::Placed,
    results,
    store::Store,
};

/// The query of the page.
#[derive(Debug, Deserialize)]
pub struct Params {
    #[serde(default)]
    by: String,
}

/// `GET /console/collections/{id}/results`.
pub async fn show(
    MayReadResults(user): MayReadResults,
    Seen(placed, _): Seen<Placed>,
    asked: Query<Params>,
    store: Data<Store>,
) -> Result<HttpResponse, ConsoleError> {
    let (Placed { inspection, collection }, results) = store
        .run(move |connection| {
            let results =
                results::of_collection(connection, &placed.inspection, &placed.collection)?;
            Ok::<_, PublishError>((placed, results))
        })
        .await?;
    let page = match results {
        Some(results) => views::results(&user, &inspection, &results, By::of(&asked.by)),
        None => views::not_yet(&user, &inspection, &collection, Utc::now()),
    };
    Ok(frame::answer(StatusCode::OK, page))
}
