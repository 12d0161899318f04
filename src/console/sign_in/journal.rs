//! What signing in and out leaves in the audit log.

use crate::{
    audit,
    store::{Connection, Id, StoreError},
    users::{self, Account},
};

/// Records a complete sign-in.
pub fn signed_in(connection: &mut Connection, account: &Account, device: &str) -> Result<(), StoreError> {
    let email = account.user.email.as_str();
    let steps = if account.second_step.is_some() { "by two steps" } else { "by password" };
    audit::record(connection, email, &format!("Signed in {steps} with {device}"), email)
}

/// Records a sign-out, if it ended a session.
pub fn signed_out(connection: &mut Connection, user: Id, device: Option<&str>) -> Result<(), StoreError> {
    let (Some(device), Some(account)) = (device, users::by_id(connection, user)?) else { return Ok(()) };
    let email = account.user.email.as_str();
    audit::record(connection, email, &format!("Signed out of {device}"), email)
}
