//! The recipient fields of a delivery status (RFC 3464, section 2.3).

use super::{
    answers::{start, strongest},
    fate::Fate,
};
use crate::invitation::refusal::{Answer, Refusal, Status};

/// How much of a field is read, in bytes.
const LONGEST: usize = 4_096;

/// The fields of one recipient.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Recipient {
    /// The final and the original recipient.
    pub last: Option<String>,
    pub first: Option<String>,
    action: Option<Action>,
    status: Option<String>,
    diagnostic: Option<String>,
}

/// The action of a mail system (RFC 3464, section 2.3.3).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Action {
    Failed,
    Delayed,
    /// Delivered, relayed or expanded.
    Reached,
}

impl Recipient {
    /// A recipient whose delivery failed, for a reason given elsewhere.
    pub fn failed(address: &str) -> Self {
        Self {
            last: Some(address.trim().to_owned()),
            action: Some(Action::Failed),
            ..Self::default()
        }
    }

    fn slot(&mut self, name: &str) -> Option<&mut Option<String>> {
        match name {
            "final-recipient" => Some(&mut self.last),
            "original-recipient" => Some(&mut self.first),
            "status" => Some(&mut self.status),
            "diagnostic-code" => Some(&mut self.diagnostic),
            _ => None,
        }
    }

    /// Whether a field that occurs once in a block is there already.
    pub fn has(&mut self, name: &str) -> bool {
        match name {
            "action" => self.action.is_some(),
            "diagnostic-code" => false,
            name => self.slot(name).is_some_and(|slot| slot.is_some()),
        }
    }

    pub fn set(&mut self, name: &str, value: &str) {
        if name == "action" {
            self.action = action(value);
        } else if let Some(slot) = self.slot(name) {
            *slot = Some(start(value, LONGEST).to_owned());
        }
    }

    /// Whether it names a recipient and says something about their message.
    pub fn is_told(&self) -> bool {
        !self.names_nobody()
            && (self.action.is_some() || self.status.is_some() || self.diagnostic.is_some())
    }

    pub fn names_nobody(&self) -> bool {
        self.last.is_none() && self.first.is_none()
    }

    pub fn is_compatible(&self, other: &Self) -> bool {
        !(self.action.is_some() && other.action.is_some()
            || self.status.is_some() && other.status.is_some())
    }

    pub fn join(&mut self, other: Self) {
        self.last = self.last.take().or(other.last);
        self.first = self.first.take().or(other.first);
        self.action = self.action.or(other.action);
        self.status = self.status.take().or(other.status);
        self.diagnostic = self.diagnostic.take().or(other.diagnostic);
    }

    pub fn fate(&self) -> Fate {
        match (self.action, self.status().map(|status| status.class)) {
            (Some(Action::Failed), _) | (None, Some(5)) => Fate::Failed(self.reason()),
            (Some(Action::Delayed | Action::Reached), _) | (None, Some(2 | 4)) => Fate::Pending,
            (None, _) => match self.reason() {
                Some(reason) => Fate::Failed(Some(reason)),
                None => Fate::Unclear,
            },
        }
    }

    fn status(&self) -> Option<Status> {
        let written = self.status.as_deref()?;
        Status::within(&without_comments(written)).or_else(|| Status::within(written))
    }

    /// Why it failed: from the status or, if the status is missing or unspecific, from the server's
    /// reply.
    fn reason(&self) -> Option<Refusal> {
        let said = self
            .diagnostic
            .as_deref()
            .and_then(|text| strongest(text).or_else(|| Answer::within(text).evidence()));
        match self.status() {
            Some(status) if status.is_vague() => said.or_else(|| status.refusal()),
            Some(status) => status.refusal().or(said),
            None => said,
        }
    }
}

/// The action, in any case, with or without a comment.
fn action(value: &str) -> Option<Action> {
    let word: String =
        without_comments(value).trim().chars().take_while(char::is_ascii_alphabetic).collect();
    match word.to_ascii_lowercase().as_str() {
        "failed" | "failure" | "fail" => Some(Action::Failed),
        "delayed" => Some(Action::Delayed),
        "delivered" | "relayed" | "expanded" => Some(Action::Reached),
        _ => None,
    }
}

/// A text without comments in brackets (RFC 5322, section 3.2.2).
fn without_comments(text: &str) -> String {
    let mut depth = 0_usize;
    let mut kept = String::new();
    for c in text.chars() {
        match c {
            '(' => depth += 1,
            ')' if depth > 0 => depth -= 1,
            c if depth == 0 => kept.push(c),
            _ => {}
        }
    }
    kept
}

/// Whether a field names an address: `rfc822; <ann@example.org>`, in any case, and perhaps in xtext
/// (RFC 3461, section 4).
pub fn names(field: Option<&str>, address: &str) -> bool {
    let Some(field) = field else { return false };
    let field = without_comments(field);
    let written = field.rsplit(';').next().unwrap_or_default().trim();
    let written = written.strip_prefix('<').unwrap_or(written);
    let written = written.split(['>', ' ']).next().unwrap_or(written);
    written.eq_ignore_ascii_case(address)
        || from_xtext(written).is_some_and(|text| text.eq_ignore_ascii_case(address))
}

fn from_xtext(text: &str) -> Option<String> {
    let mut parts = text.split('+');
    let mut decoded = parts.next()?.to_owned();
    for part in parts {
        let (hex, rest) = part.split_at_checked(2)?;
        decoded.push(char::from(u8::from_str_radix(hex, 16).ok()?));
        decoded.push_str(rest);
    }
    Some(decoded)
}
