//! The one way into the console: finds who is signed in, once for each request, and lets nobody to an inspection or a
//! collection that they do not see. To them it is as if it were not there.

use actix_web::{
    Error, HttpMessage, ResponseError,
    body::MessageBody,
    dev::{ServiceRequest, ServiceResponse},
    middleware::Next,
    web::Data,
};
use chrono::Utc;

use super::{
    ConsoleError,
    access::SignedIn,
    id,
    session::{self, Rules, Signed},
};
use crate::{
    inspection::queries,
    settings::Settings,
    store::{Connection, Id, Store, StoreError},
    users::{Scope, User},
};

/// What an address is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum About {
    Inspection(Id),
    Collection(Id),
}

impl About {
    fn of(path: &str) -> Option<Self> {
        let mut parts = path.strip_prefix("/console/")?.split('/');
        let (kind, id) = (parts.next()?, id(parts.next()?)?);
        match kind {
            "inspections" => Some(Self::Inspection(id)),
            "collections" => Some(Self::Collection(id)),
            _ => None,
        }
    }
}

/// Middleware around every page of the console.
pub async fn gate(
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<impl MessageBody>, Error> {
    let about = About::of(request.path());
    let found = match (request.app_data::<Data<Settings>>(), request.app_data::<Data<Store>>()) {
        (Some(settings), Some(store)) => {
            let (rules, touch) = (Rules::of(settings), session::counts_as_use(request.request()));
            match session::cookie_value(request.request(), settings.base_url.is_https()) {
                Some(cookie) => {
                    let looked = store.run(move |connection| look(connection, &cookie, &rules, touch, about)).await;
                    looked.map_err(ConsoleError::from)
                }
                None => Ok(None),
            }
        }
        _ => Ok(None),
    };
    let refused = match found {
        Ok(Some((signed, true))) => {
            if let Ok(user) = signed.admit() {
                request.extensions_mut().insert(SignedIn(user));
            }
            request.extensions_mut().insert(signed);
            None
        }
        Ok(Some((signed, false))) => Some(ConsoleError::NotFound(signed.account.user)),
        Ok(None) => None,
        Err(error) => Some(error),
    };
    match refused {
        Some(error) => Ok(request.into_response(error.error_response()).map_into_right_body()),
        None => Ok(next.call(request).await?.map_into_left_body()),
    }
}

/// Who it is, if their session holds, and whether they see what they ask for.
fn look(
    connection: &mut Connection,
    cookie: &str,
    rules: &Rules,
    touch: bool,
    about: Option<About>,
) -> Result<Option<(Signed, bool)>, StoreError> {
    let Some(signed) = session::find(connection, cookie, rules, Utc::now(), touch)? else { return Ok(None) };
    let sees = match about {
        Some(about) => sees(connection, &signed.account.user, about)?,
        None => true,
    };
    Ok(Some((signed, sees)))
}

fn sees(connection: &mut Connection, user: &User, about: About) -> Result<bool, StoreError> {
    let scope = Scope::of(connection, user)?;
    match about {
        About::Inspection(id) => Ok(scope.sees_inspection(id)),
        About::Collection(id) => {
            Ok(queries::collection_by_id(connection, id)?.is_none_or(|collection| scope.sees(&collection)))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_gate_knows_what_an_address_is_about() {
        let id = Id::random();
        for (path, about) in [
            (format!("/console/inspections/{id}"), Some(About::Inspection(id))),
            (format!("/console/inspections/{id}/export/figures.csv"), Some(About::Inspection(id))),
            (format!("/console/collections/{id}/slips"), Some(About::Collection(id))),
            ("/console/inspections/new".to_owned(), None),
            ("/console/surveys/staff/1".to_owned(), None),
        ] {
            assert_eq!(About::of(&path), about, "{path}");
        }
    }
}
