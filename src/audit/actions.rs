//! The wording of entries about sign-ins, sessions and tokens.

use std::fmt;

use super::record;
use crate::store::{Connection, StoreError};

/// How somebody signed in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SignIn {
    /// With a password, and no second step.
    Password,
    /// With a password, and then a code of an authenticator app.
    AuthenticatorCode,
    /// With a password, and then a recovery code.
    RecoveryCode,
    /// By a link to join or to choose a new password, whether it was sent by email or handed over.
    Link,
}

impl fmt::Display for SignIn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Password => "a password",
            Self::AuthenticatorCode => "a password and a code of an authenticator app",
            Self::RecoveryCode => "a password and a recovery code",
            Self::Link => "a one-time link",
        })
    }
}

/// Why a session ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ended {
    /// Its owner ended it from the list of sessions on the account page.
    FromTheList,
    /// Its owner, an administrator or the command line signed the account out everywhere.
    Everywhere,
    NewPassword,
    NewRole,
    /// Two-step sign-in was turned on or off.
    SecondStep,
    Idle,
    /// It reached its maximum length.
    TooOld,
    AccountRemoved,
}

impl fmt::Display for Ended {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::FromTheList => "ended from the list of sessions",
            Self::Everywhere => "signed out everywhere",
            Self::NewPassword => "the password was changed",
            Self::NewRole => "the role was changed",
            Self::SecondStep => "two-step sign-in was changed",
            Self::Idle => "it was idle",
            Self::TooOld => "it had reached its maximum length",
            Self::AccountRemoved => "the account was removed",
        })
    }
}

/// The account signed in.
pub fn signed_in(connection: &mut Connection, email: &str, how: SignIn) -> Result<(), StoreError> {
    record(connection, email, &format!("Signed in with {how}"), email)
}

/// The account passed the second step outside a sign-in, such as before a change to itself.
pub fn second_step_taken(
    connection: &mut Connection,
    email: &str,
    how: SignIn,
) -> Result<(), StoreError> {
    record(connection, email, &format!("Confirmed with {how}"), email)
}

/// The account signed out in one browser.
pub fn signed_out(connection: &mut Connection, email: &str) -> Result<(), StoreError> {
    record(connection, email, "Signed out", email)
}

/// `actor` ended `count` sessions of an account in one step: one entry for all of them, none if
/// there were none.
pub fn sessions_ended(
    connection: &mut Connection,
    actor: &str,
    email: &str,
    count: usize,
    why: Ended,
) -> Result<(), StoreError> {
    match count {
        0 => Ok(()),
        1 => record(connection, actor, &format!("Ended a session: {why}"), email),
        count => record(connection, actor, &format!("Ended {count} sessions: {why}"), email),
    }
}

/// `actor` ended one session of an account.
pub fn session_ended(
    connection: &mut Connection,
    actor: &str,
    email: &str,
    why: Ended,
) -> Result<(), StoreError> {
    sessions_ended(connection, actor, email, 1, why)
}

/// A program used a token of the account for the first time.
pub fn token_first_used(
    connection: &mut Connection,
    email: &str,
    name: &str,
) -> Result<(), StoreError> {
    record(connection, email, &format!("Used the token “{name}” for the first time"), email)
}
