//! The pages that a respondent may get instead of the form.

use std::sync::LazyLock;

use actix_web::{
    HttpResponse,
    http::{
        StatusCode,
        header::{HeaderName, HeaderValue, RETRY_AFTER},
    },
};
use chrono::{DateTime, Utc};
use maud::{DOCTYPE, Markup, html};

use super::{frame::email, query::keep, start::scene};
use crate::{
    form::frame::{Frame, LEAVE_SCRIPT, STYLE},
    inspection::{Collection, Link},
    language::{Words, args},
    settings::HelpLines,
    survey::Audience,
    web::{ContentPolicy, headers::Referrer, page},
};

/// How long a browser is asked to wait before it sends again, in seconds.
pub(super) const SHORTLY: HeaderValue = HeaderValue::from_static("5");

/// Proves to a form's script that a page is from this service: `thanks`, or `answers` if it
/// contains what was sent.
pub(super) const OURS: HeaderName = HeaderName::from_static("speir");

/// The message of a notice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StatusPage {
    Planned {
        opens_at: DateTime<Utc>,
    },
    Closed {
        closed_at: DateTime<Utc>,
    },
    /// The form was sent. An open link opens a fresh one.
    Spent {
        open_link: Option<Link>,
    },
    /// The form was left recently. It can be opened again.
    Left,
    /// The link needs a ticket or a code.
    Personal,
    /// The slip was cancelled.
    Revoked,
    Thanks {
        audience: Audience,
    },
    Unknown,
    TooLarge,
    /// It took too long to arrive.
    TooSlow,
    /// Too many bodies arrive at once.
    Crowded,
    Unreadable,
    Gone,
    WrongMethod,
    Broken,
    Busy,
}

impl StatusPage {
    /// The notice that a form of this collection, opened by `link`, was sent.
    pub fn spent(collection: &Collection, link: &Link) -> Self {
        Self::Spent { open_link: collection.open_link.then(|| link.clone()) }
    }

    pub const fn status(&self) -> StatusCode {
        match self {
            Self::Planned { .. } | Self::Unknown | Self::Gone | Self::Personal => {
                StatusCode::NOT_FOUND
            }
            Self::Closed { .. } | Self::Spent { .. } | Self::Revoked => StatusCode::GONE,
            Self::Thanks { .. } | Self::Left => StatusCode::OK,
            Self::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::TooSlow => StatusCode::REQUEST_TIMEOUT,
            Self::Unreadable => StatusCode::BAD_REQUEST,
            Self::WrongMethod => StatusCode::METHOD_NOT_ALLOWED,
            Self::Broken => StatusCode::INTERNAL_SERVER_ERROR,
            Self::Busy | Self::Crowded => StatusCode::SERVICE_UNAVAILABLE,
        }
    }

    pub(super) const fn key(&self) -> &'static str {
        match self {
            Self::Planned { .. } => "planned",
            Self::Closed { .. } => "closed",
            Self::Spent { .. } => "spent",
            Self::Left => "left",
            Self::Personal => "personal",
            Self::Revoked => "revoked",
            Self::Thanks { .. } => "thanks",
            Self::Unknown => "unknown",
            Self::TooLarge => "too-large",
            Self::TooSlow => "too-slow",
            Self::Crowded => "crowded",
            Self::Unreadable => "unreadable",
            Self::Gone => "gone",
            Self::WrongMethod => "method",
            Self::Broken | Self::Busy => "broken",
        }
    }
}

/// The Content-Security-Policy of every respondents' page except the form.
pub fn policy() -> &'static ContentPolicy {
    static POLICY: LazyLock<ContentPolicy> =
        LazyLock::new(|| ContentPolicy::inline(&[&STYLE], &[&LEAVE_SCRIPT]));
    &POLICY
}

/// A notice as an answer.
pub fn answer(words: &Words, help: &HelpLines, notice: &StatusPage) -> HttpResponse {
    shown(notice, view(words, help, notice))
}

/// A page with `notice`. If the cause is temporary, it says when to try again.
pub(super) fn shown(notice: &StatusPage, page: Markup) -> HttpResponse {
    let mut response = page::html(notice.status(), page, policy(), Referrer::Nothing);
    if let StatusPage::Thanks { .. } = notice {
        response.headers_mut().insert(OURS, HeaderValue::from_static("thanks"));
    }
    if notice.status() == StatusCode::SERVICE_UNAVAILABLE {
        response.headers_mut().insert(RETRY_AFTER, SHORTLY);
    }
    response
}

/// A notice as a page.
pub fn view(words: &Words, help: &HelpLines, notice: &StatusPage) -> Markup {
    let title = words.say(&format!("{}-title", notice.key()));
    Frame::plain(words, help, &title).around(&html! {
        @if matches!(notice, StatusPage::Thanks { .. }) { (scene()) }
        h1 { (title) }
        (body(words, help, notice))
    })
}

fn body(words: &Words, help: &HelpLines, notice: &StatusPage) -> Markup {
    let inspectorate = || args([("inspectorate", help.inspectorate.as_str().into())]);
    match notice {
        StatusPage::Planned { opens_at } => html! {
            p { (words.say_with("planned-text", &args([("when", words.date_and_time(*opens_at).into())]))) }
        },
        StatusPage::Closed { closed_at } => html! {
            p { (words.say_with("closed-text", &args([("when", words.date_and_time(*closed_at).into())]))) }
            p { (words.say_with("closed-next", &inspectorate())) }
        },
        StatusPage::Spent { open_link } => html! {
            p { (words.say("spent-text")) }
            @match open_link {
                Some(link) => {
                    p { (words.say("spent-fresh")) }
                    div.go { div { a href={ "/s/" (link) (keep(words.language)) } { (words.say("spent-open")) } } }
                }
                None => p { (words.say("spent-again")) " " (email(&help.contact_email)) },
            }
        },
        StatusPage::Left => html! {
            p { (words.say("left-text")) }
            p { a href={ "?again&lang=" (words.language.tag()) } { (words.say("left-again")) } }
        },
        StatusPage::Personal => html! {
            p { (words.say("personal-text")) }
            p { a href={ "/code" (keep(words.language)) } { (words.say("personal-code")) } }
        },
        StatusPage::Thanks { audience } => {
            let values = args([
                ("reader", audience.reader().into()),
                ("inspectorate", help.inspectorate.as_str().into()),
            ]);
            html! {
                p { (words.say_with("thanks-text", &values)) }
                div.card {
                    h2 { (words.say("thanks-next-heading")) }
                    p {
                        @match audience.afterwards(words.language) {
                            Some(own) => (own),
                            None => (words.say_with("thanks-next", &values)),
                        }
                    }
                }
                p { (words.say("thanks-close")) }
            }
        }
        other => html! { p { (words.say(&format!("{}-text", other.key()))) } },
    }
}

/// A blank page that opens the neutral site. It answers a form, because the form page's policy
/// forbids a redirect to another site.
pub fn leaving(to: &str) -> HttpResponse {
    let view = html! {
        (DOCTYPE)
        html { head {
            meta charset="utf-8";
            meta http-equiv="refresh" content={ "0;url=" (to) };
            title { "\u{200b}" }
            link rel="icon" href="data:,";
        } body {} }
    };
    let mut response = page::html(StatusCode::OK, view, policy(), Referrer::Nothing);
    let clear = HeaderValue::from_static("\"cache\", \"storage\"");
    response.headers_mut().insert(HeaderName::from_static("clear-site-data"), clear);
    response
}
