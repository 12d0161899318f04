use std::{
    future::{Future, Ready, ready},
    pin::Pin,
};

use actix_web::{FromRequest, HttpMessage, HttpRequest, dev::Payload, web::Data};

use super::{Names, SignedIn, names::id};
use crate::{
    audit::Failures,
    console::shell::ConsoleError,
    fieldwork,
    inspection::{Collection, Inspection, Placed, Reachable},
    programme::Programme,
    store::{Connection, Store, StoreError},
    users::{Account, Scope, Scoped, Sight},
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
    ) -> Result<Sight<Self>, ConsoleError>;
}

/// Data that is read for a row that an address names.
pub trait FromRow: Sized + Send + 'static {
    type Row: Named;

    fn read(connection: &mut Connection, row: Self::Row, scope: &Scope)
    -> Result<Self, StoreError>;
}

impl<T: FromRow> Named for T {
    fn find(
        connection: &mut Connection,
        scope: &Scope,
        names: &Names,
    ) -> Result<Sight<Self>, ConsoleError> {
        T::Row::find(connection, scope, names)?
            .then(|row| Ok(Some(Self::read(connection, row, scope)?)))
    }
}

/// Rows that the part `{id}` names.
macro_rules! by_id {
    ($($row:ty),*) => {$(
        impl Named for $row {
            fn find(
                connection: &mut Connection,
                scope: &Scope,
                names: &Names,
            ) -> Result<Sight<Self>, ConsoleError> {
                let Some(id) = names.id("id") else { return Ok(Sight::Absent) };
                Ok(scope.find(connection, id)?)
            }
        }
    )*};
}

by_id!(Account, Collection, Inspection, Placed, Programme, Reachable, fieldwork::Seen);

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
            let failures = request.app_data::<Data<Failures>>().map(|failures| &***failures);
            let found = load(Names::of(&request), &scope, store, failures).await?;
            Ok(Self(found, scope))
        })
    }
}

/// Reloads the row that an address names, after somebody else has changed it.
pub async fn again<T: Named>(
    names: Names,
    scope: &Scope,
    store: &Store,
) -> Result<T, ConsoleError> {
    load(names, scope, store, None).await
}

async fn load<T: Named>(
    names: Names,
    scope: &Scope,
    store: &Store,
    failures: Option<&Failures>,
) -> Result<T, ConsoleError> {
    let within = scope.clone();
    let found = store.run(move |connection| T::find(connection, &within, &names)).await?;
    note(&found, scope, failures);
    found.seen().ok_or_else(|| ConsoleError::not_found(scope))
}

/// The row named by the id in a form field or a query, if it is visible.
pub fn named<T: Scoped>(
    connection: &mut Connection,
    scope: &Scope,
    text: &str,
    failures: &Failures,
) -> Result<Option<T>, StoreError> {
    let Some(id) = id(text) else { return Ok(None) };
    let found = scope.find(connection, id)?;
    note(&found, scope, Some(failures));
    Ok(found.seen())
}

/// Counts a request outside the user's scope.
fn note<T>(found: &Sight<T>, scope: &Scope, failures: Option<&Failures>) {
    if let (Sight::Hidden(what), Some(failures)) = (found, failures) {
        failures.refused(*what, &scope.user().email);
    }
}

/// The scope that [`identify`](super::identify) has found.
fn scope(request: &HttpRequest) -> Result<Scope, ConsoleError> {
    request.extensions().get::<Scope>().cloned().ok_or(ConsoleError::Unfinished)
}
