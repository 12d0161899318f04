//! The description of the API, made from its own types: `openapi.json`.

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
                "Says that a bearer token is needed, and whether the one sent is wrong.",
            ),
        );
        several([
            ("401", problem("No token was sent, or it does not work any more.", [who])),
            (
                "403",
                problem(
                    "The owner of the token has to choose a password or to set up two-step \
                        sign-in first.",
                    [],
                ),
            ),
            (
                "429",
                problem(
                    "The token was used too often within a minute, or too many wrong tokens came \
                        from one network.",
                    [retry()],
                ),
            ),
            ("500", problem("A count in the database is damaged. Asking again does not help.", [])),
            ("503", problem("The service cannot answer at this moment.", [retry()])),
        ])
    }
}

/// The problem of an address that names something.
pub struct Gone;

impl IntoResponses for Gone {
    fn responses() -> BTreeMap<String, RefOr<Response>> {
        several([("404", problem("It is not there, or the token does not show it.", []))])
    }
}

/// The problem of an address that takes numbers.
pub struct Misasked;

impl IntoResponses for Misasked {
    fn responses() -> BTreeMap<String, RefOr<Response>> {
        several([(
            "400",
            problem(
                "A number is out of its bounds, stands there twice, or has a name that is unknown.",
                [],
            ),
        )])
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
