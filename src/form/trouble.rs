//! Why a form comes back with its answers in it, and what can be done next.

use actix_web::http::StatusCode;
use chrono::{DateTime, Utc};
use maud::{Markup, html};

use super::query::keep;
use crate::{
    inspection::{Collection, Link},
    intake::Ticket,
    language::{Language, Words, args},
    settings::HelpLines,
};

/// What keeps a form from being taken as it was sent.
#[derive(Clone, PartialEq, Eq)]
pub enum Trouble {
    /// The store cannot be reached, or too many are waiting.
    Busy,
    /// Too many answers from one network.
    Crowd,
    /// A page elsewhere sent it.
    Elsewhere,
    /// Other answers were sent with the ticket in this address, or the same ones too long ago to
    /// know.
    Taken,
    /// The same with a ticket that one person was given.
    Used,
    /// The ticket was taken back.
    Revoked,
    /// The collection is answered with a ticket that was handed out, which this address lacks.
    Personal,
    Planned {
        opens_at: DateTime<Utc>,
    },
    Closed {
        closed_at: DateTime<Utc>,
    },
}

impl Trouble {
    pub const fn status(&self) -> StatusCode {
        match self {
            Self::Busy => StatusCode::SERVICE_UNAVAILABLE,
            Self::Crowd => StatusCode::TOO_MANY_REQUESTS,
            Self::Elsewhere => StatusCode::BAD_REQUEST,
            Self::Taken | Self::Used => StatusCode::CONFLICT,
            Self::Revoked | Self::Closed { .. } => StatusCode::GONE,
            Self::Personal | Self::Planned { .. } => StatusCode::NOT_FOUND,
        }
    }

    /// Whether it passes if one waits.
    pub const fn passes(&self) -> bool {
        matches!(self, Self::Busy | Self::Crowd)
    }

    /// The trouble that a page named, as things stand with its collection.
    pub fn named(key: &str, collection: &Collection) -> Option<Self> {
        let (opens_at, closed_at) = (collection.opens_at, collection.closes_at);
        let all = [
            Self::Busy,
            Self::Crowd,
            Self::Elsewhere,
            Self::Taken,
            Self::Used,
            Self::Revoked,
            Self::Personal,
        ];
        let mut all =
            all.into_iter().chain([Self::Planned { opens_at }, Self::Closed { closed_at }]);
        all.find(|trouble| trouble.key() == key)
    }

    pub const fn key(&self) -> &'static str {
        match self {
            Self::Busy => "busy",
            Self::Crowd => "crowd",
            Self::Elsewhere => "elsewhere",
            Self::Taken => "taken",
            Self::Used => "used",
            Self::Revoked => "revoked",
            Self::Personal => "personal",
            Self::Planned { .. } => "planned",
            Self::Closed { .. } => "closed",
        }
    }
}

/// Where the answers can be sent from the page that comes back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Way {
    /// Where they were sent before.
    Same,
    /// To this address, as a new response.
    Fresh(String),
    /// Nowhere.
    None,
}

impl Way {
    /// The way on from a trouble with a form of `link`, which is open to everybody or not.
    pub fn from(trouble: &Trouble, link: &Link, open_link: bool, language: Language) -> Self {
        match trouble {
            // What opens later can be sent later, from the same page.
            Trouble::Busy | Trouble::Crowd | Trouble::Elsewhere | Trouble::Planned { .. } => {
                Self::Same
            }
            Trouble::Taken | Trouble::Used | Trouble::Revoked if open_link => {
                Self::Fresh(format!("/s/{link}/{}{}#top", Ticket::random(), keep(language)))
            }
            _ => Self::None,
        }
    }
}

/// What happened, and what to do next.
pub fn notice(words: &Words, help: &HelpLines, trouble: &Trouble, way: &Way) -> Markup {
    let key = trouble.key();
    let heading = match trouble {
        Trouble::Closed { .. } | Trouble::Planned { .. } | Trouble::Revoked | Trouble::Personal => {
            format!("{key}-title")
        }
        Trouble::Used if *way == Way::None => "used-heading".to_owned(),
        Trouble::Taken => "taken-heading".to_owned(),
        _ => "busy-heading".to_owned(),
    };
    let when = match trouble {
        Trouble::Planned { opens_at: when } | Trouble::Closed { closed_at: when } => {
            words.date_and_time(*when)
        }
        _ => String::new(),
    };
    let values = args([("when", when.into()), ("inspectorate", help.inspectorate.as_str().into())]);
    html! {
        div.wrong #top role="alert" tabindex="-1" {
            h2 { (words.say(&heading)) }
            p { (words.say_with(&format!("{key}-text"), &values)) }
            @match (trouble, way) {
                (Trouble::Busy | Trouble::Crowd | Trouble::Elsewhere | Trouble::Taken, _) => {}
                (_, Way::Fresh(_)) => p { (words.say("again-open-link")) },
                (_, Way::Same) => p { (words.say("again-later")) },
                (_, Way::None) => p {
                    (words.say("again-nowhere")) " "
                    a href={ "mailto:" (help.contact_email) } { (help.contact_email) }
                },
            }
        }
    }
}
