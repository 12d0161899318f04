use std::borrow::Cow;

use url::form_urlencoded;

use crate::{form::beside::Beside, language::Language, records::Written};

/// The hidden field with the answers that the form was filled from.
pub const BEFORE: &str = "~before";
/// The hidden field of a form that was filled after the answers were sent.
pub const WAS_SENT: &str = "~sent";
/// The field of the buttons that save.
pub const SAVE: &str = "~save";
pub const SEND: &str = "send";
pub const DRAFT: &str = "draft";

/// Which button saved the form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Button {
    Draft,
    Send,
}

/// A posted form.
pub struct Sent<'a> {
    /// The fields that are answers.
    pub answers: Cow<'a, [u8]>,
    /// The language to show the form in, if that is all that was asked.
    pub language: Option<Language>,
    /// The answers that the form was filled from. Without them nothing that others saved is taken
    /// for changed.
    pub before: Written,
    pub button: Button,
    /// Whether the answers had been sent when the form was filled.
    pub after_sending: bool,
}

impl<'a> Sent<'a> {
    /// Reads a body of type `application/x-www-form-urlencoded`. Without a known button it is a
    /// draft.
    pub fn read(body: &'a [u8]) -> Self {
        let beside = Beside::read(body);
        let (mut before, mut button, mut after_sending) =
            (Written::default(), Button::Draft, false);
        for (name, value) in form_urlencoded::parse(body) {
            if name == BEFORE {
                before = Written::from_text(&value).unwrap_or_default();
            } else if name == SAVE && value == SEND {
                button = Button::Send;
            } else if name == WAS_SENT {
                after_sending = true;
            }
        }
        Self { answers: beside.answers, language: beside.language, before, button, after_sending }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_answers_are_apart_from_what_the_form_was_filled_from() {
        let sent = Sent::read(b"plan=yes&%7Ebefore=%7B%22plan%22%3A%22no%22%7D&~save=send");
        assert_eq!(sent.answers.as_ref(), b"plan=yes");
        assert_eq!(sent.before.values("plan"), ["no"]);
        assert_eq!((sent.button, sent.language), (Button::Send, None));
        let damaged = Sent::read(b"~before=%7B&~save=other&~lang=gd");
        assert_eq!((damaged.before, damaged.button), (Written::default(), Button::Draft));
        assert_eq!(damaged.language, Some(Language::Gd));
    }
}
