//! Users for tests. A test names the fields that matter to it and takes the rest from here.

use super::{Account, Role, User};
use crate::store::Id;

/// Somebody of this role who sees what the role allows everywhere.
pub fn user(role: Role) -> User {
    User {
        id: Id::random(),
        email: "who@example.org".to_owned(),
        role,
        areas: Vec::new(),
        second_step_due: None,
        everywhere: true,
    }
}

/// The account of such a user, with a password and without a second step.
pub fn account(role: Role) -> Account {
    Account {
        user: user(role),
        password: Some("a hash".to_owned()),
        signed_in_at: None,
        second_step: None,
        second_step_used: 0,
        password_expired: false,
        second_step_due: None,
    }
}
