use super::{
    automatic::{self, Author},
    fate::Fate,
    mime::{Leaf, Mail, fields},
    origin::{self, Origin},
    prose,
    recipient::Recipient,
    references, status,
};
use crate::{
    invitation::{
        reference::{Purpose, Reference, Signer},
        refusal::Refusal,
    },
    store::Secret,
};

/// The most recipients that a field may name.
const MOST_FAILED: usize = 100;

/// A returned message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notification {
    pub reference: Reference,
    /// Whether the message went to a console user; then the reference names them instead of an
    /// invitation.
    pub is_notice: bool,
    said: Said,
    origin: Origin,
    senders: Vec<String>,
}

/// The kind of a returned message.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Said {
    /// A report (RFC 3464): its recipient fields, and its text.
    Report { recipients: Vec<Recipient>, text: String },
    /// Text, from a mail system or from a person who quotes one.
    Words { text: String, by_system: bool },
    /// The recipient does not want such messages (RFC 5965).
    Complaint,
    /// It says nothing about a delivery and is not meant to.
    Automatic,
}

/// The effect on the mailbox and the message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    Refused(Refusal),
    /// It is delayed, was delivered or forwarded, or a program replied for a person.
    Nothing,
    Complaint,
    /// A message of this service was returned for an unknown reason.
    Unclear,
}

/// Parses a returned message, from any sender and of any size. `None` if it does not concern a
/// message of this service.
pub fn read(bytes: &[u8], secret: &Secret) -> Option<Notification> {
    let mail = Mail::read(bytes);
    let (origin, senders) = (origin::origin(&mail), origin::senders(&mail));
    let said = said(&mail, origin);
    let is_complaint = said == Said::Complaint;
    let find = |purpose| references::find(&mail, bytes, &Signer::of(secret, purpose));
    let (reference, is_notice) = if let Some(reference) = find(Purpose::Bounce) {
        (reference, false)
    } else if let Some(reference) = find(Purpose::NoticeBounce) {
        (reference, true)
    } else {
        // Feedback services remove the return path but keep the opt-out address.
        (find(Purpose::OptOut).filter(|_| is_complaint)?, false)
    };
    Some(Notification { reference, is_notice, said, origin, senders })
}

fn said(mail: &Mail, origin: Origin) -> Said {
    let of = |kind: &str| mail.leaves.iter().find(|leaf| !leaf.returned && leaf.kind == kind);
    if let Some(feedback) = of("message/feedback-report") {
        return if is_complaint(&feedback.text) { Said::Complaint } else { Said::Automatic };
    }
    if of("message/disposition-notification").is_some() {
        return Said::Automatic;
    }
    let text = text_of(mail);
    let recipients = recipients(mail);
    if !recipients.is_empty() {
        return Said::Report { recipients, text };
    }
    match automatic::author(mail, &text) {
        Author::Reply | Author::Challenge => Said::Automatic,
        Author::Program if !prose::quotes_status(&text) => Said::Automatic,
        // Without a return path, the subject or another field may identify it.
        author => {
            Said::Words { text, by_system: origin == Origin::System || author != Author::Unknown }
        }
    }
}

/// The fields of each recipient, wherever they are.
fn recipients(mail: &Mail) -> Vec<Recipient> {
    let declared = |leaf: &&Leaf| {
        matches!(leaf.kind.as_str(), "message/delivery-status" | "message/global-delivery-status")
    };
    let mut found: Vec<Recipient> = mail
        .leaves
        .iter()
        .filter(declared)
        .flat_map(|leaf| status::recipients(&leaf.text))
        .collect();
    if found.is_empty() {
        let texts =
            mail.leaves.iter().filter(|leaf| !leaf.returned && status::is_status(&leaf.text));
        found = texts.flat_map(|leaf| status::recipients(&leaf.text)).collect();
    }
    if found.is_empty() {
        // Exim names the recipient in a field, and gives the reason in words.
        let failed = mail.field("x-failed-recipients").flat_map(|value| value.split(','));
        found = failed.take(MOST_FAILED).map(Recipient::failed).collect();
    }
    found
}

/// All of the text.
fn text_of(mail: &Mail) -> String {
    let said = |leaf: &&Leaf| {
        !leaf.returned
            && (leaf.kind.starts_with("text/") || leaf.kind == "application/octet-stream")
    };
    let texts: Vec<&str> = mail.leaves.iter().filter(said).map(|leaf| leaf.text.as_str()).collect();
    texts.join("\n\n")
}

/// Whether a feedback report is a recipient's complaint. Unknown types are complaints too (RFC
/// 5965, section 3.1). Failed authentication (RFC 6591) is not, and `not-spam` is the opposite.
fn is_complaint(text: &str) -> bool {
    let kind = fields(text)
        .into_iter()
        .find(|(name, _)| name == "feedback-type")
        .map(|(_, value)| value.to_lowercase());
    !matches!(kind.as_deref(), Some("not-spam" | "auth-failure" | "dmarc" | "identity"))
}

impl Notification {
    /// The effect, if the message was sent to `address`; `None` if the address is no longer known.
    pub fn verdict(&self, address: Option<&str>) -> Verdict {
        let fate = match &self.said {
            Said::Complaint => return Verdict::Complaint,
            Said::Automatic => return Verdict::Nothing,
            _ if self.is_from(address) => Fate::Unclear,
            // The report may concern another recipient.
            Said::Report { recipients, .. }
                if self.origin == Origin::Person && !status::name(recipients, address) =>
            {
                Fate::Unclear
            }
            Said::Report { recipients, text } => match status::fate(recipients, address) {
                Fate::Failed(None) => match prose::fate(text, address, true) {
                    Fate::Failed(Some(reason)) => Fate::Failed(Some(reason)),
                    _ => Fate::Failed(None),
                },
                Fate::Unclear => prose::fate(text, address, true),
                fate => fate,
            },
            Said::Words { .. } if self.origin == Origin::Person => Fate::Unclear,
            Said::Words { text, by_system } => prose::fate(text, address, *by_system),
        };
        match fate {
            // If in doubt, retry a limited number of times.
            Fate::Failed(reason) => Verdict::Refused(reason.unwrap_or(Refusal::Later)),
            Fate::Pending => Verdict::Nothing,
            Fate::Unclear => Verdict::Unclear,
        }
    }

    /// Whether it comes from the recipient's mailbox, which therefore exists.
    fn is_from(&self, address: Option<&str>) -> bool {
        address.is_some_and(|address| {
            self.senders.iter().any(|sender| sender.eq_ignore_ascii_case(address))
        })
    }
}
