use actix_web::{HttpResponse, http::StatusCode};
use maud::Markup;

use super::headers::{ContentPolicy, Referrer, protect};

/// A page as an answer.
pub fn html(
    status: StatusCode,
    page: Markup,
    policy: &ContentPolicy,
    referrer: Referrer,
) -> HttpResponse {
    let mut response = HttpResponse::build(status);
    protect(&mut response, policy, referrer);
    response.content_type("text/html; charset=utf-8").body(page.into_string())
}

/// A 303 redirect, the response to every successful POST.
pub fn see_other(place: &str) -> HttpResponse {
    HttpResponse::SeeOther()
        .insert_header((actix_web::http::header::LOCATION, place))
        .insert_header((actix_web::http::header::CACHE_CONTROL, "no-store"))
        .insert_header((actix_web::http::header::REFERRER_POLICY, "no-referrer"))
        .finish()
}
