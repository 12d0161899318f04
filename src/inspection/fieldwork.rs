use chrono::{DateTime, Duration, Utc};

use super::Collection;

/// How long after closing an open form can still be sent.
pub const GRACE: Duration = Duration::hours(2);

/// The stage of a collection.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// It has not opened yet.
    Planned,
    Open,
    /// New forms no longer open; one that is already open can still be sent.
    Closing,
    /// No more responses are accepted; they are not released yet.
    Closed,
    Released,
}

impl State {
    /// The name in files and lists.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Planned => "planned",
            Self::Open => "open",
            Self::Closing => "closing",
            Self::Closed => "closed",
            Self::Released => "released",
        }
    }

    /// Whether a form can be opened.
    pub const fn opens_forms(self) -> bool {
        matches!(self, Self::Open)
    }

    /// Whether a response is taken.
    pub const fn takes_responses(self) -> bool {
        matches!(self, Self::Open | Self::Closing)
    }
}

impl Collection {
    /// The stage at `now`.
    pub fn state(&self, now: DateTime<Utc>) -> State {
        if self.released_at.is_some() {
            State::Released
        } else if now < self.opens_at {
            State::Planned
        } else if now < self.closes_at {
            State::Open
        } else if now < self.closes_at + GRACE {
            State::Closing
        } else {
            State::Closed
        }
    }
}
