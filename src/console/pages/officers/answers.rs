use std::sync::Arc;

use actix_web::{HttpResponse, http::StatusCode, web::Data};

use super::{answers_view, model::AreaRow};
use crate::{
    catalogue::{self, PublishError},
    console::{
        shell::{ConsoleError, access::SeenResults},
        views::frame,
    },
    inspection::{Inspection, Placed},
    officers::queries,
    records::Reading,
    store::Store,
    survey::Survey,
    users::Role,
};

/// The answers of one area.
pub struct Answered {
    pub inspection: Inspection,
    pub area: AreaRow,
    pub survey: Arc<Survey>,
    /// What the reader may see: nothing before the area has sent it.
    pub sent: Option<Reading>,
}

/// What an area has sent, for somebody in this role: the team reads it at once, and others once the
/// collection is released.
pub fn readable(area: &AreaRow, role: Role) -> Option<&Reading> {
    area.sent().filter(|_| role.may_change() || area.collection.released_at.is_some())
}

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
