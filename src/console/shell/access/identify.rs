use actix_web::{
    Error, HttpMessage, ResponseError,
    body::MessageBody,
    dev::{ServiceRequest, ServiceResponse},
    middleware::Next,
    web::Data,
};
use chrono::Utc;

use crate::{
    console::shell::{
        ConsoleError,
        session::{self, Rules, Signed},
    },
    settings::Settings,
    store::{Connection, Store, StoreError},
    users::Scope,
};

/// Middleware for every page of the console: finds the user and their scope. It refuses nothing;
/// the extractors do.
pub async fn identify(
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<impl MessageBody>, Error> {
    match found(&request).await {
        Ok(Some((signed, scope))) => {
            let mut extensions = request.extensions_mut();
            extensions.insert(signed);
            if let Some(scope) = scope {
                extensions.insert(scope);
            }
        }
        Ok(None) => {}
        Err(error) => {
            let answer = ConsoleError::from(error).error_response();
            return Ok(request.into_response(answer).map_into_right_body());
        }
    }
    Ok(next.call(request).await?.map_into_left_body())
}

async fn found(request: &ServiceRequest) -> Result<Option<(Signed, Option<Scope>)>, StoreError> {
    let (Some(settings), Some(store)) =
        (request.app_data::<Data<Settings>>(), request.app_data::<Data<Store>>())
    else {
        return Ok(None);
    };
    let Some(cookie) = session::cookie_value(request.request(), settings.base_url.is_https())
    else {
        return Ok(None);
    };
    let (rules, touch) = (Rules::of(settings), session::counts_as_use(request.request()));
    store.run(move |connection| look(connection, &cookie, &rules, touch)).await
}

/// The user of a valid session, with their scope unless they have a duty first.
fn look(
    connection: &mut Connection,
    cookie: &str,
    rules: &Rules,
    touch: bool,
) -> Result<Option<(Signed, Option<Scope>)>, StoreError> {
    let Some(signed) = session::find(connection, cookie, rules, Utc::now(), touch)? else {
        return Ok(None);
    };
    let user = signed.admit().ok();
    let scope = user.map(|user| Scope::of(connection, &user)).transpose()?;
    Ok(Some((signed, scope)))
}
