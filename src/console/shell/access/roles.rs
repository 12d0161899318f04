//! Who may see a page and who may change something, as extractors.

use std::future::{Ready, ready};

use actix_web::{FromRequest, HttpMessage, HttpRequest, dev::Payload, http::Method, web::Data};

use crate::{
    audit::{Failures, Outside},
    console::shell::{ConsoleError, session::Signed},
    users::{Scope, User},
    web::paths,
};

/// Somebody who is signed in, with the role that they have now.
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

/// Why nobody is taken as signed in: something has to be done first, or there is no session.
fn refusal(request: &HttpRequest) -> ConsoleError {
    let duty = request.extensions().get::<Signed>().and_then(|signed| signed.duty);
    duty.map_or_else(|| not_signed_in(request), ConsoleError::Owes)
}

/// Leads to the sign-in page, and back from there.
pub fn not_signed_in(request: &HttpRequest) -> ConsoleError {
    ConsoleError::NotSignedIn { next: place(request), lost: *request.method() != Method::GET }
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
    /// Somebody who may make and change inspections: an administrator or an inspection lead.
    MayChange, may_change, MayNotChange
}
may! {
    /// Somebody who may reach people: upload mailboxes, print slips. Local co-ordinators do, beside
    /// those who change everything.
    MayReach, may_reach, MayNotReach
}
may! {
    /// Somebody who may read what people have written, redact it and mark it: an administrator or
    /// an inspection lead.
    MayReadComments, may_read_comments, MayNotReadComments
}
may! {
    /// Somebody who may invite others to use the console: an administrator or an inspection lead.
    MayInvite, may_change, MayNotInvite
}
may! {
    /// Somebody who looks after the accounts of others: an administrator.
    MayManageUsers, may_manage_users, MayNotInvite
}
may! {
    /// Somebody who may see figures about answers: an administrator, an inspection lead or an
    /// analyst.
    MayReadResults, may_read_results, MayNotReadResults
}

/// Where to go after signing in. A page that only takes a form cannot be looked at, so its own
/// start is used.
fn place(request: &HttpRequest) -> String {
    let asked = request.uri().path_and_query().map_or("", |place| place.as_str());
    if request.method() == Method::GET { asked.to_owned() } else { paths::CONSOLE.to_owned() }
}
