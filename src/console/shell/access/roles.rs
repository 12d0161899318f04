//! Extractors for roles.

use std::future::{Ready, ready};

use actix_web::{FromRequest, HttpMessage, HttpRequest, dev::Payload, web::Data};

use crate::{
    audit::{Failures, Outside},
    console::shell::{ConsoleError, session::Signed},
    users::{Scope, User},
};

/// The signed-in user, with their present role.
#[derive(Clone, Debug)]
pub struct SignedIn(pub User);

type Found<T> = Ready<Result<T, ConsoleError>>;

impl FromRequest for SignedIn {
    type Error = ConsoleError;
    type Future = Found<Self>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let found = request.extensions().get::<Scope>().map(|scope| Self(scope.user().clone()));
        ready(found.ok_or_else(|| refusal(request)))
    }
}

/// Why nobody counts as signed in: there is a duty first, or no session.
fn refusal(request: &HttpRequest) -> ConsoleError {
    let duty = request.extensions().get::<Signed>().and_then(|signed| signed.duty);
    duty.map_or_else(|| ConsoleError::not_signed_in(request), ConsoleError::Owes)
}

/// A user with a sufficient role, or else the refusal page.
macro_rules! may {
    ($(#[$meaning:meta])* $name:ident, $question:ident, $refusal:ident) => {
        $(#[$meaning])*
        #[derive(Clone, Debug)]
        pub struct $name(pub User);

        impl FromRequest for $name {
            type Error = ConsoleError;
            type Future = Found<Self>;

            fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
                let found = SignedIn::from_request(request, payload).into_inner();
                ready(found.and_then(|SignedIn(user)| {
                    if user.role.$question() {
                        return Ok(Self(user));
                    }
                    if let Some(failures) = request.app_data::<Data<Failures>>() {
                        failures.refused(Outside::Role, &user.email);
                    }
                    Err(ConsoleError::$refusal(user))
                }))
            }
        }
    };
}

may! {
    /// May create and change inspections: an administrator or an inspection lead.
    MayChange, may_change, MayNotChange
}
may! {
    /// May invite people, by mailboxes and slips: also local co-ordinators.
    MayReach, may_reach, MayNotReach
}
may! {
    /// May read, redact and mark comments: an administrator or an inspection lead.
    MayReadComments, may_read_comments, MayNotReadComments
}
may! {
    /// May invite others to the console: an administrator or an inspection lead.
    MayInvite, may_change, MayNotInvite
}
may! {
    /// May manage accounts: an administrator.
    MayManageUsers, may_manage_users, MayNotInvite
}
may! {
    /// May see figures about answers: an administrator, a lead, an analyst or a reader.
    MayReadResults, may_read_results, MayNotReadResults
}
