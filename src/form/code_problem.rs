use std::time::Duration;

use actix_web::http::StatusCode;

use crate::{
    invitation::code::{LENGTH, NotACode},
    language::{Words, args},
};

/// Why a code that was typed leads to no form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CodeProblem {
    NotACode(NotACode),
    /// No slip has it, or it was used.
    Unknown,
    /// Too many wrong codes were typed: how long until the next.
    Wait(Duration),
    /// The database cannot be asked.
    Busy,
}

/// Seconds, never fewer than it takes.
fn whole_seconds(wait: Duration) -> u64 {
    (wait.as_secs() + u64::from(wait.subsec_nanos() > 0)).max(1)
}

impl CodeProblem {
    pub const fn status(self) -> StatusCode {
        match self {
            Self::NotACode(_) | Self::Unknown => StatusCode::UNPROCESSABLE_ENTITY,
            Self::Wait(_) => StatusCode::TOO_MANY_REQUESTS,
            Self::Busy => StatusCode::SERVICE_UNAVAILABLE,
        }
    }

    /// How long a browser is asked to wait, in seconds.
    pub fn retry_after(self) -> Option<u64> {
        match self {
            Self::Wait(wait) => Some(whole_seconds(wait)),
            Self::Busy => Some(5),
            Self::NotACode(_) | Self::Unknown => None,
        }
    }

    /// What to do, in words.
    pub fn explain(self, words: &Words) -> String {
        match self {
            Self::NotACode(NotACode::Empty) => words.say("code-problem-empty"),
            Self::NotACode(NotACode::Character(c)) => words.say_with(
                "code-problem-character",
                &args([("character", c.to_uppercase().to_string().into())]),
            ),
            Self::NotACode(NotACode::Length(count)) => words.say_with(
                "code-problem-length",
                &args([("count", count.into()), ("length", LENGTH.into())]),
            ),
            Self::Unknown => words.say("code-problem-unknown"),
            Self::Wait(wait) => {
                let minutes = whole_seconds(wait).div_ceil(60);
                words.say_with("code-problem-wait", &args([("minutes", minutes.into())]))
            }
            Self::Busy => words.say("code-problem-busy"),
        }
    }

    /// What else is worth knowing, where something is.
    pub fn more(self, words: &Words) -> Option<String> {
        match self {
            Self::NotACode(_) => None,
            Self::Unknown => Some(words.say("code-more-unknown")),
            Self::Wait(_) => Some(words.say("code-more-wait")),
            Self::Busy => Some(words.say("code-more-busy")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wait_is_told_in_whole_minutes_and_no_more_than_it_takes() {
        let told = |wait| CodeProblem::Wait(wait).explain(Words::of(crate::language::Language::En));
        for (wait, minutes) in [
            (Duration::from_millis(1), "one minute"),
            (Duration::from_secs(60), "one minute"),
            (Duration::from_millis(60_001), "2 minutes"),
            (Duration::from_secs(120), "2 minutes"),
        ] {
            let told = told(wait).replace(['\u{2068}', '\u{2069}'], "");
            assert!(told.contains(&format!("Wait {minutes},")), "{wait:?}: {told}");
        }
        assert_eq!(CodeProblem::Wait(Duration::from_secs(120)).retry_after(), Some(120));
        assert_eq!(CodeProblem::Wait(Duration::from_millis(500)).retry_after(), Some(1));
    }
}
