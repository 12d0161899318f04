use chrono::{DateTime, Utc};
use serde::Deserialize;

use crate::{store::HashValue, users::sessions::Session};

/// What was just done before the account page is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Done {
    Password,
    SignOut,
    Session,
    SecondStepOff,
}

/// What the account page shows.
#[derive(Clone, Debug)]
pub struct AccountPage {
    /// Whether two-step sign-in is on.
    pub two_steps: bool,
    /// Whether the role needs two-step sign-in.
    pub required: bool,
    pub codes_left: u64,
    /// Every session of the user, including this one.
    pub sessions: Vec<Session>,
    /// The session of this request.
    pub here: HashValue,
    /// How many API tokens the user has.
    pub tokens: usize,
    pub done: Option<Done>,
    pub now: DateTime<Utc>,
}
