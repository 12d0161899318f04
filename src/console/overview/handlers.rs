use actix_web::{
    HttpResponse,
    http::StatusCode,
    web::{Data, Path},
};
use chrono::Utc;

use super::{model::Overview, views};
use crate::{
    console::{ConsoleError, access::SignedIn, id, views::frame},
    inspection::queries,
    results,
    store::{Store, StoreError},
};

/// `GET /console/inspections/{id}`.
pub async fn show(
    SignedIn(user): SignedIn,
    asked: Path<String>,
    store: Data<Store>,
) -> Result<HttpResponse, ConsoleError> {
    let Some(id) = id(&asked) else { return Err(ConsoleError::NotFound(user)) };
    let now = Utc::now();
    let found = store
        .run(move |connection| {
            let Some(inspection) = queries::inspection_by_id(connection, id)? else { return Ok(None) };
            let collections = queries::collections_of(connection, id)?;
            let figures = results::figures_of(connection, id)?;
            Ok::<_, StoreError>(Some(Overview::new(inspection, &collections, &figures, now)))
        })
        .await?;
    match found {
        Some(overview) => Ok(frame::answer(StatusCode::OK, views::overview(&user, &overview))),
        None => Err(ConsoleError::NotFound(user)),
    }
}
