use std::{
    convert::Infallible,
    future::{Ready, ready},
};

use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpRequest};

use crate::language::Language;

/// Whether the address asks for this after its question mark.
pub(super) fn says(request: &HttpRequest, word: &str) -> bool {
    request.query_string().split('&').any(|part| part == word)
}

/// The part of an address that keeps the language.
pub(super) const fn keep(language: Language) -> &'static str {
    match language {
        Language::En => "",
        Language::Gd => "?lang=gd",
    }
}

/// Which language a page is read in, as `?lang=` says; English where it says nothing that is known.
#[derive(Clone, Copy, Debug)]
pub struct ChosenLanguage(pub Language);

impl FromRequest for ChosenLanguage {
    type Error = Infallible;
    type Future = Ready<Result<Self, Infallible>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(Ok(Self::of(request)))
    }
}

impl ChosenLanguage {
    /// The language of an address that says `lang=`, and otherwise English.
    pub fn of(request: &HttpRequest) -> Self {
        // A mail program may have encoded the question mark.
        let path = request.path();
        let encoded =
            path.find("%3F").or_else(|| path.find("%3f")).and_then(|at| path.get(at + 3..));
        let tag = encoded
            .unwrap_or(request.query_string())
            .split('&')
            .find_map(|pair| pair.strip_prefix("lang="));
        // A mail program may have encoded the equals sign twice, or added a full stop.
        let tag = tag.map(|tag| {
            tag.trim_start_matches("3D")
                .split(|c: char| !c.is_ascii_alphabetic())
                .next()
                .unwrap_or("")
        });
        Self(tag.and_then(|tag| tag.parse().ok()).unwrap_or(Language::En))
    }
}
