use actix_web::{
    HttpResponse,
    http::StatusCode,
    web::{Data, Path},
};

use super::{model::SlipsPage, views};
use crate::{
    console::{ConsoleError, access::MayReach, id, origin::SameOrigin, users::User, views::frame},
    invitation::code::{Batch, queries},
    store::Store,
    web::page::see_other,
};

/// `GET /console/collections/{id}/slips/{batch}/revoke`: asks whether it is meant, and changes nothing.
pub async fn ask(
    MayReach(user): MayReach,
    asked: Path<(String, String)>,
    store: Data<Store>,
) -> Result<HttpResponse, ConsoleError> {
    let (page, batch) = find(&user, &asked, &store).await?;
    Ok(frame::answer(StatusCode::OK, views::revoke(&user, &page, &batch)))
}

/// `POST` to the same address.
pub async fn revoke(
    _: SameOrigin,
    MayReach(user): MayReach,
    asked: Path<(String, String)>,
    store: Data<Store>,
) -> Result<HttpResponse, ConsoleError> {
    let (page, batch) = find(&user, &asked, &store).await?;
    let (actor, subject) = (user.email, page.collection.clone());
    store.run(move |connection| queries::revoke(connection, &batch, (&actor, &subject))).await?;
    Ok(see_other(&format!("{}/slips", page.path())))
}

async fn find(
    user: &User,
    (collection, batch): &(String, String),
    store: &Data<Store>,
) -> Result<(SlipsPage, Batch), ConsoleError> {
    let page = SlipsPage::find(user, collection, store).await?;
    let batch = id(batch).and_then(|id| page.batches.iter().find(|batch| batch.id == id).cloned());
    batch.map(|batch| (page, batch)).ok_or_else(|| ConsoleError::NotFound(user.clone()))
}
