//! The `OpenAPI` description, generated from the types: `openapi.json`.

use std::sync::LazyLock;

use actix_web::HttpResponse;
use utoipa::{
    Modify, OpenApi,
    openapi::{
        self,
        security::{HttpAuthScheme, HttpBuilder, SecurityScheme},
    },
};

use super::{handlers, problem::Said};

/// The document, generated once.
static TEXT: LazyLock<String> =
    LazyLock::new(|| Document::openapi().to_pretty_json().unwrap_or_default());

#[derive(OpenApi)]
#[openapi(
    info(
        title = "Speir",
        version = "1",
        description = "Response counts of the surveys of joint inspections, by area and survey. \
            The API is read-only.\n\nEvery address except this description needs a token, which \
            its owner makes on their account page. The token shows what its owner can see in \
            Speir at that moment. HEAD works wherever GET does; any other method is answered by \
            405 and the header Allow. Errors are problem details as RFC 9457 has them.\n\nWithin \
            version 1 no address, field or value is removed or given another meaning. Addresses, \
            fields and words may be added: a program leaves alone what it does not know.",
        license(name = "MIT", identifier = "MIT"),
    ),
    paths(
        show,
        handlers::inspections,
        handlers::inspection,
        handlers::rates,
        handlers::collection,
    ),
    components(schemas(Said)),
    tags(
        (name = "Inspections", description = "The inspections, and their collections."),
        (name = "Rates", description = "Response counts and rates."),
        (name = "Description", description = "The description of this API."),
    ),
    modifiers(&Tokens),
)]
pub struct Document;

/// How a token is sent.
struct Tokens;

impl Modify for Tokens {
    fn modify(&self, document: &mut openapi::OpenApi) {
        let scheme = HttpBuilder::new()
            .scheme(HttpAuthScheme::Bearer)
            .bearer_format("speir_ and 43 letters, digits, - and _")
            .description(Some(
                "A token from the account page. It is accepted only in the Authorization header.",
            ));
        document
            .components
            .get_or_insert_default()
            .add_security_scheme("token", SecurityScheme::Http(scheme.build()));
    }
}

/// This description
#[utoipa::path(
    get,
    path = "/api/v1/openapi.json",
    operation_id = "getDescription",
    tag = "Description",
    responses((status = 200, description = "An OpenAPI \
        document.", body = Object, content_type = "application/json",
        headers(("Cache-Control" = String, description = "Always no-store.")))),
    security()
)]
pub async fn show() -> HttpResponse {
    HttpResponse::Ok().content_type("application/json").body(TEXT.as_str())
}
