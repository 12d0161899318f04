//! Posted forms.

use std::borrow::Cow;

use serde::{Deserialize, Deserializer};

pub use crate::console::views::Errors;
use crate::{language::numbers::digits, text::clean};

/// A posted form, kept as typed so that it can be shown again. Its texts are normalised
/// ([`clean`]).
#[derive(Clone, Debug, Default)]
pub struct Typed(Vec<(String, String)>, Vec<(String, String)>);

impl<'de> Deserialize<'de> for Typed {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let mut fields = Vec::<(String, String)>::deserialize(deserializer)?;
        let mut unclean = Vec::new();
        for (name, value) in &mut fields {
            if let Cow::Owned(cleaned) = clean(value) {
                unclean.push((name.clone(), std::mem::replace(value, cleaned)));
            }
        }
        Ok(Self(fields, unclean))
    }
}

impl Typed {
    /// A form with these values.
    pub fn of<const N: usize>(pairs: [(&str, String); N]) -> Self {
        Self(pairs.into_iter().map(|(name, value)| (name.to_owned(), value)).collect(), Vec::new())
    }

    /// The same with `value` for `name`, if the form has no such field.
    #[must_use]
    pub fn or(mut self, name: &str, value: impl FnOnce() -> String) -> Self {
        if !self.is_there(name) {
            self.0.push((name.to_owned(), value()));
        }
        self
    }

    /// Every field with its value, in the order of the form.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(name, value)| (name.as_str(), value.as_str()))
    }

    /// The first value of `name` without spaces around it; empty if there is none.
    pub fn one(&self, name: &str) -> &str {
        self.exactly(name).trim()
    }

    /// The first value of `name`, with all spaces.
    pub fn exactly(&self, name: &str) -> &str {
        self.0.iter().find(|(key, _)| key == name).map_or("", |(_, value)| value)
    }

    /// The first value of `name`, unchanged, for passwords.
    pub fn secret(&self, name: &str) -> &str {
        let unclean = self.1.iter().find(|(key, _)| key == name);
        unclean.map_or_else(|| self.exactly(name), |(_, value)| value)
    }

    /// Every value of `name`, as checkboxes send them.
    pub fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.0.iter().filter(move |(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    /// Whether the form has a field `name`, empty or not.
    pub fn is_there(&self, name: &str) -> bool {
        self.0.iter().any(|(key, _)| key == name)
    }

    /// Whether the box or radio button `name` with `value` was chosen.
    pub fn has(&self, name: &str, value: &str) -> bool {
        self.all(name).any(|chosen| chosen == value)
    }
}

/// A form with these values.
impl<'a> FromIterator<(&'a str, String)> for Typed {
    fn from_iter<I: IntoIterator<Item = (&'a str, String)>>(pairs: I) -> Self {
        Self(pairs.into_iter().map(|(name, value)| (name.to_owned(), value)).collect(), Vec::new())
    }
}

/// Parses a whole number, with or without commas or spaces between thousands.
pub fn number<T: std::str::FromStr>(text: &str) -> Option<T> {
    digits(text)?.parse().ok()
}

/// How many people could answer, or what is wrong.
pub fn population(text: &str) -> Result<u32, &'static str> {
    let digits = digits(text)
        .ok_or("Write how many people could answer as a whole number, such as 1,306.")?;
    match digits.parse() {
        Ok(0) => Err("Write at least 1. If nobody could answer, there is nobody to ask."),
        Ok(count @ 1..=10_000_000) => Ok(count),
        _ => Err("Write at most 10,000,000, which is more than the population of Scotland."),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_cleaned_and_passwords_are_not() {
        let typed: Typed =
            serde_urlencoded::from_str("title=Fife%0B2096%00&password=a%0Bb&again=ab")
                .expect("a form");
        assert_eq!(
            (typed.one("title"), typed.secret("password"), typed.secret("again")),
            ("Fife\n2096", "a\u{b}b", "ab")
        );
    }

    #[test]
    fn a_number_is_read_as_people_write_it() {
        assert_eq!(number::<u32>("1,306"), Some(1_306));
        assert_eq!(number::<u32>("12 000"), Some(12_000));
        assert_eq!(number::<u32>("about ten"), None);
        assert_eq!(number::<u32>("1306"), Some(1_306));
        for text in ["", "12,5", "1,30", "1306,000", ",100", "12.5", "-5", "+5", "1,,000"] {
            assert_eq!(number::<u32>(text), None, "{text}");
        }
    }

    #[test]
    fn a_population_is_refused_with_its_reason() {
        assert_eq!(population("10,000,000"), Ok(10_000_000));
        for (text, reason) in [
            ("12,5", "whole number"),
            ("99999999999", "at most 10,000,000"),
            ("99999999999999999999999", "at most 10,000,000"),
            ("10,000,001", "at most 10,000,000"),
            ("0", "at least 1"),
            ("", "whole number"),
        ] {
            assert!(population(text).expect_err(text).contains(reason), "{text}");
        }
    }

    #[test]
    fn a_field_has_one_sentence_and_the_page_gives_the_order() {
        let mut errors = Errors::default();
        errors.add("b", "second");
        errors.add("a", "first");
        errors.add("a", "again");
        let errors = errors.in_order(&["a", "b"]);
        assert_eq!(errors.iter().collect::<Vec<_>>(), [("a", "first"), ("b", "second")]);
    }
}
