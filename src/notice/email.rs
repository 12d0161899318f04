use lettre::{
    Address, Message,
    address::Envelope,
    message::{
        Mailbox, MultiPart,
        header::{HeaderName, HeaderValue},
    },
};

use super::Words;
use crate::{
    invitation::message::{SUPPRESSED, Sender, Unsendable},
    settings::HelpLines,
    store::Id,
};

impl Words {
    /// The message in its envelope. Its `Message-ID` comes from `id`, so a rebuilt message has the
    /// same one. Bounces go to `return_path`.
    pub fn message(
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
        let parts = MultiPart::alternative_plain_html(self.plain(), self.html().into_string());
        builder.multipart(parts).map_err(|_| Unsendable)
    }
}

fn header(name: &'static str, value: &str) -> HeaderValue {
    HeaderValue::new(HeaderName::new_from_ascii_str(name), value.to_owned())
}
