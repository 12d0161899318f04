use std::str::FromStr;

use chrono::{DateTime, Utc};
use lettre::{
    Address, Message,
    address::Envelope,
    message::{
        Mailbox, MultiPart,
        header::{HeaderName, HeaderValue},
    },
};
use maud::Markup;

use super::{Texts, views};
use crate::{
    inspection::{Area, Inspection},
    language::{Language, Words, args},
    settings::{HelpLines, MailSettings},
    store::Id,
    survey::Audience,
};

/// What a message is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum MessageKind {
    Invitation,
    Reminder,
    LastReminder,
}

impl MessageKind {
    pub const ALL: [Self; 3] = [Self::Invitation, Self::Reminder, Self::LastReminder];

    /// The name in addresses and in the words of the interface.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Invitation => "invitation",
            Self::Reminder => "reminder",
            Self::LastReminder => "last",
        }
    }

    /// The name that users of the console read.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Invitation => "Invitation",
            Self::Reminder => "Reminder",
            Self::LastReminder => "Last reminder",
        }
    }
}

/// Reads what [`MessageKind::key`] gives.
impl FromStr for MessageKind {
    type Err = ();

    fn from_str(key: &str) -> Result<Self, ()> {
        Self::ALL.into_iter().find(|kind| kind.key() == key).ok_or(())
    }
}

/// Who sends: the same for all messages.
#[derive(Clone, Debug)]
pub struct Sender {
    /// Where messages come from, with the inspectorate's name.
    pub from: Mailbox,
    /// Where what cannot be delivered returns to.
    pub bounces: Address,
}

impl Sender {
    pub fn of(mail: &MailSettings, help: &HelpLines) -> Result<Self, Unsendable> {
        // Replies go there, so it has to be an address in any case.
        let contact: Address = help.contact_email.parse().map_err(|_| Unsendable)?;
        let from = mail.mail_from.clone().unwrap_or(contact);
        let bounces = mail.bounces_to.clone().unwrap_or_else(|| from.clone());
        Ok(Self { from: Mailbox::new(Some(help.inspectorate.clone()), from), bounces })
    }

    /// The return path that carries `reference`.
    pub fn return_path(&self, reference: &str) -> Result<Address, Unsendable> {
        Address::new(format!("{}+{reference}", self.bounces.user()), self.bounces.domain())
            .map_err(|_| Unsendable)
    }
}

/// A message cannot be made of this: an address is not one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "the sender's address (SPEIR_MAIL_FROM) or the one for replies (SPEIR_CONTACT_EMAIL) is not \
        an email address"
)]
pub struct Unsendable;

/// One message to one mailbox.
pub struct Letter<'a> {
    pub kind: MessageKind,
    pub help: &'a HelpLines,
    pub inspection: &'a Inspection,
    /// What the lead says in place of the standard words.
    pub texts: &'a Texts,
    pub area: Area,
    pub audience: Audience,
    /// How long answering takes.
    pub minutes: u8,
    pub closes_at: DateTime<Utc>,
    /// The personal address of the form.
    pub link: String,
    /// Where the messages are stopped.
    pub stop: String,
    /// Where people check that the survey is real.
    pub check: String,
    pub is_preview: bool,
}

impl Letter<'_> {
    /// The subject is English, as the message begins in English.
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

    /// As mail programs without HTML show it.
    pub fn plain(&self) -> String {
        views::plain(self)
    }

    /// As most mail programs show it.
    pub fn html(&self) -> Markup {
        views::html(self)
    }

    /// The message in its envelope. `id` gives it its `Message-ID`: made again from the same one,
    /// it is the same message. `reference` comes back with a bounce.
    pub fn message(
        &self,
        id: Id,
        to: &str,
        sender: &Sender,
        reference: &str,
    ) -> Result<Message, Unsendable> {
        let to: Address = to.parse().map_err(|_| Unsendable)?;
        let reply_to: Address = self.reply_to().parse().map_err(|_| Unsendable)?;
        let return_path = sender.return_path(reference)?;
        let envelope =
            Envelope::new(Some(return_path), vec![to.clone()]).map_err(|_| Unsendable)?;
        Message::builder()
            .envelope(envelope)
            .from(sender.from.clone())
            .to(Mailbox::new(None, to))
            .reply_to(Mailbox::new(None, reply_to))
            .subject(self.subject())
            .message_id(Some(format!("<{id}@{}>", sender.from.email.domain())))
            .raw_header(header("Auto-Submitted", "auto-generated"))
            .raw_header(header("X-Auto-Response-Suppress", SUPPRESSED))
            .raw_header(header("Content-Language", "en, gd"))
            // Programs that answer for people who are away stay quiet where they see it (RFC 3834,
            // section 2).
            .raw_header(header("List-Id", &format!("<surveys.{}>", sender.from.email.domain())))
            .raw_header(header("List-Unsubscribe", &format!("<{}>", self.stop)))
            .raw_header(header("List-Unsubscribe-Post", "List-Unsubscribe=One-Click"))
            .multipart(MultiPart::alternative_plain_html(self.plain(), self.html().into_string()))
            .map_err(|_| Unsendable)
    }
}

/// What Exchange must not answer for people who are away. It still reports what could not be
/// delivered, which `All` would stop.
pub const SUPPRESSED: &str = "OOF, AutoReply";

fn header(name: &'static str, value: &str) -> HeaderValue {
    HeaderValue::new(HeaderName::new_from_ascii_str(name), value.to_owned())
}
