use std::future::{Ready, ready};

use actix_web::{
    FromRequest, HttpRequest, HttpResponse,
    dev::Payload,
    http::header::{self, HeaderName, HeaderValue},
    web::Data,
};
use chrono::{DateTime, Utc};

use super::{
    SignIns,
    known_device::{KnownDevices, Nonce},
};
use crate::{
    audit::{self, FailureKind, Failures, SignIn},
    console::{
        pages::visits,
        shell::{
            ConsoleError,
            session::{self, Rules},
        },
    },
    settings::Settings,
    store::{Connection, HashValue, Id, Secret, Store, StoreError},
    users::{
        self, Account,
        sessions::{NewSession, Session, SessionToken, device, queries as sessions},
    },
    web::{Client, page::see_other, paths},
};

const CLEAR_SITE_DATA: HeaderName = HeaderName::from_static("clear-site-data");

/// What sign-in needs of a request and of the service.
pub struct Door {
    pub store: Data<Store>,
    pub sign_ins: Data<SignIns>,
    pub client: Client,
    pub rules: Rules,
    /// The session in the browser's cookie, valid or not.
    pub session: Option<HashValue>,
    https: bool,
    pub(super) secret: Data<Secret>,
    failures: Option<Data<Failures>>,
    request: HttpRequest,
}

impl FromRequest for Door {
    type Error = ConsoleError;
    type Future = Ready<Result<Self, Self::Error>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(Self::of(request).ok_or(ConsoleError::Unfinished))
    }
}

impl Door {
    fn of(request: &HttpRequest) -> Option<Self> {
        let settings = request.app_data::<Data<Settings>>()?;
        let https = settings.base_url.is_https();
        Some(Self {
            store: request.app_data::<Data<Store>>()?.clone(),
            sign_ins: request.app_data::<Data<SignIns>>()?.clone(),
            client: Client::extract(request).into_inner().ok()?,
            rules: Rules::of(settings),
            session: session::named(request, https),
            https,
            secret: request.app_data::<Data<Secret>>()?.clone(),
            failures: request.app_data::<Data<Failures>>().cloned(),
            request: request.clone(),
        })
    }

    /// Counts a failure. `account` is the address of an account that exists.
    pub fn failed(&self, what: FailureKind, account: Option<&str>) {
        if let Some(failures) = &self.failures {
            failures.count(what, account);
        }
    }

    /// The browser's nonce, if it has signed in as `email` before.
    pub async fn known_device(&self, email: &str) -> Result<Option<Nonce>, ConsoleError> {
        let Some(devices) = KnownDevices::of(&self.secret) else { return Ok(None) };
        let Some(claim) = devices.read(&self.request, email, self.https) else { return Ok(None) };
        let address = email.to_owned();
        let account =
            self.store.run(move |connection| users::by_email(connection, &address)).await?;
        Ok(account.and_then(|account| devices.confirm(&claim, &account)))
    }

    /// The account whose password this browser has entered, if its code is pending.
    pub async fn half(&self) -> Result<Option<(Account, Session)>, ConsoleError> {
        let Some(cookie) = session::cookie_value(&self.request, self.https) else {
            return Ok(None);
        };
        let rules = self.rules.clone();
        let find = move |connection: &mut Connection| {
            session::find_half(connection, &cookie, &rules, Utc::now())
        };
        Ok(self.store.run(find).await?)
    }

    /// Continues after a right password: to the second step if it is on, or into the console.
    pub async fn pass(
        &self,
        account: &Account,
        how: SignIn,
        known: bool,
        next: &str,
    ) -> Result<HttpResponse, ConsoleError> {
        if account.second_step.is_none() {
            return self.enter(account, how, next).await;
        }
        let (token, old) = (SessionToken::random(), self.session);
        let (new, its_token) = (self.new_session(account.user.id, true, known), token.clone());
        let begin = move |connection: &mut Connection| {
            connection.writing(|connection| replace(connection, old, &its_token, &new, Utc::now()))
        };
        self.store.run(begin).await?;
        let mut response = see_other(&paths::second_step(next));
        self.give(&mut response, &token)?;
        Ok(response)
    }

