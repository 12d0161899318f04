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

/// Somebody who may make and change inspections: an administrator or an inspection lead.
#[derive(Clone, Debug)]
pub struct MayChange(pub User);

/// Somebody who may reach people: upload mailboxes, print slips. Local co-ordinators do, beside those who change everything.
#[derive(Clone, Debug)]
pub struct MayReach(pub User);

/// Somebody who may see figures about answers: an administrator, an inspection lead or an analyst.
#[derive(Clone, Debug)]
pub struct MayReadResults(pub User);

/// Somebody who may read what people have written, redact it and mark it: an administrator or an inspection lead.
#[derive(Clone, Debug)]
pub struct MayReadComments(pub User);

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

impl FromRequest for MayChange {
    type Error = ConsoleError;
    type Future = Found<Self>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let signed_in = SignedIn::from_request(request, payload);
        Box::pin(async move {
            let SignedIn(user) = signed_in.await?;
            if user.role.may_change() { Ok(Self(user)) } else { Err(ConsoleError::MayNotChange(user)) }
        })
    }
}

impl FromRequest for MayReach {
    type Error = ConsoleError;
    type Future = Found<Self>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let signed_in = SignedIn::from_request(request, payload);
        Box::pin(async move {
            let SignedIn(user) = signed_in.await?;
            if user.role.may_reach() { Ok(Self(user)) } else { Err(ConsoleError::MayNotReach(user)) }
        })
    }
}

impl FromRequest for MayReadResults {
    type Error = ConsoleError;
    type Future = Found<Self>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let signed_in = SignedIn::from_request(request, payload);
        Box::pin(async move {
            let SignedIn(user) = signed_in.await?;
            if user.role.may_read_results() { Ok(Self(user)) } else { Err(ConsoleError::MayNotReadResults(user)) }
        })
    }
}

impl FromRequest for MayReadComments {
    type Error = ConsoleError;
    type Future = Found<Self>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let signed_in = SignedIn::from_request(request, payload);
        Box::pin(async move {
            let SignedIn(user) = signed_in.await?;
            if user.role.may_read_comments() { Ok(Self(user)) } else { Err(ConsoleError::MayNotReadComments(user)) }
        })
    }
}

/// Where to go after signing in. A page that only takes a form cannot be looked at, so its own start is used.
fn place(request: &HttpRequest) -> String {
    let asked = request.uri().path_and_query().map_or("", |place| place.as_str());
    if request.method() == Method::GET { asked.to_owned() } else { "/console".to_owned() }
}
