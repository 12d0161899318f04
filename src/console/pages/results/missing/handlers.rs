use actix_web::{HttpResponse, http::StatusCode, web::Data};
use chrono::Utc;

use super::{model::Missing, views};
use crate::{
    console::{
        shell::{
            ConsoleError,
            access::{Seen, SignedIn},
        },
        views::frame,
    },
    inspection::Placed,
    store::Store,
    web::{page::see_other, paths},
};

/// `GET /console/collections/{id}/missing`. What has no rates by part leads back to the collection.
pub async fn show(
    SignedIn(user): SignedIn,
    Seen(placed, _): Seen<Placed>,
    store: Data<Store>,
) -> Result<HttpResponse, ConsoleError> {
    if !placed.collection.is_anonymous() {
        return Ok(see_other(&paths::collection::PAGE.of(placed.collection.id)));
    }
    let viewer = user.clone();
    let page =
        store.run(move |connection| Missing::read(connection, placed, &viewer, Utc::now())).await?;
    Ok(frame::answer(StatusCode::OK, views::missing(&user, &page)))
}
