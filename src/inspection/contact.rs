use serde::{Deserialize, Serialize};
use validator::{Validate, ValidationError};

use crate::text::{NotALine, fold::visible, is_line, leads_elsewhere, not_an_email};

/// The contact details in messages. `None` means those in the service's settings.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Validate)]
pub struct Contact {
    /// The person or the team that signs the messages.
    #[validate(custom(function = "is_team"))]
    pub team: Option<String>,
    /// The telephone number for questions.
    #[validate(custom(function = "is_phone"))]
    pub phone: Option<String>,
    /// Where replies to messages go.
    #[validate(custom(function = "is_reply_to"))]
    pub reply_to: Option<String>,
    /// Whether the public list of surveys that are running names the inspection.
    pub listed: bool,
    /// Whether reminders go to everybody, also to those who have answered: then whoever sees the mail
    /// learns from a reminder nothing about who has.
    #[serde(default)]
    pub remind_all: bool,
}

impl Default for Contact {
    fn default() -> Self {
        Self { team: None, phone: None, reply_to: None, listed: true, remind_all: false }
    }
}

impl Contact {
    /// The names of its fields, in the order in which forms show them.
    pub const FIELDS: [&str; 5] = ["team", "phone", "reply_to", "listed", "reminders"];

    /// What was written in a form or a file: no spaces around it, addresses in lower case, and
    /// nothing for an empty text.
    #[must_use]
    pub fn tidy(self) -> Self {
        let line = |text: Option<String>| {
            text.map(|text| text.trim().to_owned()).filter(|text| !text.is_empty())
        };
        Self {
            team: line(self.team),
            phone: line(self.phone.map(|phone| typed_phone(&phone))),
            reply_to: line(self.reply_to).map(|address| address.to_lowercase()),
            listed: self.listed,
            remind_all: self.remind_all,
        }
    }
}

/// A number with plain spaces and hyphens in place of those that word processors set.
fn typed_phone(phone: &str) -> String {
    visible(phone).replace(|c| matches!(c, '\u{2010}'..='\u{2015}' | '\u{2212}'), "-")
}

fn is_team(team: &str) -> Result<(), ValidationError> {
    let wrong =
        |sentence: &'static str| Err(ValidationError::new("team").with_message(sentence.into()));
    match is_line(team, 80) {
        Err(NotALine::NotPlain(_)) => {
            wrong("Write the name in one line, without control characters.")
        }
        Err(_) => wrong("Write a name of at most 80 characters."),
        Ok(()) if leads_elsewhere(team).is_some() => {
            wrong("Write only a name, without an address or a number.")
        }
        Ok(()) => Ok(()),
    }
}

fn is_phone(phone: &str) -> Result<(), ValidationError> {
    let digits = phone.chars().filter(char::is_ascii_digit).count();
    let plain =
        phone.chars().all(|c| c.is_ascii_digit() || matches!(c, ' ' | '+' | '-' | '(' | ')'));
    if plain && (3..=15).contains(&digits) && phone.len() <= 30 {
        return Ok(());
    }
    Err(ValidationError::new("phone")
        .with_message("Write a telephone number, such as 0131 496 0000.".into()))
}

fn is_reply_to(address: &str) -> Result<(), ValidationError> {
    match not_an_email(address, "Write an email address, such as surveys@example.org.") {
        None => Ok(()),
        Some(why) => Err(ValidationError::new("reply_to").with_message(why.to_owned().into())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn broken(contact: &Contact) -> Vec<String> {
        let found = contact.validate().err();
        found.iter().flat_map(|found| found.errors().keys().map(ToString::to_string)).collect()
    }

    #[test]
    fn empty_fields_stand_for_the_settings() {
        let empty = Some("  ".to_owned());
        let contact = Contact {
            team: empty.clone(),
            phone: empty.clone(),
            reply_to: empty,
            listed: false,
            remind_all: false,
        }
        .tidy();
        assert_eq!(contact, Contact { listed: false, ..Contact::default() });
    }

    #[test]
    fn a_pasted_number_has_plain_spaces_and_hyphens() {
        let phone = Some("\u{feff}0131\u{a0}496\u{2011}0000\u{200b}".to_owned());
        let contact = Contact { phone, ..Contact::default() }.tidy();
        assert_eq!(contact.phone.as_deref(), Some("0131 496-0000"));
        assert!(broken(&contact).is_empty());
    }

    #[test]
    fn each_wrong_field_is_refused() {
        let some = |text: &str| Some(text.to_owned());
        for team in
            ["x".repeat(81).as_str(), "two\nlines", "Go to example.org", "Phone 0131 496 0000"]
        {
            assert_eq!(
                broken(&Contact { team: some(team), ..Contact::default() }),
                ["team"],
                "{team}"
            );
        }
        for phone in ["ask Ann", "12", "0131 496 0000 or 0131 496 0001", "0131\u{202e}4960000"] {
            assert_eq!(
                broken(&Contact { phone: some(phone), ..Contact::default() }),
                ["phone"],
                "{phone}"
            );
        }
        assert_eq!(
            broken(&Contact { reply_to: some("nobody"), ..Contact::default() }),
            ["reply_to"]
        );
        let good = Contact {
            team: some("Mòrag MacLeod, lead inspector"),
            phone: some("+44 (0)131 496-0000"),
            reply_to: some("surveys@example.org"),
            listed: true,
            remind_all: false,
        };
        assert!(broken(&good).is_empty());
    }
}
