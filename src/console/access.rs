//! Who may see a page and who may change something, as extractors.

use std::{future::Future, pin::Pin};

use actix_web::{FromRequest, HttpRequest, dev::Payload, http::Method, web::Data};
use chrono::Utc;

use super::{
    ConsoleError, session,
    users::{self, User},
};
use crate::store::{Store, StoreError};

/// Somebody who is signed in, with the role that they have now.
#[derive(Clone, Debug)]
pub struct SignedIn(pub User);

type Found<T> = Pin<Box<dyn Future<Output = Result<T, ConsoleError>>>>;

impl FromRequest for SignedIn {
    type Error = ConsoleError;
    type Future = Found<Self>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let request = request.clone();
        Box::pin(async move {
            let back_to = || ConsoleError::NotSignedIn { next: place(&request) };
            let id = session::remembered(&request, Utc::now()).ok_or_else(back_to)?;
            let store = request.app_data::<Data<Store>>().ok_or(StoreError::Stopping)?;
            let user = store.run(move |connection| users::by_id(connection, id)).await?;
            user.map(Self).ok_or_else(back_to)
        })
    }
}

/// Somebody who is signed in with a role that may do something, or else the page that says who may.
macro_rules! may {
    ($(#[$meaning:meta])* $name:ident, $question:ident, $refusal:ident) => {
        $(#[$meaning])*
        #[derive(Clone, Debug)]
        pub struct $name(pub User);

        impl FromRequest for $name {
            type Error = ConsoleError;
            type Future = Found<Self>;

            fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
                let signed_in = SignedIn::from_request(request, payload);
                Box::pin(async move {
                    let SignedIn(user) = signed_in.await?;
                    if user.role.$question() { Ok(Self(user)) } else { Err(ConsoleError::$refusal(user)) }
                })
            }
        }
    };
}

may! {
    /// Somebody who may make and change inspections: an administrator or an inspection lead.
    MayChange, may_change, MayNotChange
}
may! {
    /// Somebody who may reach people: upload mailboxes, print slips. Local co-ordinators do, beside those who change
    /// everything.
    MayReach, may_reach, MayNotReach
}
may! {
    /// Somebody who may read what people have written, redact it and mark it: an administrator or an inspection lead.
    MayReadComments, may_read_comments, MayNotReadComments
}
may! {
    /// Somebody who may see figures about answers: an administrator, an inspection lead or an analyst.
    MayReadResults, may_read_results, MayNotReadResults
}

/// Where to go after signing in. A page that only takes a form cannot be looked at, so its own start is used.
fn place(request: &HttpRequest) -> String {
    let asked = request.uri().path_and_query().map_or("", |place| place.as_str());
    if request.method() == Method::GET { asked.to_owned() } else { "/console".to_owned() }
}
