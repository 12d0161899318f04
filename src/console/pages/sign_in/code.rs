use std::time::{Duration, Instant};

use chrono::Utc;

use super::{CodeKind, CodeOrigin, Door, views::wait_sentence};
use crate::{
    audit::{FailureKind, SignIn},
    console::shell::ConsoleError,
    store::{Connection, Secret, StoreError},
    users::{
        Account, queries,
        second_step::{Key, RecoveryCode, RecoveryHash},
    },
};

/// Why a code was refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CodeRefusal {
    /// There were too many wrong ones. How long until the next.
    Wait(Duration),
    Wrong,
}

impl CodeRefusal {
    /// The message for the person who typed it.
    pub fn sentence(self) -> String {
        match self {
            Self::Wait(wait) => wait_sentence(wait),
            Self::Wrong => "This code is not correct. Wait for the next one on your telephone and \
                type that, or use a recovery code that you have not used yet."
                .to_owned(),
        }
    }
}

impl Door {
    /// Checks a code for the second step of `account`, whose password was right. Each code works
    /// once. Wrong and delayed ones count as failures.
    pub async fn take_code(
        &self,
        account: &Account,
        origin: CodeOrigin,
        typed: &str,
    ) -> Result<Result<SignIn, CodeRefusal>, ConsoleError> {
        let (code, email) = (Code::of(typed), Some(account.user.email.as_str()));
        let (kind, how) = (code.kind(), code.how());
        let chances = match self.sign_ins.admit_code(account.user.id, origin, kind, Instant::now())
        {
            Ok(chances) => chances,
            Err(wait) => {
                self.failed(FailureKind::Delayed, email);
                return Ok(Err(CodeRefusal::Wait(wait)));
            }
        };
        let (secret, its_account) = (self.secret.clone(), account.clone());
        let check =
            self.store.run(move |connection| takes(connection, &secret, &its_account, &code));
        if chances.judge(check).await? {
            return Ok(Ok(how));
        }
        self.failed(FailureKind::SecondStep, email);
        Ok(Err(CodeRefusal::Wrong))
    }
}

/// A typed code.
enum Code {
    Recovery(RecoveryCode),
    Short(String),
}

impl Code {
    fn of(typed: &str) -> Self {
        RecoveryCode::read(typed).map_or_else(|| Self::Short(typed.to_owned()), Self::Recovery)
    }

    const fn how(&self) -> SignIn {
        match self {
            Self::Recovery(_) => SignIn::RecoveryCode,
            Self::Short(_) => SignIn::AuthenticatorCode,
        }
    }

    const fn kind(&self) -> CodeKind {
        match self {
            Self::Recovery(_) => CodeKind::Recovery,
            Self::Short(_) => CodeKind::Short,
        }
    }
}

/// Uses up a code of an account.
fn takes(
    connection: &mut Connection,
    secret: &Secret,
    account: &Account,
    code: &Code,
) -> Result<bool, StoreError> {
    let id = account.user.id;
    match code {
        Code::Short(code) => {
            let key = account.second_step.as_ref().and_then(|sealed| Key::open(secret, id, sealed));
            let step = key.and_then(|key| key.step_of(code, Utc::now()));
            step.map_or(Ok(false), |step| queries::use_step(connection, id, step))
        }
        Code::Recovery(code) => {
            let Some(hash) = queries::recovery_hash(connection, id, code.selector)? else {
                return Ok(false);
            };
            let fits = code.fits(&hash);
            let kept = RecoveryHash { selector: code.selector, hash };
            Ok(fits && queries::spend_recovery_code(connection, id, &kept)?)
        }
    }
}
