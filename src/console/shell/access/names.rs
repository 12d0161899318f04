use std::{
    collections::HashMap,
    convert::Infallible,
    future::{Ready, ready},
    str::FromStr,
};

use actix_web::{FromRequest, HttpRequest, dev::Payload};

use super::SignedIn;
use crate::{console::shell::ConsoleError, store::Id};

/// The path parameters, decoded once before routing.
#[derive(Clone, Debug)]
pub struct Names(HashMap<String, String>);

impl Names {
    pub(super) fn of(request: &HttpRequest) -> Self {
        let part = |(name, value): (&str, &str)| (name.to_owned(), value.to_owned());
        Self(request.match_info().iter().map(part).collect())
    }

    /// The part called `name`; empty if the route has none.
    pub fn text(&self, name: &str) -> &str {
        self.0.get(name).map_or("", String::as_str)
    }

    /// The id in the part called `name`.
    pub fn id(&self, name: &str) -> Option<Id> {
        id(self.text(name))
    }
}

impl FromRequest for Names {
    type Error = Infallible;
    type Future = Ready<Result<Self, Infallible>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(Ok(Self::of(request)))
    }
}

/// A path parameter with a fixed set of values, such as a file name.
pub trait InAddress: FromStr + 'static {
    /// Its name in the routes.
    const NAME: &'static str;
}

/// A parsed word of an address. Any other word gives a 404 page.
#[derive(Debug)]
pub struct Word<T>(pub T);

impl<T: InAddress> FromRequest for Word<T> {
    type Error = ConsoleError;
    type Future = Ready<Result<Self, ConsoleError>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let signed_in = SignedIn::from_request(request, payload).into_inner();
        ready(signed_in.and_then(|SignedIn(user)| {
            let word = Names::of(request).text(T::NAME).parse();
            word.map(Self).map_err(|_| ConsoleError::NotFound(user))
        }))
    }
}

/// The entry of the audit log that a query names. It is looked up among those that its reader may
/// see.
pub fn entry(text: &str) -> Option<Id> {
    id(text)
}

/// Parses an id.
pub(super) fn id(text: &str) -> Option<Id> {
    text.parse::<uuid::Uuid>().ok().map(Id)
}

#[cfg(test)]
mod tests {
    use super::id;

    #[test]
    fn an_id_is_a_uuid_and_nothing_else() {
        assert!(id("4f3c2b1a-0000-4000-8000-000000000001").is_some());
        for nothing in
            ["", "1", "4f3c2b1a", "../4f3c2b1a-0000-4000-8000-000000000001", "%34f3c2b1a"]
        {
            assert!(id(nothing).is_none(), "{nothing}");
        }
    }
}
