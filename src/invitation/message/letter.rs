use chrono::{DateTime, Utc};

use super::{Texts, kind::MessageKind};
use crate::{
    inspection::{Area, Inspection},
    language::{Language, Words, args},
    settings::HelpLines,
    survey::Audience,
};

/// One message to one mailbox.
pub struct Letter<'a> {
    pub kind: MessageKind,
    pub help: &'a HelpLines,
    pub inspection: &'a Inspection,
    /// The lead's custom wording.
    pub texts: &'a Texts,
    pub area: Area,
    pub audience: Audience,
    /// How long answering takes.
    pub minutes: u8,
    pub closes_at: DateTime<Utc>,
    /// The personal address of the form.
    pub link: String,
    /// The address that stops the messages.
    pub stop: String,
    /// The address to check that the survey is real.
    pub check: String,
    pub is_preview: bool,
}

impl Letter<'_> {
    /// The subject is English, because the message begins in English.
    pub fn subject(&self) -> String {
        let words = Words::of(Language::En);
        let subject = self.title(words);
        if self.is_preview {
            words.say_with("mail-test", &args([("subject", subject.into())]))
        } else {
            subject
        }
    }

    /// Where replies go: to the inspectorate, unless the inspection names another address.
    pub fn reply_to(&self) -> &str {
        self.inspection.contact.reply_to.as_deref().unwrap_or(&self.help.contact_email)
    }
}
