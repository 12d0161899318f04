use actix_web::{HttpResponse, http::StatusCode, web::Data};

use super::{model::SlipsPage, views};
use crate::{
    console::{
        shell::access::{Seen, SignedIn},
        views::frame,
    },
    invitation::paper::{self, Poster},
    settings::Settings,
    web::{headers::Referrer, page},
};

/// `GET /console/collections/{id}/poster`.
pub async fn show(
    SignedIn(user): SignedIn,
    Seen(found, _): Seen<SlipsPage>,
    settings: Data<Settings>,
) -> HttpResponse {
    if !found.collection.open_link {
        return frame::answer(StatusCode::NOT_FOUND, views::no_poster(&user, &found));
    }
    let poster = Poster {
        asking: found.asking(&settings),
        link: found.collection.link.clone(),
        name: found.collection.name(),
        back: found.path(),
    };
    page::html(StatusCode::OK, poster.page(), paper::policy(), Referrer::SameOrigin)
}
