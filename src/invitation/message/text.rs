use std::collections::HashMap;

use serde::{Deserialize, Serialize};

use super::MessageKind;
use crate::{
    language::Language,
    text::{NotALine, clean, is_line, is_plain, leads_elsewhere},
};

/// The longest subject, in characters. Inboxes show some 60 of them.
pub const LONGEST_SUBJECT: usize = 100;
/// The longest opening, in characters.
pub const LONGEST_OPENING: usize = 800;
/// The most paragraphs of an opening.
pub const MOST_PARAGRAPHS: usize = 2;

/// A lead's wording of one message in one language. An empty text means the standard wording.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Text {
    pub subject: String,
    /// The text between the first sentence and the fixed parts: one paragraph per line.
    pub opening: String,
}

/// Why a text is not allowed in a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unfit {
    pub subject: Option<String>,
    pub opening: Option<String>,
}

impl Text {
    /// What was typed, without spaces around lines and without empty lines.
    pub fn of(subject: &str, opening: &str) -> Self {
        let opening = clean(opening);
        let lines: Vec<&str> =
            opening.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
        Self { subject: subject.trim().to_owned(), opening: lines.join("\n") }
    }

    pub fn is_standard(&self) -> bool {
        self.subject.is_empty() && self.opening.is_empty()
    }

    pub fn paragraphs(&self) -> impl Iterator<Item = &str> {
        self.opening.lines()
    }

    /// Checks both texts. Neither may contain links, addresses or numbers: those of a message are
    /// only the service's.
    pub fn check(&self) -> Result<(), Unfit> {
        let unfit = Unfit { subject: wrong_subject(&self.subject), opening: wrong_opening(self) };
        if unfit.subject.is_none() && unfit.opening.is_none() { Ok(()) } else { Err(unfit) }
    }
}

fn wrong_subject(subject: &str) -> Option<String> {
    match is_line(subject, LONGEST_SUBJECT) {
        Err(NotALine::TooLong { length, longest }) => {
            Some(format!("The subject has {length} characters. Shorten it to {longest}."))
        }
        Err(NotALine::NotPlain(_)) => {
            Some("Write the subject in one line, without control characters.".to_owned())
        }
        Ok(()) | Err(NotALine::Empty) => elsewhere("subject", subject),
    }
}

fn wrong_opening(text: &Text) -> Option<String> {
    let (length, paragraphs) = (text.opening.chars().count(), text.paragraphs().count());
    if length > LONGEST_OPENING {
        return Some(format!(
            "The opening has {length} characters. Shorten it to {LONGEST_OPENING}."
        ));
    }
    if paragraphs > MOST_PARAGRAPHS {
        return Some(format!(
            "The opening has {paragraphs} paragraphs. Write {MOST_PARAGRAPHS} at most."
        ));
    }
    if !is_plain(&text.opening) {
        return Some(
            "The opening contains an invisible control character. Type it again as plain text."
                .to_owned(),
        );
    }
    elsewhere("opening", &text.opening)
}

fn elsewhere(what: &str, text: &str) -> Option<String> {
    let found = leads_elsewhere(text)?;
    Some(format!(
        "The {what} contains {found}. Remove it: the message adds the link, the address and the \
            number. If it is not one, put a space after each full stop."
    ))
}

/// All custom wording of one inspection.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Texts(HashMap<(MessageKind, Language), Text>);

impl Texts {
    pub fn of(&self, kind: MessageKind, language: Language) -> &Text {
        const STANDARD: &Text = &Text { subject: String::new(), opening: String::new() };
        self.0.get(&(kind, language)).unwrap_or(STANDARD)
    }

    /// The texts of one kind, in the order of the languages.
    pub fn of_kind(&self, kind: MessageKind) -> Vec<Text> {
        Language::ALL.map(|language| self.of(kind, language).clone()).into()
    }
}

impl FromIterator<((MessageKind, Language), Text)> for Texts {
    fn from_iter<I: IntoIterator<Item = ((MessageKind, Language), Text)>>(texts: I) -> Self {
        Self(texts.into_iter().collect())
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn lines_become_paragraphs() {
        let text = Text::of("  Your views ", " One.\r\n\r\n  Two.\u{2028}");
        assert_eq!((text.subject.as_str(), text.opening.as_str()), ("Your views", "One.\nTwo."));
        assert_eq!(text.check(), Ok(()));
        assert!(Text::of(" ", "\n\n").is_standard());
    }

    #[test]
    fn what_is_too_long_leads_elsewhere_or_is_not_plain_is_refused() {
        let (long, longer) = ("x".repeat(LONGEST_SUBJECT + 1), "x".repeat(LONGEST_OPENING + 1));
        for subject in [long.as_str(), "Two\nlines", "See example.org", "Bcc: ann@example.org"] {
            let unfit = Text { subject: subject.to_owned(), opening: String::new() }
                .check()
                .expect_err(subject);
            assert!(unfit.subject.is_some() && unfit.opening.is_none(), "{subject}");
        }
        for opening in [
            longer.as_str(),
            "1\n2\n3",
            "a\u{202e}b",
            "Sign in at www.example",
            "Phone 0131 496 0000",
        ] {
            let unfit = Text::of("", opening).check().expect_err(opening);
            assert!(unfit.subject.is_none() && unfit.opening.is_some(), "{opening}");
        }
    }

    proptest! {
        #[test]
        fn a_text_that_passes_has_bounded_lines_without_control_characters(subject in any::<String>(), opening in any::<String>()) {
            let text = Text::of(&subject, &opening);
            if text.check().is_ok() {
                prop_assert!(text.subject.chars().count() <= LONGEST_SUBJECT && !text.subject.contains(char::is_control));
                prop_assert!(text.paragraphs().count() <= MOST_PARAGRAPHS);
                prop_assert!(!text.opening.contains(|c: char| c.is_control() && !matches!(c, '\n' | '\t')));
                prop_assert_eq!(Text::of(&text.subject, &text.opening), text);
            }
        }
    }
}
