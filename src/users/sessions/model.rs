use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use chrono::{DateTime, TimeDelta, Utc};
use rand::RngCore;
use sha2::{Digest as _, Sha256};

use crate::store::{HashValue, Id};

/// How long a session lasts at most, however much it is used (OWASP ASVS 5.0, 7.3.2).
const LONGEST: TimeDelta = TimeDelta::hours(12);
/// How far the clocks of two processes may be apart.
const SKEW: TimeDelta = TimeDelta::minutes(1);
/// How long the code of the second step may take after the password.
const FOR_THE_CODE: TimeDelta = TimeDelta::minutes(10);

/// The value in the browser's cookie: 256 random bits. It is kept nowhere else.
#[derive(Clone, PartialEq, Eq)]
pub struct SessionToken([u8; 32]);

impl SessionToken {
    pub fn random() -> Self {
        let mut bytes = [0; 32];
        rand::rng().fill_bytes(&mut bytes);
        Self(bytes)
    }

    /// The text that goes into the cookie.
    pub fn reveal(&self) -> String {
        BASE64_URL_SAFE_NO_PAD.encode(self.0)
    }

    /// What [`SessionToken::reveal`] gave. Nothing else is read.
    pub fn read(text: &str) -> Option<Self> {
        Some(Self(BASE64_URL_SAFE_NO_PAD.decode(text).ok()?.try_into().ok()?))
    }

    /// What the database keeps. 256 random bits cannot be found from a plain digest.
    pub fn digest(&self) -> HashValue {
        HashValue(Sha256::digest(self.0).into())
    }
}

/// A session to be stored.
#[derive(Clone, Debug)]
pub struct NewSession {
    pub user: Id,
    /// Whether the code of the second step is still to come. Such a session opens that page and
    /// nothing else.
    pub awaits_code: bool,
    /// Whether the browser has completed a sign-in to this account before.
    pub known_device: bool,
    /// In plain words, see [`super::device`].
    pub device: String,
}

/// A stored session.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Session {
    pub digest: HashValue,
    pub user: Id,
    pub awaits_code: bool,
    pub known_device: bool,
    pub device: String,
    pub began_at: DateTime<Utc>,
    pub used_at: DateTime<Utc>,
}

/// When sessions end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Lifetime {
    idle: TimeDelta,
}

impl Lifetime {
    /// Sessions end after so many minutes without use.
    pub fn of_minutes(idle: u32) -> Self {
        Self { idle: TimeDelta::minutes(idle.into()) }
    }

    /// Sessions that began before this are over at `now`.
    pub fn began_after(&self, now: DateTime<Utc>) -> DateTime<Utc> {
        now - LONGEST
    }

    /// Sessions that were last used before this are over at `now`.
    pub fn used_after(&self, now: DateTime<Utc>) -> DateTime<Utc> {
        now - self.idle
    }

    /// Sessions that still await their code and began before this are over at `now`.
    pub fn asked_after(now: DateTime<Utc>) -> DateTime<Utc> {
        now - FOR_THE_CODE
    }

    /// Whether `session` may still be used at `now`. One that began in the future may not: the
    /// clock was set back.
    pub fn holds(&self, session: &Session, now: DateTime<Utc>) -> bool {
        let longest =
            if session.awaits_code { Self::asked_after(now) } else { self.began_after(now) };
        session.began_at > longest
            && session.used_at > self.used_after(now)
            && session.began_at <= now + SKEW
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn session(
        began: TimeDelta,
        used: TimeDelta,
        awaits_code: bool,
        now: DateTime<Utc>,
    ) -> Session {
        Session {
            digest: SessionToken::random().digest(),
            user: Id::random(),
            awaits_code,
            known_device: false,
            device: "a browser".to_owned(),
            began_at: now - began,
            used_at: now - used,
        }
    }

    #[test]
    fn a_token_is_read_as_written() {
        let token = SessionToken::random();
        assert!(SessionToken::read(&token.reveal()) == Some(token.clone()));
        assert!(token != SessionToken::random());
        for text in ["", "abc", &token.reveal()[1..], &format!("{}A", token.reveal())] {
            assert!(SessionToken::read(text).is_none(), "{text}");
        }
    }

    #[test]
    fn a_session_ends_when_idle_and_after_twelve_hours() {
        let (lifetime, now) = (Lifetime::of_minutes(30), Utc::now());
        let holds = |began, used, half| {
            lifetime.holds(
                &session(TimeDelta::minutes(began), TimeDelta::minutes(used), half, now),
                now,
            )
        };
        assert!(holds(0, 0, false) && holds(719, 29, false) && holds(9, 9, true));
        assert!(!holds(60, 30, false), "idle");
        assert!(!holds(720, 0, false), "twelve hours");
        assert!(!holds(10, 0, true), "the code took too long");
        assert!(!holds(-2, 0, false), "from the future");
    }
}
