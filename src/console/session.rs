//! The cookie that remembers who is signed in. It is set by the sign-in page and sent to the console alone: respondent
//! pages neither set one nor receive one.

use actix_session::{
    Session, SessionExt, SessionMiddleware,
    config::{CookieContentSecurity, PersistentSession},
    storage::CookieSessionStore,
};
use actix_web::{
    HttpRequest,
    cookie::{Cookie, Key, SameSite, time::Duration},
};
use chrono::{DateTime, TimeDelta, Utc};
use uuid::Uuid;

use crate::store::{Id, Secret};

const NAME: &str = "speir";
/// The only part of the service that the browser sends the cookie to.
const PATH: &str = "/console";
/// How long one sign-in lasts.
const HOURS: i64 = 12;
/// How long the code may take where sign-in has two steps.
const CODE_MINUTES: i64 = 10;

/// The middleware that reads and writes the cookie, sealed under the service's secret.
pub fn session(secret: &Secret, https: bool) -> SessionMiddleware<CookieSessionStore> {
    let key = Key::derive_from(&secret.key(&[b"console session"]));
    SessionMiddleware::builder(CookieSessionStore::default(), key)
        .cookie_name(NAME.to_owned())
        .cookie_path(PATH.to_owned())
        .cookie_http_only(true)
        .cookie_same_site(SameSite::Lax)
        .cookie_secure(https)
        .cookie_content_security(CookieContentSecurity::Private)
        .session_lifecycle(PersistentSession::default().session_ttl(Duration::hours(HOURS)))
        .build()
}

/// Remembers who signed in, and when: a browser may keep a cookie for longer than it was told. `sessions` is the number of
/// the account’s sign-ins that still stand.
pub fn remember(
    session: &Session,
    user: Id,
    sessions: i32,
    now: DateTime<Utc>,
) -> Result<(), actix_session::SessionInsertError> {
    session.clear();
    session.renew();
    session.insert("user", user.0)?;
    session.insert("sessions", sessions)?;
    session.insert("since", now.timestamp())
}

/// Who signed in during the last twelve hours, if anybody did with this browser, and with which number of sign-ins.
pub fn remembered(request: &HttpRequest, now: DateTime<Utc>) -> Option<(Id, i32)> {
    let session = request.get_session();
    let user = session.get::<Uuid>("user").ok().flatten()?;
    let since = DateTime::from_timestamp(session.get("since").ok().flatten()?, 0)?;
    let sessions = session.get("sessions").ok().flatten()?;
    (since <= now && now - since < TimeDelta::hours(HOURS)).then_some((Id(user), sessions))
}

/// Remembers whose password was right where a code is asked for as well. It opens no page but that one.
pub fn remember_half(session: &Session, user: Id, now: DateTime<Utc>) -> Result<(), actix_session::SessionInsertError> {
    session.clear();
    session.renew();
    session.insert("half", user.0)?;
    session.insert("since", now.timestamp())
}

/// Whose password was right during the last ten minutes, where the code is still to come.
pub fn half_remembered(session: &Session, now: DateTime<Utc>) -> Option<Id> {
    let user = session.get::<Uuid>("half").ok().flatten()?;
    let since = DateTime::from_timestamp(session.get("since").ok().flatten()?, 0)?;
    (since <= now && now - since < TimeDelta::minutes(CODE_MINUTES)).then_some(Id(user))
}

/// The cookie that takes the session's away.
pub fn forgotten() -> Cookie<'static> {
    let mut cookie = Cookie::build(NAME, "").path(PATH).http_only(true).same_site(SameSite::Lax).finish();
    cookie.make_removal();
    cookie
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sign_in_lasts_twelve_hours_even_in_a_browser_that_keeps_its_cookies() {
        let mut request = actix_web::test::TestRequest::default().to_srv_request();
        let (user, now) = (Id::random(), Utc::now());
        remember(&request.get_session(), user, 3, now).expect("kept");
        let after = |hours| remembered(request.request(), now + TimeDelta::hours(hours));
        assert_eq!(after(11), Some((user, 3)));
        assert_eq!(after(12), None);
        assert_eq!(after(-1), None);
        request = actix_web::test::TestRequest::default().to_srv_request();
        assert_eq!(remembered(request.request(), now), None);
    }
}
