use actix_web::{
    Error, HttpMessage, ResponseError,
    body::MessageBody,
    dev::{ServiceRequest, ServiceResponse},
    middleware::Next,
    web::Data,
};
use chrono::Utc;

use crate::{
    console::{ConsoleError, session},
    store::{Connection, Id, Store, StoreError},
    users::{self, Scope},
};

/// Middleware around every page of the console: finds who is signed in, and what they see. It refuses nobody; extractors do.
pub async fn identify(
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<impl MessageBody>, Error> {
    let remembered = session::remembered(request.request(), Utc::now());
    if let (Some((user, sessions)), Some(store)) = (remembered, request.app_data::<Data<Store>>()) {
        match store.run(move |connection| look(connection, user, sessions)).await {
            Ok(Some(scope)) => {
                request.extensions_mut().insert(scope);
            }
            Ok(None) => {}
            Err(error) => {
                let answer = ConsoleError::from(error).error_response();
                return Ok(request.into_response(answer).map_into_right_body());
            }
        }
    }
    Ok(next.call(request).await?.map_into_left_body())
}

/// The scope of a user whose sign-in still stands.
fn look(connection: &mut Connection, user: Id, sessions: i32) -> Result<Option<Scope>, StoreError> {
    let account = users::by_id(connection, user)?.filter(|account| account.sessions == sessions);
    account.map(|account| Scope::of(connection, &account.user)).transpose()
}
