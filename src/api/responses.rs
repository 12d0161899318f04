//! The problems of the API, as its description lists them.

use std::collections::BTreeMap;

use utoipa::{
    IntoResponses, ToSchema,
    openapi::{
        ContentBuilder, Header, HeaderBuilder, ObjectBuilder, Ref, RefOr, Response,
        ResponseBuilder, ResponsesBuilder, Type,
    },
};

use super::problem::{MEDIA_TYPE, Said};

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
            ("500", problem("A count in the database is damaged. Asking again does not help.", [])),
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
