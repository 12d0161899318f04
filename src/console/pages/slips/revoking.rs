use actix_web::{HttpResponse, http::StatusCode, web::Data};

use super::{model::BatchPage, views};
use crate::{
    console::{
        shell::{
            ConsoleError,
            access::{MayReach, Seen},
            origin::SameOrigin,
        },
        views::frame,
    },
    invitation::code::queries,
    store::Store,
    web::{page::see_other, paths},
};

/// `GET /console/collections/{id}/slips/{batch}/revoke`: the confirmation page; changes nothing.
pub async fn ask(
    MayReach(user): MayReach,
    Seen(BatchPage { page, batch }, _): Seen<BatchPage>,
) -> HttpResponse {
    frame::answer(StatusCode::OK, views::revoke(&user, &page, &batch))
}

/// `POST` to the same address.
pub async fn revoke(
    _: SameOrigin,
    MayReach(user): MayReach,
    Seen(BatchPage { page, batch }, _): Seen<BatchPage>,
    store: Data<Store>,
) -> Result<HttpResponse, ConsoleError> {
    let (actor, subject) = (user.email, page.collection.clone());
    store.run(move |connection| queries::revoke(connection, &batch, (&actor, &subject))).await?;
    Ok(see_other(&paths::collection::SLIPS.of(page.collection.id)))
}
