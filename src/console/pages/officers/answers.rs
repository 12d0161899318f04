use std::sync::Arc;

use actix_web::{HttpResponse, http::StatusCode, web::Data};

use super::{
    answers_view,
    model::AreaRow,
    reading::{Answered, readable},
};
use crate::{
    catalogue::{self, PublishError},
    console::{
        shell::{ConsoleError, access::SeenResults},
        views::frame,
    },
    inspection::Placed,
    officers::queries,
    store::Store,
};

/// `GET /console/collections/{id}/answers`.
pub async fn show(
    SeenResults(user, Placed { inspection, collection }, _): SeenResults,
    store: Data<Store>,
) -> Result<HttpResponse, ConsoleError> {
    if !collection.is_area() {
        return Err(ConsoleError::NotFound(user));
    }
    let role = user.role;
    let answered = store
        .run(move |connection| {
            let edition = catalogue::edition(connection, collection.survey, collection.version)?;
            let officers = queries::of_collection(connection, collection.id)?;
            let response = queries::response(connection, collection.id)?;
            let area = AreaRow { collection, officers, response };
            let sent = readable(&area, role).cloned();
            let survey = Arc::clone(edition.english());
            Ok::<_, PublishError>(Answered { inspection, area, survey, sent })
        })
        .await?;
    Ok(frame::answer(StatusCode::OK, answers_view::answers(&user, &answered)))
}
