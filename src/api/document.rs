//! The description of the API, made from its own types: `openapi.json`.

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

/// What is sent, made once.
static TEXT: LazyLock<String> =
    LazyLock::new(|| Document::openapi().to_pretty_json().unwrap_or_default());

#[derive(OpenApi)]
#[openapi(
    info(
        title = "Speir",
        version = "1",
        description = "How many have answered the surveys of joint inspections: counts alone, by \
            area and audience. It only reads.\n\nEvery address but this description needs a \
            token, which its owner makes on the page of their account. It shows what its owner \
            sees in Speir at that moment. HEAD works wherever GET does; any other method is \
            answered by 405 and the header Allow. Errors are problem details as RFC 9457 has \
            them.\n\nWithin version 1 no address, field or word is taken away or given another \
            meaning. Addresses, fields and words may be added: a program leaves alone what it \
            does not know.",
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
        (name = "Inspections", description = "Which there are, and what is asked where."),
        (name = "Rates", description = "How many have answered, of how many."),
        (name = "Description", description = "What this API says."),
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
            .description(Some("A token of the account page, in the header Authorization alone."));
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
