//! Authenticates requests by token.

use std::{future::Future, pin::Pin};

use actix_web::{
    FromRequest, HttpRequest,
    dev::Payload,
    http::header::AUTHORIZATION,
    web::{Data, Path},
};
use chrono::{DateTime, NaiveDate, Utc};
use uuid::Uuid;

use super::{
    limits::{Limits, Looked},
    problem::Problem,
};
use crate::{
    audit::{FailureKind, Failures},
    language::calendar,
    settings::Settings,
    store::{Connection, HashValue, Id, Store, StoreError},
    users::{
        self, Duty, RequiredRoles, Scope, Scoped, Sight,
        tokens::{Token, queries},
    },
    web::Client,
};

/// The scope of the token's owner, loaded for each request.
pub struct Caller(pub Scope);

/// The row that an address names, if it is in scope.
pub struct Seen<T>(pub T);

/// Whose a token is.
enum Whose {
    User(Scope),
    ExpiredOn(NaiveDate),
    /// The owner has a duty to complete first, as in the console.
    Owing(Duty),
}

impl FromRequest for Caller {
    type Error = Problem;
    type Future = Pin<Box<dyn Future<Output = Result<Self, Problem>>>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let request = request.clone();
        Box::pin(async move { find(&request).await })
    }
}

impl<T: Scoped> FromRequest for Seen<T> {
    type Error = Problem;
    type Future = Pin<Box<dyn Future<Output = Result<Self, Problem>>>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let request = request.clone();
        Box::pin(async move {
            let Caller(scope) = find(&request).await?;
            let named = Path::<Uuid>::extract(&request).await.map_err(|_| Problem::NotFound)?;
            let store = request.app_data::<Data<Store>>().ok_or(StoreError::Stopping)?;
            let (id, within) = (Id(named.into_inner()), scope.clone());
            let found = store.run(move |connection| within.find::<T>(connection, id)).await?;
            if let (Sight::Hidden(what), Some(failures)) =
                (&found, request.app_data::<Data<Failures>>())
            {
                failures.refused(*what, &scope.user().email);
            }
            found.seen().map(Self).ok_or(Problem::NotFound)
        })
    }
}

/// Identifies the user, and counts invalid tokens.
async fn find(request: &HttpRequest) -> Result<Caller, Problem> {
    let found = look(request).await;
    if let (Err(Problem::WrongToken), Some(failures)) =
        (&found, request.app_data::<Data<Failures>>())
    {
        failures.count(FailureKind::Token, None);
    }
    found
}

async fn look(request: &HttpRequest) -> Result<Caller, Problem> {
    let sent = request.headers().get(AUTHORIZATION).ok_or(Problem::NoToken)?;
    let token =
        sent.to_str().ok().and_then(bearer).and_then(Token::read).ok_or(Problem::WrongToken)?;
    let store = request.app_data::<Data<Store>>().ok_or(StoreError::Stopping)?;
    let limits = request.app_data::<Data<Limits>>().ok_or(StoreError::Stopping)?;
    let settings = request.app_data::<Data<Settings>>().ok_or(StoreError::Stopping)?;
    let client = Client::extract(request).await.unwrap_or(Client::Unknown);
    let (digest, required) = (token.digest(), settings.second_step_roles.clone());
    let look_up = store.run(move |connection| whose(connection, digest, &required, Utc::now()));
    match limits.look(digest, client, look_up).await? {
        Looked::Found(Whose::User(scope)) => Ok(Caller(scope)),
        Looked::Found(Whose::ExpiredOn(day)) => Err(Problem::Expired(day)),
        Looked::Found(Whose::Owing(duty)) => Err(Problem::Owes(duty)),
        Looked::Wrong => Err(Problem::WrongToken),
        Looked::Wait(wait) => Err(Problem::TooMany(wait)),
    }
}

/// The token of an `Authorization` header.
fn bearer(header: &str) -> Option<&str> {
    let (scheme, token) = header.split_once(' ')?;
    scheme.eq_ignore_ascii_case("Bearer").then_some(token.trim())
}

fn whose(
    connection: &mut Connection,
    digest: HashValue,
    required: &RequiredRoles,
    now: DateTime<Utc>,
) -> Result<Option<Whose>, StoreError> {
    let Some(kept) = queries::by_digest(connection, digest)? else { return Ok(None) };
    let today = calendar::day(now);
    if kept.has_expired(today) {
        return Ok(Some(Whose::ExpiredOn(kept.expires_on)));
    }
    let Some(account) = users::by_id(connection, kept.owner)? else { return Ok(None) };
    if let Some(duty) = required.duty(&account, now) {
        return Ok(Some(Whose::Owing(duty)));
    }
    if let Err(error) = queries::used(connection, &kept, &account.user.email, today) {
        tracing::warn!(%error, "the day on which a token was used could not be stored");
    }
    Ok(Some(Whose::User(Scope::of(connection, &account.user)?)))
}

#[cfg(test)]
mod tests {
    use super::bearer;

    #[test]
    fn the_scheme_may_be_written_in_any_case_and_is_needed() {
        assert_eq!(bearer("Bearer abc"), Some("abc"));
        assert_eq!(bearer("bearer  abc "), Some("abc"));
        for nothing in ["abc", "Basic abc", "", "Bearer", "BearerX abc"] {
            assert_eq!(bearer(nothing), None, "{nothing}");
        }
    }
}