    /// Signs in a user who has entered everything that is needed. A duty comes next, if there is
    /// one.
    pub async fn enter(
        &self,
        account: &Account,
        how: SignIn,
        next: &str,
    ) -> Result<HttpResponse, ConsoleError> {
        let (token, old, now) = (SessionToken::random(), self.session, Utc::now());
        let new = self.new_session(account.user.id, false, true);
        let (rules, its_token, mut entered) = (self.rules.clone(), token.clone(), account.clone());
        let begin = move |connection: &mut Connection| {
            connection.writing(|connection| {
                sessions::expire(connection, rules.lifetime, now)?;
                replace(connection, old, &its_token, &new, now)?;
                note(connection, &mut entered, &rules, now)?;
                audit::signed_in(connection, &entered.user.email, how)?;
                Ok::<_, StoreError>(rules.required.duty(&entered, now))
            })
        };
        let duty = self.store.run(begin).await?;
        let place = match duty {
            Some(duty) => paths::duty(duty),
            None => next,
        };
        let mut response = see_other(place);
        self.give(&mut response, &token)?;
        self.know(&mut response, account)?;
        Ok(response)
    }

    /// Ends the browser's session, and deletes its cookie.
    pub async fn leave(&self) -> Result<HttpResponse, ConsoleError> {
        if let Some(digest) = self.session {
            let end = move |connection: &mut Connection| {
                connection.writing(|connection| {
                    let email = sessions::end_of_anybody(connection, digest)?;
                    email.map_or(Ok::<_, StoreError>(()), |email| {
                        audit::signed_out(connection, &email)
                    })
                })
            };
            self.store.run(end).await?;
        }
        let mut response = see_other(paths::SIGN_IN);
        response.add_cookie(&session::removal(self.https)).map_err(|_| ConsoleError::Unfinished)?;
        // Only cached pages. "cookies" would also delete those of other services on the same
        // domain.
        response.headers_mut().insert(CLEAR_SITE_DATA, HeaderValue::from_static("\"cache\""));
        Ok(response)
    }

    /// Gives the browser's session a new token, after a change to the account `id` that ends all
    /// other sessions, and renews the cookie of the known browser.
    pub async fn renew(&self, response: &mut HttpResponse, id: Id) -> Result<(), ConsoleError> {
        let Some(old) = self.session else { return Ok(()) };
        let token = SessionToken::random();
        let its_token = token.clone();
        let renew = move |connection: &mut Connection| {
            let renewed = sessions::renew(connection, old, &its_token)?;
            if renewed { users::by_id(connection, id) } else { Ok(None) }
        };
        let Some(account) = self.store.run(renew).await? else { return Ok(()) };
        self.give(response, &token)?;
        self.know(response, &account)
    }

    /// Sets the cookie of a known browser.
    fn know(&self, response: &mut HttpResponse, account: &Account) -> Result<(), ConsoleError> {
        let Some(devices) = KnownDevices::of(&self.secret) else { return Ok(()) };
        response
            .add_cookie(&devices.cookie(account, self.https))
            .map_err(|_| ConsoleError::Unfinished)
    }

    fn give(&self, response: &mut HttpResponse, token: &SessionToken) -> Result<(), ConsoleError> {
        response
            .add_cookie(&session::cookie(token, self.https))
            .map_err(|_| ConsoleError::Unfinished)
    }

    fn new_session(&self, user: Id, awaits_code: bool, known_device: bool) -> NewSession {
        let header =
            self.request.headers().get(header::USER_AGENT).and_then(|value| value.to_str().ok());
        NewSession { user, awaits_code, known_device, device: device(header.unwrap_or("")) }
    }
}

/// Starts a session, which replaces the browser's present one.
fn replace(
    connection: &mut Connection,
    old: Option<HashValue>,
    token: &SessionToken,
    new: &NewSession,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    let email = old.map_or(Ok(None), |old| sessions::end_of_anybody(connection, old))?;
    if let Some(email) = email {
        audit::signed_out(connection, &email)?;
    }
    sessions::begin(connection, token, new, now)
}

/// Records a sign-in: its time, the present counts, and the end of the grace period for a second
/// step.
fn note(
    connection: &mut Connection,
    account: &mut Account,
    rules: &Rules,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    let id = account.user.id;
    users::queries::signed_in(connection, id, now)?;
    visits::signed_in(connection, id, now)?;
    if let Some(due) = rules.required.grace(account, now) {
        users::queries::set_second_step_due(connection, id, due)?;
        account.second_step_due = Some(due);
    }
    Ok(())
}
