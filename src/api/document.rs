//! The OpenAPI description, generated from the types: `openapi.json`.

use std::{collections::BTreeMap, sync::LazyLock};

use actix_web::HttpResponse;
use utoipa::{
    IntoResponses, Modify, OpenApi, ToSchema,
    openapi::{
        self, ContentBuilder, Header, HeaderBuilder, ObjectBuilder, Ref, RefOr, Response,
        ResponseBuilder, ResponsesBuilder, Type,
        security::{HttpAuthScheme, HttpBuilder, SecurityScheme},
    },
};

use super::{
    handlers,
    problem::{MEDIA_TYPE, Said},
};

/// The document, generated once.
static TEXT: LazyLock<String> =
    LazyLock::new(|| Document::openapi().to_pretty_json().unwrap_or_default());

#[derive(OpenApi)]
#[openapi(
    info(
        title = "Speir",
        version = "1",
        description = "Response counts of the surveys of joint inspections, by area and audience. \
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

/// The problems of every address that needs a token.
pub struct Guarded;

impl IntoResponses for Guarded {
    fn responses() -> BTreeMap<String, RefOr<Response>> {
        let retry = || {
            ("Retry-After", header(Type::Integer, "How many seconds to wait before asking again."))
        };
        let who = (
            "WWW-Authenticate",
            header(
                Type::String,
                "Says that a bearer token is required, and whether the token in the request is \
                    invalid.",
            ),
        );
        several([
            ("401", problem("No token was sent, or the token is no longer valid.", [who])),
            (
                "403",
                problem(
                    "The owner of the token must first choose a password or set up two-step \
                        sign-in.",
                    [],
                ),
            ),
            (
                "429",
                problem(
                    "The token was used too often within a minute, or one network sent too many \
                        wrong tokens.",
                    [retry()],
                ),
            ),
            ("503", problem("The service is temporarily unavailable.", [retry()])),
        ])
    }
}

/// The problem of an address that names something.
pub struct Gone;

impl IntoResponses for Gone {
    fn responses() -> BTreeMap<String, RefOr<Response>> {
        several([("404", problem("It does not exist, or the token gives no access to it.", []))])
    }
}

/// The problem of an address that takes numbers.
pub struct Misasked;

impl IntoResponses for Misasked {
    fn responses() -> BTreeMap<String, RefOr<Response>> {
        several([("400", problem("A parameter is out of range, repeated or unknown.", []))])
    }
}

fn several<const N: usize>(responses: [(&str, Response); N]) -> BTreeMap<String, RefOr<Response>> {
    ResponsesBuilder::new().responses_from_iter(responses).build().responses
}

fn problem<const N: usize>(description: &str, headers: [(&str, Header); N]) -> Response {
    let content = ContentBuilder::new().schema(Some(Ref::from_schema_name(Said::name()))).build();
    let mut response = ResponseBuilder::new()
        .description(description)
        .content(MEDIA_TYPE, content)
        .header("Cache-Control", header(Type::String, "Always no-store."));
    for (name, header) in headers {
        response = response.header(name, header);
    }
    response.build()
}

fn header(of: Type, description: &str) -> Header {
    HeaderBuilder::new()
        .schema(ObjectBuilder::new().schema_type(of))
        .description(Some(description))
        .build()
}
