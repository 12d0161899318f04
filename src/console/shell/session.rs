//! The session of a request: the cookie that names it, and who it belongs to.
//! The cookie is sent with every address, so that sign-out receives it. Only the console, its
//! sign-in and its sign-out read it; pages for respondents neither read nor set it.

use std::future::{Ready, ready};

use actix_web::{
    FromRequest, HttpMessage, HttpRequest,
    cookie::{Cookie, SameSite, time::Duration},
    dev::Payload,
    http::header,
};
use chrono::{DateTime, Utc};

use super::ConsoleError;
use crate::{
    settings::Settings,
    store::{Connection, HashValue, StoreError},
    users::{
        self, Account, Duty, RequiredRoles, User,
        sessions::{Lifetime, Session, SessionToken, queries},
    },
    web::paths,
};

/// How long the browser keeps the cookie. The session can end earlier.
const HOURS: i64 = 12;

/// The session rules.
#[derive(Clone, Debug)]
pub struct Rules {
    pub lifetime: Lifetime,
    pub required: RequiredRoles,
}

impl Rules {
    pub fn of(settings: &Settings) -> Self {
        Self {
            lifetime: Lifetime::of_minutes(settings.idle_minutes),
            required: settings.second_step_roles.clone(),
        }
    }
}

/// A user with a complete session, who may still have a duty first.
#[derive(Clone)]
pub struct Signed {
    pub account: Account,
    pub session: Session,
    pub duty: Option<Duty>,
}

impl Signed {
    /// The user, if there is no duty first.
    pub fn admit(&self) -> Result<User, ConsoleError> {
        self.duty
            .map_or_else(|| Ok(self.account.user.clone()), |duty| Err(ConsoleError::Owes(duty)))
    }

    /// The user, if there is no duty before `duty`.
    pub fn admit_for(&self, duty: Duty) -> Result<User, ConsoleError> {
        if self.duty == Some(duty) { Ok(self.account.user.clone()) } else { self.admit() }
    }
}

/// For the few pages that are open despite a duty, instead of `SignedIn`.
impl FromRequest for Signed {
    type Error = ConsoleError;
    type Future = Ready<Result<Self, Self::Error>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let found = request.extensions().get::<Self>().cloned();
        ready(found.ok_or_else(|| ConsoleError::not_signed_in(request)))
    }
}

/// The user of the session in `cookie`, if it is valid at `now`. `touch` says whether the request
/// counts as activity.
pub fn find(
    connection: &mut Connection,
    cookie: &str,
    rules: &Rules,
    now: DateTime<Utc>,
    touch: bool,
) -> Result<Option<Signed>, StoreError> {
    let Some((mut account, session)) = look_up(connection, cookie, rules, now)? else {
        return Ok(None);
    };
    if session.awaits_code {
        return Ok(None);
    }
    if touch {
        queries::touch(connection, &session, now)?;
    }
    account.user.second_step_due = rules.required.due(&account);
    let duty = rules.required.duty(&account, now);
    Ok(Some(Signed { account, session, duty }))
}

/// The user who has entered the right password and still has to enter a code.
pub fn find_half(
    connection: &mut Connection,
    cookie: &str,
    rules: &Rules,
    now: DateTime<Utc>,
) -> Result<Option<(Account, Session)>, StoreError> {
    Ok(look_up(connection, cookie, rules, now)?.filter(|(_, session)| session.awaits_code))
}

fn look_up(
    connection: &mut Connection,
    cookie: &str,
    rules: &Rules,
    now: DateTime<Utc>,
) -> Result<Option<(Account, Session)>, StoreError> {
    let Some(token) = SessionToken::read(cookie) else { return Ok(None) };
    let Some(session) = queries::find(connection, token.digest(), rules.lifetime, now)? else {
        return Ok(None);
    };
    Ok(users::by_id(connection, session.user)?.map(|account| (account, session)))
}

/// The digest of the session in a request's cookie, whether the session exists or not.
pub fn named(request: &HttpRequest, https: bool) -> Option<HashValue> {
    SessionToken::read(&cookie_value(request, https)?).map(|token| token.digest())
}

/// The value of a request's cookie.
pub fn cookie_value(request: &HttpRequest, https: bool) -> Option<String> {
    request.cookie(name(https)).map(|cookie| cookie.value().to_owned())
}

/// Whether a request counts as activity. Live pages reconnect automatically, which does not.
pub fn counts_as_use(request: &HttpRequest) -> bool {
    let accepts =
        request.headers().get(header::ACCEPT).and_then(|value| value.to_str().ok()).unwrap_or("");
    let pattern = request.match_pattern();
    !accepts.contains("text/event-stream") && !pattern.as_deref().is_some_and(paths::is_live)
}

/// Browsers accept a `__Host-` cookie only over HTTPS, for this host and every path, so no other
/// host of the domain can set it.
const fn name(https: bool) -> &'static str {
    if https { "__Host-speir" } else { "speir" }
}

fn built(value: String, https: bool) -> Cookie<'static> {
    Cookie::build(name(https), value)
        .path("/")
        .http_only(true)
        .same_site(SameSite::Lax)
        .secure(https)
        .finish()
}

/// The cookie of a session.
pub fn cookie(token: &SessionToken, https: bool) -> Cookie<'static> {
    let mut cookie = built(token.reveal(), https);
    cookie.set_max_age(Duration::hours(HOURS));
    cookie
}

/// The cookie that deletes the session cookie.
pub fn removal(https: bool) -> Cookie<'static> {
    let mut cookie = built(String::new(), https);
    cookie.make_removal();
    cookie
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_cookie_is_bound_to_the_host() {
        let secure = cookie(&SessionToken::random(), true).to_string();
        assert!(secure.starts_with("__Host-speir="), "{secure}");
        for part in ["HttpOnly", "SameSite=Lax", "Secure", "Path=/", "Max-Age=43200"] {
            assert!(secure.contains(part), "{part}: {secure}");
        }
        assert!(!secure.contains("Domain"), "{secure}");
        let plain = cookie(&SessionToken::random(), false).to_string();
        assert!(plain.starts_with("speir=") && !plain.contains("Secure"), "{plain}");
    }
}
