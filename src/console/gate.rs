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

use super::{ConsoleError, access::SignedIn, id, session};
use crate::{
    inspection::queries,
    store::{Connection, Id, Store, StoreError},
    users::{self, Scope, User},
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
    let found = match (session::remembered(request.request(), Utc::now()), request.app_data::<Data<Store>>()) {
        (Some((user, sessions)), Some(store)) => {
            store.run(move |connection| look(connection, user, sessions, about)).await.map_err(ConsoleError::from)
        }
        _ => Ok(None),
    };
    let refused = match found {
        Ok(Some((user, true))) => {
            request.extensions_mut().insert(SignedIn(user));
            None
        }
        Ok(Some((user, false))) => Some(ConsoleError::NotFound(user)),
        Ok(None) => None,
        Err(error) => Some(error),
    };
    match refused {
        Some(error) => Ok(request.into_response(error.error_response()).map_into_right_body()),
        None => Ok(next.call(request).await?.map_into_left_body()),
    }
}

/// Who it is, if their sign-in still stands, and whether they see what they ask for.
fn look(
    connection: &mut Connection,
    user: Id,
    sessions: i32,
    about: Option<About>,
) -> Result<Option<(User, bool)>, StoreError> {
    let account = users::by_id(connection, user)?.filter(|account| account.sessions == sessions);
    let Some(account) = account else { return Ok(None) };
    let sees = match about {
        Some(about) => sees(connection, &account.user, about)?,
        None => true,
    };
    Ok(Some((account.user, sees)))
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
