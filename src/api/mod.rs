//! A read-only JSON API for counts, under `/api/v1`. It gives the same counts as the console, by
//! the same rules, to holders of a token. It contains no answers, people or links.
//!
//! Its contract is its description, `/api/v1/openapi.json`, which is generated from these types.

mod access;
mod document;
mod handlers;
mod limits;
mod model;
mod problem;
mod read;
mod responses;

pub use limits::Limits;
pub use problem::Problem;

use actix_web::{
    Resource,
    http::header::CACHE_CONTROL,
    middleware::{Compress, DefaultHeaders},
    web::{self, Data, ServiceConfig},
};

/// The addresses of the API, for `App::configure`. They rely on app data: `Data<Store>` and
/// `Data<Settings>`.
pub fn routes(limits: &Data<Limits>) -> impl FnOnce(&mut ServiceConfig) + use<> {
    let limits = limits.clone();
    let headers = DefaultHeaders::new().add((CACHE_CONTROL, "no-store"));
    move |config| {
        config.service(
            web::scope("/api/v1")
                .app_data(limits)
                .wrap(Compress::default())
                .wrap(headers)
                .service(at("/openapi.json").route(web::route().to(document::show)))
                .service(at("/inspections").route(web::route().to(handlers::inspections)))
                .service(
                    at("/inspections/{inspection}").route(web::route().to(handlers::inspection)),
                )
                .service(
                    at("/inspections/{inspection}/rates").route(web::route().to(handlers::rates)),
                )
                .service(
                    at("/collections/{collection}").route(web::route().to(handlers::collection)),
                )
                .default_service(web::to(problem::nothing_here)),
        );
    }
}

/// An address that is read and nothing else.
fn at(path: &str) -> Resource {
    use actix_web::guard::{Any, Get, Head, Not};
    web::resource(path).route(web::route().guard(Not(Any(Get()).or(Head()))).to(problem::only_read))
}
