use actix_web::{
    HttpResponse,
    http::StatusCode,
    web::{Data, Path},
};

use super::{model::SlipsPage, views};
use crate::{
    console::{ConsoleError, access::SignedIn, views::frame},
    invitation::paper::{self, Poster},
    settings::Settings,
    store::Store,
    web::{headers::Referrer, page},
};

/// `GET /console/collections/{id}/poster`.
pub async fn show(
    SignedIn(user): SignedIn,
    asked: Path<String>,
    store: Data<Store>,
    settings: Data<Settings>,
) -> Result<HttpResponse, ConsoleError> {
    let found = SlipsPage::find(&user, &asked, &store).await?;
    if !found.collection.open_link {
        return Ok(frame::answer(StatusCode::NOT_FOUND, views::no_poster(&user, &found)));
    }
    let poster = Poster {
        asking: found.asking(&settings),
        link: found.collection.link.clone(),
        name: found.collection.name(),
        back: found.path(),
    };
    Ok(page::html(StatusCode::OK, poster.page(), paper::policy(), Referrer::SameOrigin))
}
