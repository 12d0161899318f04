use std::{
    future::{Future, Ready, ready},
    pin::Pin,
};

use actix_web::{FromRequest, HttpMessage, HttpRequest, dev::Payload, web::Data};

use super::{Names, SignedIn};
use crate::{
    audit::Failures,
    console::shell::ConsoleError,
    store::{Connection, Store, StoreError},
    users::{Scope, Scoped, Sight},
};

/// The row that an address names, loaded within the user's scope, with that scope. Outside the
/// scope, the response is a 404 page.
#[derive(Debug)]
pub struct Seen<T>(pub T, pub Scope);

/// The whole scope, for pages that list it.
#[derive(Debug)]
pub struct Whole(pub Scope);

impl FromRequest for Whole {
    type Error = ConsoleError;
    type Future = Ready<Result<Self, ConsoleError>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let signed_in = SignedIn::from_request(request, payload).into_inner();
        ready(signed_in.and_then(|_| scope(request).map(Self)))
    }
}

/// A kind of row that an address can name, and how to load it within a scope.
pub trait Named: Sized + Send + 'static {
    fn find(
        connection: &mut Connection,
        scope: &Scope,
        names: &Names,
    ) -> Result<Sight<Self>, StoreError>;
}

/// A row that the part `{id}` names.
impl<T: Scoped> Named for T {
    fn find(
        connection: &mut Connection,
        scope: &Scope,
        names: &Names,
    ) -> Result<Sight<Self>, StoreError> {
        names.id("id").map_or(Ok(Sight::Absent), |id| scope.find(connection, id))
    }
}

impl<T: Named> FromRequest for Seen<T> {
    type Error = ConsoleError;
    type Future = Pin<Box<dyn Future<Output = Result<Self, ConsoleError>>>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let (signed_in, request) =
            (SignedIn::from_request(request, payload).into_inner(), request.clone());
        Box::pin(async move {
            signed_in?;
            let scope = scope(&request)?;
            let store = request.app_data::<Data<Store>>().ok_or(ConsoleError::Unfinished)?;
            let (names, within) = (Names::of(&request), scope.clone());
            match store.run(move |connection| T::find(connection, &within, &names)).await? {
                Sight::Seen(found) => Ok(Self(found, scope)),
                missing => {
                    note(
                        &missing,
                        &scope,
                        request.app_data::<Data<Failures>>().map(|failures| &***failures),
                    );
                    Err(ConsoleError::NotFound(scope.user().clone()))
                }
            }
        })
    }
}

/// Counts a request outside the user's scope.
pub fn note<T>(found: &Sight<T>, scope: &Scope, failures: Option<&Failures>) {
    if let (Sight::Hidden(what), Some(failures)) = (found, failures) {
        failures.refused(*what, &scope.user().email);
    }
}

/// The scope that [`identify`](super::identify) has found.
fn scope(request: &HttpRequest) -> Result<Scope, ConsoleError> {
    request.extensions().get::<Scope>().cloned().ok_or(ConsoleError::Unfinished)
}
