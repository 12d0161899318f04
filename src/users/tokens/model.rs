use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use chrono::{Days, NaiveDate};
use rand::RngCore;
use sha2::{Digest as _, Sha256};
use validator::{Validate, ValidationError};

use crate::{
    store::{HashValue, Id},
    text::{NotALine, is_line},
};

/// How many tokens a user may have.
pub const MOST: usize = 10;
/// For how many days a token may work.
pub const MOST_DAYS: u32 = 365;
/// What every token begins with, so that whoever finds one knows what it is.
const PREFIX: &str = "speir_";

/// A token: 256 random bits. It is shown once, and never kept.
#[derive(Clone, PartialEq, Eq)]
pub struct Token([u8; 32]);

impl Token {
    pub fn random() -> Self {
        let mut bytes = [0; 32];
        rand::rng().fill_bytes(&mut bytes);
        Self(bytes)
    }

    /// The text that a program sends.
    pub fn reveal(&self) -> String {
        format!("{PREFIX}{}", BASE64_URL_SAFE_NO_PAD.encode(self.0))
    }

    /// What [`Token::reveal`] gave. Nothing else is read.
    pub fn read(text: &str) -> Option<Self> {
        let bytes = BASE64_URL_SAFE_NO_PAD.decode(text.strip_prefix(PREFIX)?).ok()?;
        Some(Self(bytes.try_into().ok()?))
    }

    /// What is kept of it. With 256 random bits, a plain digest tells nobody which token it is.
    pub fn digest(&self) -> HashValue {
        HashValue(Sha256::digest(self.0).into())
    }
}

/// A token as its owner sees it later.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    pub id: Id,
    pub owner: Id,
    pub name: String,
    pub created_on: NaiveDate,
    /// The last day on which it works.
    pub expires_on: NaiveDate,
    pub last_used_on: Option<NaiveDate>,
}

impl Kept {
    pub fn has_expired(&self, today: NaiveDate) -> bool {
        today > self.expires_on
    }
}

/// A token to be made.
#[derive(Clone, Debug, Validate)]
pub struct NewToken {
    #[validate(custom(function = "is_name"))]
    pub name: String,
    #[validate(range(min = 1, max = MOST_DAYS, message = "Write for how many days it works, from \
        1 to 365."))]
    pub days: u32,
}

impl NewToken {
    /// Takes a name as people write it, with spaces around it.
    pub fn new(name: &str, days: u32) -> Self {
        Self { name: name.trim().to_owned(), days }
    }

    pub(super) fn expires_on(&self, today: NaiveDate) -> NaiveDate {
        today.checked_add_days(Days::new(self.days.into())).unwrap_or(today)
    }
}

fn is_name(name: &str) -> Result<(), ValidationError> {
    let wrong =
        |sentence: &'static str| Err(ValidationError::new("name").with_message(sentence.into()));
    match is_line(name, 60) {
        Ok(()) => Ok(()),
        Err(NotALine::Empty) => {
            wrong("Write what the token is for, such as Dashboard of the council.")
        }
        Err(NotALine::TooLong { .. }) => wrong("Write at most 60 characters."),
        Err(NotALine::NotPlain(_)) => {
            wrong("Write the name in one line, without control characters.")
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::language::calendar;

    #[test]
    fn a_token_is_read_as_it_is_written_and_no_two_are_alike() {
        let token = Token::random();
        let text = token.reveal();
        assert_eq!(text.len(), 6 + 43);
        assert!(Token::read(&text) == Some(token.clone()));
        assert!(Token::random() != token);
        assert_ne!(Token::random().digest(), token.digest());
    }

    #[test]
    fn a_token_works_through_its_last_day_in_scotland() {
        let day = |text: &str| text.parse::<NaiveDate>().expect("a date");
        let (made, new) = (day("2026-07-01"), NewToken::new(" Dashboard ", 30));
        let kept = Kept {
            id: Id::random(),
            owner: Id::random(),
            name: new.name.clone(),
            created_on: made,
            expires_on: new.expires_on(made),
            last_used_on: None,
        };
        assert_eq!(kept.name, "Dashboard");
        assert!(!kept.has_expired(day("2026-07-31")));
        assert!(kept.has_expired(day("2026-08-01")));
        assert_eq!(
            calendar::day("2026-07-31T23:30:00Z".parse().expect("a time")),
            day("2026-08-01")
        );
    }

    #[test]
    fn a_name_and_a_number_of_days_are_needed() {
        assert!(NewToken::new("Dashboard", 365).validate().is_ok());
        for (name, days) in
            [("", 30), (" ", 30), ("two\nlines", 30), (&"x".repeat(61), 30), ("A", 0), ("A", 366)]
        {
            assert!(NewToken::new(name, days).validate().is_err(), "{name:?} {days}");
        }
    }

    proptest! {
        #[test]
        fn whatever_is_read_as_a_token_is_written_in_the_same_way(text in "speir_[A-Za-z0-9_-]{42,44}|.{0,60}") {
            if let Some(token) = Token::read(&text) {
                prop_assert_eq!(token.reveal(), text);
            }
        }
    }
}
