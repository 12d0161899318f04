//! Confirmation before a change to sign-in: the password and, if two-step sign-in is on, a code. An
//! open session alone cannot make such a change (OWASP ASVS 5.0, 7.5.1).

use std::time::Instant;

use crate::{
    audit::{self, FailureKind, SignIn},
    console::{
        pages::sign_in::{CodeOrigin, Door, Origin, wait_sentence},
        shell::{
            ConsoleError,
            form::{Errors, Typed},
            session::Signed,
        },
    },
    store::{Connection, StoreError},
};

/// The field for a code of the present second step.
pub const CODE: &str = "present-code";

/// Proof that the user has confirmed with everything that they sign in with.
#[must_use]
pub struct Confirmed(Option<SignIn>);

impl Confirmed {
    /// Records in the audit log that the second step was passed, if one is on.
    pub fn record(&self, connection: &mut Connection, email: &str) -> Result<(), StoreError> {
        self.0.map_or(Ok(()), |how| audit::second_step_taken(connection, email, how))
    }
}

/// Checks the password, and then the code if two-step sign-in is on. A valid code is used up, so
/// call this last.
pub async fn confirmed(
    signed: &Signed,
    typed: &Typed,
    door: &Door,
) -> Result<Result<Confirmed, Errors>, ConsoleError> {
    if let Err(errors) = knows_password(signed, typed, door).await? {
        return Ok(Err(errors));
    }
    if signed.account.second_step.is_none() {
        return Ok(Ok(Confirmed(None)));
    }
    let taken = door.take_code(&signed.account, CodeOrigin::SignedIn, typed.one(CODE)).await?;
    Ok(taken
        .map(|how| Confirmed(Some(how)))
        .map_err(|refusal| Errors::one(CODE, refusal.sentence())))
}

/// Whether the user's own password was typed.
pub async fn knows_password(
    signed: &Signed,
    typed: &Typed,
    door: &Door,
) -> Result<Result<(), Errors>, ConsoleError> {
    let user = &signed.account.user;
    if typed.secret("present").is_empty() {
        return Ok(Err(Errors::one("present", "Enter your current password.")));
    }
    let attempt =
        match door.sign_ins.attempt(&user.email, Origin::SignedIn(user.id), Instant::now()).await {
            Ok(attempt) => attempt,
            Err(wait) => {
                door.failed(FailureKind::Delayed, Some(&user.email));
                return Ok(Err(Errors::one("present", wait_sentence(wait))));
            }
        };
    if attempt.verify(typed.secret("present").to_owned(), signed.account.password.clone()).await {
        return Ok(Ok(()));
    }
    door.failed(FailureKind::OwnPassword, Some(&user.email));
    Ok(Err(Errors::one("present", "This is not your current password. Check it and try again.")))
}
