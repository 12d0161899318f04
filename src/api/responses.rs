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
