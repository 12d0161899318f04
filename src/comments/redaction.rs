//! Redaction replaces words of a comment with a mark. Nothing else can be changed in a comment.

use std::{cmp::Reverse, fmt, ops::Range, str::FromStr};

use super::Phrase;
use crate::text::{Kind, Suggestion};

/// The maximum number of words or phrases per redaction.
pub const MOST_PHRASES: usize = 50;
/// The longest of them, in characters.
pub const LONGEST_PHRASE: usize = 2_000;

/// The mark that replaces the words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    Name,
    Place,
    Detail,
}

impl Mark {
    pub const ALL: [Self; 3] = [Self::Name, Self::Place, Self::Detail];

    /// The name in forms.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Place => "place",
            Self::Detail => "detail",
        }
    }
}

impl fmt::Display for Mark {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "[{}]", self.key())
    }
}

impl FromStr for Mark {
    type Err = ();

    fn from_str(key: &str) -> Result<Self, ()> {
        Self::ALL.into_iter().find(|mark| mark.key() == key).ok_or(())
    }
}

impl From<Kind> for Mark {
    fn from(kind: Kind) -> Self {
        match kind {
            Kind::Name => Self::Name,
            Kind::Place | Kind::SchoolOrStreet | Kind::Postcode => Self::Place,
            Kind::Telephone
            | Kind::Chi
            | Kind::DateOfBirth
            | Kind::LongNumber
            | Kind::Email
            | Kind::Online => Self::Detail,
        }
    }
}

/// Words to remove of a comment, and what to put in their place.
#[derive(Clone, Debug)]
pub struct BlackOut {
    phrases: Vec<(String, Phrase)>,
    mark: Mark,
    /// The places of suggestions, in bytes, each with its own mark.
    suggested: Vec<(Range<usize>, Mark)>,
}

impl BlackOut {
    /// Reads words or phrases, one on each line. What is wrong with them is a sentence.
    pub fn read(lines: &str, mark: Mark) -> Result<Self, String> {
        Self::with(lines, mark, &[])
    }

    /// The same together with suggestions for the text that is to be redacted. There may be no
    /// other words then.
    pub fn with(lines: &str, mark: Mark, suggested: &[&Suggestion]) -> Result<Self, String> {
        let phrases: Vec<_> = lines
            .lines()
            .filter_map(|line| Some((line.trim().to_owned(), Phrase::new(line)?)))
            .collect();
        if phrases.is_empty() && suggested.is_empty() {
            return Err("Write the words to remove.".to_owned());
        }
        if phrases.len() > MOST_PHRASES
            || phrases.iter().any(|(line, _)| line.chars().count() > LONGEST_PHRASE)
        {
            return Err(format!(
                "Write at most {MOST_PHRASES} lines, each of at most 2,000 characters."
            ));
        }
        let places = |one: &Suggestion| {
            let mark = Mark::from(one.kind);
            one.places.iter().map(|place| (place.clone(), mark)).collect::<Vec<_>>()
        };
        let suggested = suggested.iter().flat_map(|one| places(one)).collect();
        Ok(Self { phrases, mark, suggested })
    }

    /// The text with a mark in place of each of these words or phrases, or else the lines that it
    /// does not contain. Nothing else changes.
    pub fn apply(&self, text: &str) -> Result<String, Vec<String>> {
        let (mut places, mut missing) = (self.suggested.clone(), Vec::new());
        for (line, phrase) in &self.phrases {
            let found = phrase.places(text, true);
            if found.is_empty() {
                missing.push(line.clone());
            }
            places.extend(found.into_iter().map(|place| (place, self.mark)));
        }
        if !missing.is_empty() {
            return Err(missing);
        }
        places.sort_by_key(|(place, _)| (place.start, Reverse(place.end)));
        let (mut redacted, mut kept_from) = (String::with_capacity(text.len()), 0);
        for (place, mark) in places {
            // One that begins within another goes on with it.
            if place.start >= kept_from {
                redacted.push_str(text.get(kept_from..place.start).unwrap_or_default());
                redacted.push_str(&mark.to_string());
            }
            kept_from = kept_from.max(place.end);
        }
        redacted.push_str(text.get(kept_from..).unwrap_or_default());
        Ok(redacted)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::text::suggestions;

    fn redact(text: &str, lines: &str) -> Result<String, Vec<String>> {
        BlackOut::read(lines, Mark::Name).expect("words").apply(text)
    }

    #[test]
    fn every_place_of_a_word_is_taken_out_and_no_part_of_another() {
        assert_eq!(
            redact("Ann helps. ann’s annual visit", "Ann").as_deref(),
            Ok("[name] helps. [name]’s annual visit")
        );
    }

    #[test]
    fn phrases_that_overlap_become_one_mark() {
        let text = "Mrs Ann Mackay of Penicuik";
        assert_eq!(
            redact(text, "Ann Mackay\nMrs Ann\n\nMackay").as_deref(),
            Ok("[name] of Penicuik")
        );
    }

    #[test]
    fn suggestions_are_taken_out_where_they_were_found_each_with_its_mark() {
        let text = "Mark said mark it. You can ring Mark on 07700 900123 in Penicuik, says Bob.";
        let all = suggestions(text);
        let ticked: Vec<_> = all.iter().filter(|one| one.words != "Bob").collect();
        let redacted = BlackOut::with("bob", Mark::Detail, &ticked).expect("words").apply(text);
        assert_eq!(
            redacted.as_deref(),
            Ok("[name] said mark it. You can ring [name] on [detail] in [place], says [detail].")
        );
        assert!(BlackOut::with("", Mark::Name, &ticked).is_ok());
    }

    #[test]
    fn an_absent_phrase_is_named_and_nothing_removed() {
        assert_eq!(
            redact("Ann helps", "Ann\nBob\nHelp"),
            Err(vec!["Bob".to_owned(), "Help".to_owned()])
        );
    }

    #[test]
    fn nothing_and_too_much_are_refused() {
        assert!(BlackOut::read(" \n ", Mark::Name).is_err());
        assert!(BlackOut::read(&"a\n".repeat(51), Mark::Name).is_err());
        assert!(BlackOut::read(&"a".repeat(2_001), Mark::Name).is_err());
        assert!(BlackOut::read(&"a".repeat(2_000), Mark::Name).is_ok());
    }

    proptest! {
        #[test]
        fn redaction_changes_only_the_removed_words(
            text in "[abAB ]{0,60}", lines in "[ab]{1,2}(\n[ab]{1,2}){0,2}",
        ) {
            let Ok(left) = redact(&text, &lines) else { return Ok(()) };
            let mut rest = text.as_str();
            for (number, kept) in left.split("[name]").enumerate() {
                let at = rest.find(kept);
                prop_assert!(at.is_some_and(|at| number > 0 || at == 0), "{left:?} of {text:?}");
                rest = &rest[at.unwrap_or(0) + kept.len()..];
            }
            for line in lines.lines() {
                prop_assert!(Phrase::new(line).expect("a word").places(&left, true).is_empty(), "{line:?} in {left:?}");
            }
            prop_assert!(left.matches("[name]").count() <= text.len());
        }
    }
}
