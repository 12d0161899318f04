use actix_web::{HttpResponse, http::StatusCode, web::Data};

use super::views;
use crate::{
    catalogue,
    console::{ConsoleError, access::SignedIn, views::frame},
    store::Store,
};

/// `GET /console/surveys`.
pub async fn show(SignedIn(user): SignedIn, store: Data<Store>) -> Result<HttpResponse, ConsoleError> {
    let published = store.run(catalogue::list).await?;
    Ok(frame::answer(StatusCode::OK, views::surveys(&user, &published)))
}
