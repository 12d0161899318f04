//! Interprets the text of a refusal without a clear status. Servers word these freely, so a text
//! counts only if it is unambiguous.

use super::Refusal;

/// The refusal is about the sender or the content.
const SENDER: &[&str] = &[
    "authenticat",
    "banned",
    "blacklist",
    "block",
    "client host",
    "content",
    "denied",
    "denylist",
    "dkim",
    "dmarc",
    "dnsbl",
    "helo",
    "hostname",
    "ip address",
    "junk",
    "listed",
    "malware",
    "message rejected",
    "message size",
    "not accepted",
    "not allowed",
    "not authori",
    "not permitted",
    "phish",
    "policy",
    "prohibited",
    "rbl",
    "relay",
    "reputation",
    "reverse dns",
    "sender",
    "spam",
    "spf",
    "suspicious",
    "too big",
    "too large",
    "unsolicited",
    "untrusted",
    "virus",
];

/// There is no room for now, or the server must be asked again.
const FOR_NOW: &[&str] = &[
    "exceeded storage",
    "full",
    "greylist",
    "graylist",
    "later",
    "limit",
    "over quota",
    "overquota",
    "quota",
    "space",
    "storage",
    "temporar",
    "timed out",
    "timeout",
    "too many",
    "try again",
];

/// Words for a mailbox, and words for "does not exist". A text must have both.
const MAILBOX: &[&str] =
    &["account", "address", "alias", "inbox", "mailbox", "person", "recipient", "user"];
const GONE: &[&str] = &[
    "been closed",
    "could not be found",
    "couldn't be found",
    "deactivated",
    "disabled",
    "discontinued",
    "does not exist",
    "does not have a",
    "doesn't exist",
    "doesn't have a",
    "inactive",
    "invalid",
    "no account",
    "no longer",
    "no mailbox",
    "no such",
    "non-existent",
    "nonexistent",
    "not a valid",
    "not active",
    "not exist",
    "not found",
    "not known",
    "not local",
    "not recognised",
    "not recognized",
    "permanently closed",
    "suspended",
    "terminated",
    "unknown",
];

/// These are certain, whatever the context.
const SURELY_GONE: &[&str] = &["no such user", "unknown user", "user unknown"];

/// Whether the text says what RFC 5321, section 4.2.3, suggests for a code 550 of any meaning.
pub fn is_unavailable(text: &str) -> bool {
    text.to_lowercase().contains("mailbox unavailable")
}

/// What the text indicates. `None` if nothing, or two things.
pub fn refusal(text: &str) -> Option<Refusal> {
    // Names are not hints: "slater" is not "later", and "spfeifer" is not "spf".
    let names_nobody = |word: &&str| !word.contains('@') && !word.contains("://");
    let words: Vec<&str> = text.split_whitespace().filter(names_nobody).collect();
    let text = words.join(" ").to_lowercase().replace("not listed", "not found");
    let has = |words: &[&str]| words.iter().any(|word| text.contains(word));
    let (sender, for_now) = (has(SENDER), has(FOR_NOW));
    match (sender, for_now, has(MAILBOX) && has(GONE)) {
        (true, false, true) => (!has(SURELY_GONE)).then_some(Refusal::Sender),
        (true, false, false) => Some(Refusal::Sender),
        (false, true, false) => Some(Refusal::Later),
        (false, false, true) => Some(Refusal::Mailbox),
        _ => None,
    }
}
