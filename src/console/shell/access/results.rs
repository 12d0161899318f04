use std::{future::Future, pin::Pin};

use actix_web::{FromRequest, HttpRequest, dev::Payload, web::Data};

use super::{Seen, SignedIn};
use crate::{
    audit::{Failures, Outside},
    console::shell::ConsoleError,
    inspection::Placed,
    users::{Role, Scope, User},
};

/// The collection that an address names, for somebody who may see figures about its answers: by
/// their role, or because a self-evaluation belongs to the partnership of their area.
#[derive(Debug)]
pub struct SeenResults(pub User, pub Placed, pub Scope);

impl FromRequest for SeenResults {
    type Error = ConsoleError;
    type Future = Pin<Box<dyn Future<Output = Result<Self, ConsoleError>>>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let signed_in = SignedIn::from_request(request, payload).into_inner();
        let seen = Seen::<Placed>::from_request(request, payload);
        let failures = request.app_data::<Data<Failures>>().cloned();
        Box::pin(async move {
            let SignedIn(user) = signed_in?;
            let found = match user.role {
                Role::Coordinator => match seen.await {
                    Ok(found) => Some(found),
                    // Refused in the same way whether they see the collection or not.
                    Err(ConsoleError::NotFound(_)) => None,
                    Err(error) => return Err(error),
                },
                role if role.may_read_results() => Some(seen.await?),
                _ => None,
            };
            if let Some(Seen(placed, scope)) = found
                && user.may_read_results_of(&placed.inspection)
            {
                return Ok(Self(user, placed, scope));
            }
            if let Some(failures) = failures {
                failures.refused(Outside::Role, &user.email);
            }
            Err(ConsoleError::MayNotReadResults(user))
        })
    }
}
