use lettre::{
    Address, Message,
    address::Envelope,
    message::{
        Mailbox, MultiPart,
        header::{HeaderName, HeaderValue},
    },
};

use super::views;
use crate::{
    invitation::message::{SUPPRESSED, Sender, Unsendable},
    settings::HelpLines,
    store::Id,
};

/// One line of a notice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Line {
    Say(String),
    /// A text to type or compare, in one piece.
    Exactly(String),
    /// An action and its address.
    Act(String, String),
    /// A heading for the lines after it.
    Heading(String),
    /// A problem, what to do about it, and the name and address of the page for that.
    Item {
        what: String,
        next: String,
        page: String,
        address: String,
    },
    /// A sentence, and the name and the address of a page at its end.
    Link(String, String, String),
}

/// The contents of a notice, before it becomes an email.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Words {
    pub subject: String,
    pub lines: Vec<Line>,
    /// The address that stops these messages. `None` for messages that people need to sign in.
    pub stop: Option<String>,
}

impl Words {
    /// The plain text version.
    pub fn plain(&self) -> String {
        views::plain(self)
    }

    /// The message in its envelope. Its `Message-ID` comes from `id`, so a rebuilt message has the
    /// same one. Bounces go to `return_path`.
    pub(super) fn message(
        &self,
        id: Id,
        to: &str,
        return_path: Address,
        sender: &Sender,
        help: &HelpLines,
    ) -> Result<Message, Unsendable> {
        let to: Address = to.parse().map_err(|_| Unsendable)?;
        let reply_to: Address = help.contact_email.parse().map_err(|_| Unsendable)?;
        let envelope =
            Envelope::new(Some(return_path), vec![to.clone()]).map_err(|_| Unsendable)?;
        let mut builder = Message::builder()
            .envelope(envelope)
            .from(sender.from.clone())
            .to(Mailbox::new(None, to))
            .reply_to(Mailbox::new(None, reply_to))
            .subject(self.subject.as_str())
            .message_id(Some(format!("<{id}@{}>", sender.from.email.domain())))
            .raw_header(header("Auto-Submitted", "auto-generated"))
            .raw_header(header("X-Auto-Response-Suppress", SUPPRESSED));
        if let Some(stop) = &self.stop {
            builder = builder
                .raw_header(header("List-Unsubscribe", &format!("<{stop}>")))
                .raw_header(header("List-Unsubscribe-Post", "List-Unsubscribe=One-Click"));
        }
        let parts =
            MultiPart::alternative_plain_html(self.plain(), views::html(self).into_string());
        builder.multipart(parts).map_err(|_| Unsendable)
    }
}

fn header(name: &'static str, value: &str) -> HeaderValue {
    HeaderValue::new(HeaderName::new_from_ascii_str(name), value.to_owned())
}
