use lettre::{
    Address, Message,
    address::Envelope,
    message::{
        Mailbox, MultiPart,
        header::{HeaderName, HeaderValue},
    },
};

use super::Letter;
use crate::{
    settings::{HelpLines, MailSettings},
    store::Id,
};

/// The sender of all messages.
#[derive(Clone, Debug)]
pub struct Sender {
    /// Where messages come from, with the inspectorate's name.
    pub from: Mailbox,
    /// The return address for undeliverable messages.
    pub bounces: Address,
}

impl Sender {
    pub fn of(mail: &MailSettings, help: &HelpLines) -> Result<Self, Unsendable> {
        // Replies go there, so it must be a valid address.
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

/// The message cannot be built, because an address is invalid.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "the sender's address (SPEIR_MAIL_FROM) or the one for replies (SPEIR_CONTACT_EMAIL) is not \
        an email address"
)]
pub struct Unsendable;

impl Letter<'_> {
    /// The message in its envelope. Its `Message-ID` comes from `id`, so a rebuilt message has the
    /// same one. Bounces contain `reference`.
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
            // Suppresses automatic replies (RFC 3834, section 2).
            .raw_header(header("List-Id", &format!("<surveys.{}>", sender.from.email.domain())))
            .raw_header(header("List-Unsubscribe", &format!("<{}>", self.stop)))
            .raw_header(header("List-Unsubscribe-Post", "List-Unsubscribe=One-Click"))
            .multipart(MultiPart::alternative_plain_html(self.plain(), self.html().into_string()))
            .map_err(|_| Unsendable)
    }
}

/// Suppresses out-of-office replies of Exchange, but not its non-delivery reports, which `All`
/// would suppress.
pub const SUPPRESSED: &str = "OOF, AutoReply";

fn header(name: &'static str, value: &str) -> HeaderValue {
    HeaderValue::new(HeaderName::new_from_ascii_str(name), value.to_owned())
}
