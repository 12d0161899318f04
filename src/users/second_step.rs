//! Two-step sign-in: after the password, a time-based code from a telephone (RFC 6238), or one of
//! ten single-use recovery codes.

mod recovery;

use chrono::{DateTime, Utc};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use rand::RngCore;
use totp_rs::{Builder, Secret as Shared, Totp};

use crate::store::{Cipher, Id, Secret};

pub use recovery::{RecoveryCode, RecoveryHash};

/// The length of a key in bytes, as RFC 4226 recommends.
const LENGTH: usize = 20;
/// For how many seconds a code is shown.
const STEP: u64 = 30;

/// The shared key. It is shown once, during set-up.
#[derive(Clone, PartialEq, Eq)]
pub struct Key([u8; LENGTH]);

impl Key {
    pub fn random() -> Self {
        let mut bytes = [0; LENGTH];
        rand::rng().fill_bytes(&mut bytes);
        Self(bytes)
    }

    /// The key as people type it into a telephone: 32 letters and digits.
    pub fn text(&self) -> String {
        Shared::from(self.0).to_base32()
    }

    /// Parses the output of [`Key::text`], in any case, with spaces anywhere.
    pub fn read(text: &str) -> Option<Self> {
        let plain: String = text.chars().filter(|c| !c.is_whitespace()).collect();
        let bytes = data_encoding::BASE32_NOPAD_NOCASE.decode(plain.as_bytes()).ok()?;
        Some(Self(bytes.try_into().ok()?))
    }

    /// The text of the QR code for the authenticator app.
    pub fn address(&self, email: &str) -> String {
        format!(
            "otpauth://totp/Speir:{}?secret={}&issuer=Speir",
            utf8_percent_encode(email, NON_ALPHANUMERIC),
            self.text()
        )
    }

    /// The sealed key, as stored with a user.
    pub fn seal(&self, secret: &Secret, user: Id) -> Option<Vec<u8>> {
        cipher(secret).seal(user.as_bytes(), &self.0)
    }

    /// Opens a stored key. `None` if it was changed, moved, or sealed with another secret.
    pub fn open(secret: &Secret, user: Id, sealed: &[u8]) -> Option<Self> {
        Some(Self(cipher(secret).open(user.as_bytes(), sealed)?.try_into().ok()?))
    }

    /// The time step of a code, at most one before or after the present one. The caller checks
    /// whether its code was used before.
    pub fn step_of(&self, code: &str, now: DateTime<Utc>) -> Option<i64> {
        let digits: String = code.chars().filter(|c| !c.is_whitespace()).collect();
        if digits.len() != 6 || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        let step = self.totp()?.check(&digits, u64::try_from(now.timestamp()).ok()?)?;
        i64::try_from(step).ok()
    }

    fn totp(&self) -> Option<Totp> {
        Builder::new().with_secret(self.0).with_step_duration(STEP).build().ok()
    }
}

fn cipher(secret: &Secret) -> Cipher {
    Cipher::new(secret.key(&[b"two-step sign-in"]))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key() -> Key {
        Key(*b"12345678901234567890")
    }

    fn at(seconds: i64) -> DateTime<Utc> {
        DateTime::from_timestamp(seconds, 0).expect("a time")
    }

    #[test]
    fn codes_are_those_of_the_standard() {
        // RFC 6238, appendix B, the last six digits.
        for (seconds, code) in
            [(59, "287082"), (1_111_111_109, "081804"), (2_000_000_000, "279037")]
        {
            assert_eq!(key().step_of(code, at(seconds)), Some(seconds / 30), "{seconds}");
        }
    }

    #[test]
    fn a_code_is_taken_one_step_early_or_late_and_no_more() {
        for (late, taken) in [(-60, false), (-30, true), (0, true), (30, true), (60, false)] {
            assert_eq!(key().step_of("287 082", at(59 + late)).is_some(), taken, "{late}");
        }
        for nothing in ["", "287083", "28708", "2870822", "+87082", "٢٨٧٠٨٢"] {
            assert_eq!(key().step_of(nothing, at(59)), None, "{nothing}");
        }
    }

    #[test]
    fn a_key_is_read_as_it_is_written_and_opened_for_its_own_user_alone() {
        let (key, user) = (Key::random(), Id::random());
        assert!(Key::read(&key.text().to_lowercase()) == Some(key.clone()));
        assert!(Key::read("too short").is_none());
        let secret =
            Secret::from_text("a secret of tests, long enough to be taken").expect("a secret");
        let sealed = key.seal(&secret, user).expect("sealed");
        assert!(Key::open(&secret, user, &sealed) == Some(key.clone()));
        assert!(Key::open(&secret, Id::random(), &sealed).is_none());
        assert!(
            key.address("a b@example.org")
                .starts_with("otpauth://totp/Speir:a%20b%40example%2Eorg?secret=")
        );
    }
}
