use std::time::Duration;

use actix_web::{
    HttpResponse, HttpResponseBuilder, ResponseError,
    http::{
        StatusCode,
        header::{ALLOW, RETRY_AFTER, WWW_AUTHENTICATE},
    },
};
use chrono::NaiveDate;
use serde::Serialize;
use utoipa::ToSchema;

use crate::{language::calendar, store::StoreError, users::Duty};

/// The media type of problems.
pub const MEDIA_TYPE: &str = "application/problem+json";
/// What an address of the API takes.
const ALLOWED: &str = "GET, HEAD";
/// The Retry-After when the database does not answer, in seconds.
const PATIENCE: u64 = 5;

/// Why a request is refused. Each becomes a status and a sentence with the remedy.
#[derive(Debug, thiserror::Error)]
pub enum Problem {
    #[error(
        "Write limit as a whole number from 1 to 100 and offset as one from 0 to 1,000,000, each \
            once, and nothing else."
    )]
    Query,
    #[error(
        "This address needs a token. Make one on your account page, and send it as Authorization: \
            Bearer speir_…."
    )]
    NoToken,
    #[error(
        "This token does not work. It is incomplete, it was revoked, or its account was removed. \
            Make a new one on your account page."
    )]
    WrongToken,
    #[error("This token expired on {}. Make a new one on your account page.", calendar::date(*.0))]
    Expired(NaiveDate),
    #[error("{}", owed(*.0))]
    Owes(Duty),
    #[error("There is nothing at this address, or this token gives no access to it.")]
    NotFound,
    #[error("This API is read-only. Use GET or HEAD.")]
    OnlyRead,
    #[error("Too many requests. Wait {} and ask again.", seconds(*.0))]
    TooMany(Duration),
    #[error("{}", unavailable(.0))]
    Unavailable(#[from] StoreError),
}

/// An error, as problem details (RFC 9457).
#[derive(Serialize, ToSchema)]
#[schema(as = Problem)]
pub struct Said {
    /// Always about:blank; the status is the kind of problem.
    #[schema(example = "about:blank")]
    r#type: &'static str,
    /// The name of the status.
    #[schema(example = "Not Found")]
    title: &'static str,
    #[schema(minimum = 400, maximum = 599, example = 404)]
    status: u16,
    /// What happened and what to do next, for people. The wording may change.
    detail: String,
}

impl ResponseError for Problem {
    fn status_code(&self) -> StatusCode {
        match self {
            Self::Query => StatusCode::BAD_REQUEST,
            Self::NoToken | Self::WrongToken | Self::Expired(_) => StatusCode::UNAUTHORIZED,
            Self::Owes(_) => StatusCode::FORBIDDEN,
            Self::NotFound => StatusCode::NOT_FOUND,
            Self::OnlyRead => StatusCode::METHOD_NOT_ALLOWED,
            Self::TooMany(_) => StatusCode::TOO_MANY_REQUESTS,
            Self::Unavailable(StoreError::Count { .. }) => StatusCode::INTERNAL_SERVER_ERROR,
            Self::Unavailable(_) => StatusCode::SERVICE_UNAVAILABLE,
        }
    }

    fn error_response(&self) -> HttpResponse {
        let status = self.status_code();
        let mut response = HttpResponse::build(status);
        self.add_headers(&mut response);
        let said = Said {
            r#type: "about:blank",
            title: status.canonical_reason().unwrap_or_default(),
            status: status.as_u16(),
            detail: self.to_string(),
        };
        response.content_type(MEDIA_TYPE).body(serde_json::to_string(&said).unwrap_or_default())
    }
}

impl Problem {
    fn add_headers(&self, response: &mut HttpResponseBuilder) {
        match self {
            Self::NoToken => response.insert_header((WWW_AUTHENTICATE, "Bearer realm=\"Speir\"")),
            Self::WrongToken | Self::Expired(_) => response.insert_header((
                WWW_AUTHENTICATE,
                "Bearer realm=\"Speir\", error=\"invalid_token\"",
            )),
            Self::OnlyRead => response.insert_header((ALLOW, ALLOWED)),
            Self::TooMany(wait) => response.insert_header((RETRY_AFTER, whole_seconds(*wait))),
            Self::Unavailable(error) => {
                tracing::error!(%error, "the API could not answer");
                match error {
                    StoreError::Count { .. } => response,
                    _ => response.insert_header((RETRY_AFTER, PATIENCE)),
                }
            }
            Self::Query | Self::Owes(_) | Self::NotFound => response,
        };
    }
}

/// Why the database gave no answer. Only a damaged count does not pass.
fn unavailable(error: &StoreError) -> String {
    match error {
        StoreError::Count { .. } => {
            format!("{error} Until then, Speir gives no figure that rests on it.")
        }
        _ => "Speir is temporarily unavailable. Try again in a few seconds.".to_owned(),
    }
}

/// What the owner of a token has to do before it works.
const fn owed(duty: Duty) -> &'static str {
    match duty {
        Duty::ChoosePassword => {
            "The owner of this token still has the password that Speir printed. Sign in as the \
                owner and choose a new password. That revokes this token, so make a new token \
                afterwards."
        }
        Duty::SetUpSecondStep => {
            "The owner of this token has a role that needs two-step sign-in, and the time to set \
                it up has passed. Sign in as the owner and set it up. Then this token works again."
        }
    }
}

/// Seconds, rounded up.
fn whole_seconds(wait: Duration) -> u64 {
    (wait.as_secs() + u64::from(wait.subsec_nanos() > 0)).max(1)
}

fn seconds(wait: Duration) -> String {
    match whole_seconds(wait) {
        1 => "a second".to_owned(),
        seconds => format!("{seconds} seconds"),
    }
}

/// An address that is not there.
pub async fn nothing_here() -> Result<HttpResponse, Problem> {
    Err(Problem::NotFound)
}

/// Any method but those that read.
pub async fn only_read() -> Result<HttpResponse, Problem> {
    Err(Problem::OnlyRead)
}
