use std::time::{Duration, Instant};

use actix_session::Session;
use actix_web::{
    HttpResponse,
    http::{StatusCode, header},
    web::{Data, Form, Query},
};
use chrono::Utc;
use serde::Deserialize;

use super::{
    SignIns, second_step,
    views::{self, SignInPage},
};
use crate::{
    console::{
        ConsoleError,
        form::{Errors, Typed},
        origin::SameOrigin,
        session,
        views::frame,
        visits,
    },
    store::Store,
    users::{self, Account},
    web::{Client, page::see_other},
};

/// The longest address that is filled in, in bytes.
const LONGEST_EMAIL: usize = 254;

/// What the sign-in page is asked with.
#[derive(Deserialize)]
pub struct Asked {
    /// Where to go afterwards.
    #[serde(default)]
    next: String,
    /// The address to fill in.
    #[serde(default)]
    email: String,
    /// Whether a form came when the sign-in had ended, and was lost.
    lost: Option<String>,
}

/// `GET /sign-in`.
pub async fn show(Query(Asked { next, email, lost }): Query<Asked>) -> HttpResponse {
    let email = if email.len() <= LONGEST_EMAIL { email.as_str() } else { "" };
    let page = SignInPage { next: own_place(&next), email, lost: lost.is_some(), ..SignInPage::default() };
    frame::answer(StatusCode::OK, views::sign_in(&page))
}

/// `POST /sign-in`.
pub async fn sign_in(
    _: SameOrigin,
    client: Client,
    Form(typed): Form<Typed>,
    sign_ins: Data<SignIns>,
    store: Data<Store>,
    session: Session,
) -> Result<HttpResponse, ConsoleError> {
    let email = typed.one("email").to_lowercase();
    if let Err(wait) = sign_ins.admit(&email, client, Instant::now()) {
        return Ok(too_many(&typed, wait));
    }
    let found = store.run(move |connection| users::by_email(connection, &email)).await?;
    let hash = found.as_ref().and_then(|account| account.password.clone());
    if !sign_ins.verify(typed.exactly("password").to_owned(), hash).await {
        return Ok(refused(&typed));
    }
    let account = found.ok_or(ConsoleError::Unfinished)?;
    let next = own_place(typed.one("next"));
    if account.second_step.is_some() {
        session::remember_half(&session, account.user.id, Utc::now()).map_err(|_| ConsoleError::Unfinished)?;
        return Ok(see_other(&second_step::address(next)));
    }
    finish(&account, &store, &session).await?;
    Ok(see_other(next))
}

/// Signs somebody in who has shown all that is asked of them.
pub async fn finish(account: &Account, store: &Store, session: &Session) -> Result<(), ConsoleError> {
    let (id, now) = (account.user.id, Utc::now());
    store
        .run(move |connection| {
            users::queries::signed_in(connection, id, now)?;
            visits::signed_in(connection, id, now)
        })
        .await?;
    session::remember(session, id, account.sessions, now).map_err(|_| ConsoleError::Unfinished)
}

/// `POST /sign-out`.
pub async fn sign_out(_: SameOrigin) -> HttpResponse {
    let mut response = see_other("/sign-in");
    // A cookie that cannot be written is a cookie that was never set.
    let _ = response.add_cookie(&session::forgotten());
    response
}

/// The place, if it is one of the console's own.
pub fn own_place(next: &str) -> &str {
    let rest = next.strip_prefix("/console");
    let own = rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(['/', '?']));
    if own && next.bytes().all(|byte| byte.is_ascii_graphic()) { next } else { "/console" }
}

fn refused(typed: &Typed) -> HttpResponse {
    let mut errors = Errors::default();
    errors.add("email", "The email address and the password do not belong together. Check both and try again.");
    again(StatusCode::UNPROCESSABLE_ENTITY, typed, errors)
}

fn too_many(typed: &Typed, wait: Duration) -> HttpResponse {
    let mut errors = Errors::default();
    errors.add("email", views::wait_sentence(wait));
    let mut response = again(StatusCode::TOO_MANY_REQUESTS, typed, errors);
    response.headers_mut().insert(header::RETRY_AFTER, wait.as_secs().saturating_add(1).into());
    response
}

fn again(status: StatusCode, typed: &Typed, errors: Errors) -> HttpResponse {
    let next = own_place(typed.one("next"));
    let page = SignInPage { email: typed.one("email"), next, errors, ..SignInPage::default() };
    frame::answer(status, views::sign_in(&page))
}

#[cfg(test)]
mod tests {
    use super::own_place;

    #[test]
    fn signing_in_leads_to_the_console_and_nowhere_else() {
        assert_eq!(own_place("/console/surveys?x=1"), "/console/surveys?x=1");
        for elsewhere in ["", "//evil.example", "https://evil.example", "/consolation", "/console\r\nx: y", "/s/abc"] {
            assert_eq!(own_place(elsewhere), "/console", "{elsewhere:?}");
        }
    }
}
