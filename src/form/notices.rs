//! The pages that a respondent may meet instead of the form.

use std::sync::LazyLock;

use actix_web::{HttpResponse, http::StatusCode};
use chrono::{DateTime, Utc};
use maud::{Markup, html};

use super::start::scene;
use crate::{
    language::{Words, args},
    settings::HelpLines,
    survey::Audience,
    web::{
        ContentPolicy,
        frame::{Frame, LEAVE_SCRIPT, STYLE},
        headers::Referrer,
        page,
    },
};

/// What there is to say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Notice {
    Planned {
        opens_at: DateTime<Utc>,
    },
    Closed {
        closed_at: DateTime<Utc>,
    },
    Spent,
    /// The link opens no form by itself.
    Personal,
    /// The slip was taken back.
    Revoked,
    Thanks {
        audience: Audience,
    },
    Unknown,
    TooLarge,
    /// It took too long to arrive.
    TooSlow,
    /// Too much arrives at once.
    Crowded,
    Unreadable,
    Gone,
    WrongMethod,
    Broken,
    Busy,
}

impl Notice {
    const fn status(self) -> StatusCode {
        match self {
            Self::Planned { .. } | Self::Unknown | Self::Gone | Self::Personal => StatusCode::NOT_FOUND,
            Self::Closed { .. } | Self::Spent | Self::Revoked => StatusCode::GONE,
            Self::Thanks { .. } => StatusCode::OK,
            Self::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::TooSlow => StatusCode::REQUEST_TIMEOUT,
            Self::Unreadable => StatusCode::BAD_REQUEST,
            Self::WrongMethod => StatusCode::METHOD_NOT_ALLOWED,
            Self::Broken => StatusCode::INTERNAL_SERVER_ERROR,
            Self::Busy | Self::Crowded => StatusCode::SERVICE_UNAVAILABLE,
        }
    }

    const fn key(self) -> &'static str {
        match self {
            Self::Planned { .. } => "planned",
            Self::Closed { .. } => "closed",
            Self::Spent => "spent",
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

/// The policy of every page that respondents see and that is no form.
pub fn policy() -> &'static ContentPolicy {
    static POLICY: LazyLock<ContentPolicy> = LazyLock::new(|| ContentPolicy::inline(&[&STYLE], &[&LEAVE_SCRIPT]));
    &POLICY
}

/// A notice as an answer.
pub fn answer(words: &Words, help: &HelpLines, notice: Notice) -> HttpResponse {
    page::html(notice.status(), view(words, help, notice), policy(), Referrer::Nothing)
}

/// A notice as a page.
pub fn view(words: &Words, help: &HelpLines, notice: Notice) -> Markup {
    let title = words.say(&format!("{}-title", notice.key()));
    Frame::plain(words, help, &title).around(&html! {
        @if matches!(notice, Notice::Thanks { .. }) { (scene()) }
        h1 { (title) }
        (body(words, help, notice))
    })
}

fn body(words: &Words, help: &HelpLines, notice: Notice) -> Markup {
    let inspectorate = || args([("inspectorate", help.inspectorate.as_str().into())]);
    match notice {
        Notice::Planned { opens_at } => html! {
            p { (words.say_with("planned-text", &args([("when", words.date_and_time(opens_at).into())]))) }
        },
        Notice::Closed { closed_at } => html! {
            p { (words.say_with("closed-text", &args([("when", words.date_and_time(closed_at).into())]))) }
            p { (words.say_with("closed-next", &inspectorate())) }
        },
        Notice::Spent => html! {
            p { (words.say("spent-text")) }
            p { (words.say("spent-again")) }
        },
        Notice::Personal => html! {
            p { (words.say("personal-text")) }
            p { a href={ "/code" (super::handlers::keep(words.language)) } { (words.say("personal-code")) } }
        },
        Notice::Thanks { audience } => {
            let values =
                args([("audience", audience.key().into()), ("inspectorate", help.inspectorate.as_str().into())]);
            html! {
                p { (words.say_with("thanks-text", &values)) }
                div.card {
                    h2 { (words.say("thanks-next-heading")) }
                    p { (words.say_with("thanks-next", &values)) }
                }
                p { (words.say("thanks-close")) }
            }
        }
        other => html! { p { (words.say(&format!("{}-text", other.key()))) } },
    }
}
