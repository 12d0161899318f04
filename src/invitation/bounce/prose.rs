//! What a report says that is written for people: the answers of servers in it, and the words of mail systems that quote
//! none.

use super::status::{Fate, is_vague};
use crate::invitation::refusal::{Answer, Refusal, Status};

/// The most of a text that is looked at, in bytes.
const LONGEST: usize = 256 * 1024;
/// The most of an answer, and of what stands before it, in bytes.
const ANSWER: usize = 1_000;
/// How many lines after a recipient may hold the reason.
const REASON: usize = 6;

/// What stands before a copy of the message, which says nothing of its fate.
const COPIES: &[&str] = &[
    "this is a copy of the message",
    "below this line is a copy",
    "original message follows",
    "message header follows",
    "headers of the original message",
    "----- original message",
    "-----original message",
    "----- unsent message",
    "undelivered message follows",
    "returned message follows",
    "text of your message",
    "start of returned message",
];

/// What is said of a message that is still on its way.
const PENDING: &[&str] = &[
    "do not need to resend",
    "no action is required on your part",
    "warning message only",
    "will be retried",
    "will keep trying",
    "will continue to try",
    "attempts will continue",
    "delivery attempts will be",
    "still being attempted",
    "not yet been delivered",
    "will try again",
    "delivery status notification (delay)",
];

/// What mail systems say of a mailbox that is not there, without a code.
const GONE: &[&str] = &[
    "unrouteable address",
    "unroutable address",
    "unrouteable mail domain",
    "not listed in domino directory",
    "not listed in public name",
    "no mailbox here by that name",
    "unknown local part",
    "local-part unknown",
    "no such user",
    "no such recipient",
    "no such mailbox",
    "user unknown",
    "unknown user",
    "recipient unknown",
    "addressee unknown",
    "mailbox does not exist",
    "address does not exist",
    "account does not exist",
    "account has been disabled",
    "mailbox is disabled",
    "wasn't found at",
    "couldn't be found or is invalid",
];

/// What they say of one that is there and takes no message now.
const FULL: &[&str] = &[
    "over quota",
    "overquota",
    "quota exceeded",
    "exceeded storage",
    "exceeds allowed size",
    "mailbox is full",
    "mailbox full",
    "mailfolder is full",
    "is over its quota",
    "retry timeout exceeded",
    "connection timed out",
    "message has expired",
    "couldn't reach the recipient's mail server",
];

/// What a text says of the message to `address`. `system` says whether a mail system has written it: then words count without
/// a code.
pub fn fate(text: &str, address: Option<&str>, system: bool) -> Fate {
    let text = own(text);
    let folded = text.to_lowercase();
    if PENDING.iter().any(|words| folded.contains(words)) {
        return Fate::Pending;
    }
    let about = address.map(|address| reasons(text, address)).unwrap_or_default();
    let reason = strongest(&about).or_else(|| strongest(text));
    match reason {
        Some(reason) => Fate::Failed(Some(reason)),
        None if system => worded(&about.to_lowercase())
            .or_else(|| worded(&folded))
            .map_or(Fate::Unclear, |reason| Fate::Failed(Some(reason))),
        None => Fate::Unclear,
    }
}

/// The text before a copy of the message, and no more than is looked at.
fn own(text: &str) -> &str {
    let text = start(text, LONGEST);
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let folded = line.to_lowercase();
        if COPIES.iter().any(|words| folded.contains(words)) {
            break;
        }
        at += line.len();
    }
    text.get(..at).unwrap_or_default()
}

/// The lines that name a recipient, each with those that follow until another address begins a line.
fn reasons(text: &str, address: &str) -> String {
    let address = address.to_lowercase();
    let mut reasons = String::new();
    let mut left = 0;
    for line in text.lines() {
        let folded = line.to_lowercase();
        if folded.contains(&address) {
            left = REASON + 1;
        } else if is_address(folded.split_whitespace().next().unwrap_or_default()) {
            left = 0;
        }
        if left > 0 {
            left -= 1;
            reasons.push_str(line);
            reasons.push('\n');
        }
    }
    reasons
}

fn is_address(word: &str) -> bool {
    let word = word.trim_matches(|c: char| !c.is_ascii_alphanumeric());
    word.split_once('@').is_some_and(|(local, domain)| !local.is_empty() && domain.contains('.'))
}

fn worded(folded: &str) -> Option<Refusal> {
    let has = |words: &[&str]| words.iter().any(|words| folded.contains(words));
    if has(GONE) {
        Some(Refusal::Mailbox)
    } else if has(FULL) {
        Some(Refusal::Later)
    } else {
        None
    }
}

/// The answer of a server that says most, the last of several that say as much. In a transcript the last answer is often about
/// the protocol, as `503 5.0.0 Need RCPT`.
pub fn strongest(text: &str) -> Option<Refusal> {
    let words = words(text);
    let mut best: Option<(u8, Refusal)> = None;
    for (number, word) in words.iter().enumerate() {
        let next = words.get(number + 1);
        let Some((weight, answer)) = answer(text, *word, next.copied()) else { continue };
        if best.is_none_or(|(most, _)| weight >= most) {
            best = Some((weight, answer));
        }
    }
    best.map(|(_, refusal)| refusal)
}

/// A word that may be part of an answer, and where it stands.
#[derive(Clone, Copy)]
struct Word<'a> {
    text: &'a str,
    at: usize,
}

fn words(text: &str) -> Vec<Word<'_>> {
    let mut words = Vec::new();
    let mut start = None;
    for (at, c) in text.char_indices().chain([(text.len(), ' ')]) {
        let inside = c.is_ascii_alphanumeric() || c == '.' || c == '_';
        match (start, inside) {
            (None, true) => start = Some(at),
            (Some(from), false) => {
                if let Some(word) = text.get(from..at) {
                    words.push(Word { text: word.trim_end_matches('.'), at: from });
                }
                start = None;
            }
            _ => {}
        }
    }
    words
}

/// What a word says, with its weight, if it is the code of an answer or a status.
fn answer(text: &str, word: Word<'_>, next: Option<Word<'_>>) -> Option<(u8, Refusal)> {
    let before = end(text.get(..word.at).unwrap_or_default(), ANSWER);
    let rest = || paragraph(start(text.get(word.at..).unwrap_or_default(), ANSWER));
    if let Some(code) = code(word.text) {
        let status: Option<Status> = next.and_then(|next| next.text.parse().ok());
        if let Some(status) = status.filter(|status| u16::from(status.class) == code / 100) {
            let refusal = Answer { status: Some(status), code: Some(code), text: rest() }.refusal();
            return Some((weight(status) + 1, refusal));
        }
        if !is_answer(text, word, before) {
            return None;
        }
        let answer = Answer { status: None, code: Some(code), text: rest() };
        return Some(answer.evidence().map_or((1, Refusal::Later), |refusal| (3, refusal)));
    }
    let status: Status = word.text.parse().ok().filter(|status: &Status| status.class != 2)?;
    let marked = before.ends_with(['#', '(', '[']) || before.trim_end().to_lowercase().ends_with("status:");
    let refusal = status.refusal().or_else(|| Answer::within(rest()).evidence());
    marked.then_some((weight(status), refusal.unwrap_or(Refusal::Later)))
}

fn code(word: &str) -> Option<u16> {
    let code = word.parse().ok()?;
    (word.len() == 3 && (400..600).contains(&code)).then_some(code)
}

/// A status that names a mailbox, a system or a policy says more than one of the protocol or none.
fn weight(status: Status) -> u8 {
    match status.subject {
        _ if is_vague(status) => 2,
        5 => 2,
        _ => 4,
    }
}

/// Whether a number is a reply code and not a quantity: it begins a line or what is quoted, or follows a colon or one of the
/// words that introduce an answer.
fn is_answer(text: &str, word: Word<'_>, before: &str) -> bool {
    let line = before.rsplit('\n').next().unwrap_or_default().trim_end();
    let after = text.get(word.at + 3..).and_then(|rest| rest.chars().next());
    if !after.is_none_or(|c| matches!(c, ' ' | '-' | '\n' | ';' | ':' | ',' | '\'' | '"' | ')' | '>')) {
        return false;
    }
    let introduced = ["said", "code", "error", "smtp", "reply", "response", "answered", "reason", "status"];
    line.is_empty()
        || line.ends_with([':', '"', '\'', '<', ';', '>', '(', '‘', '“', '|'])
        || introduced.iter().any(|word| line.to_lowercase().ends_with(word))
}

/// The last place up to `at` where a character begins.
fn boundary(text: &str, at: usize) -> usize {
    (0..=at.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0)
}

/// At most so many bytes from the start of a text.
pub fn start(text: &str, most: usize) -> &str {
    text.get(..boundary(text, most)).unwrap_or_default()
}

/// At most so many bytes from the end of a text.
fn end(text: &str, most: usize) -> &str {
    text.get(boundary(text, text.len().saturating_sub(most))..).unwrap_or_default()
}

/// A text until its first empty line.
fn paragraph(text: &str) -> &str {
    text.split("\n\n").next().unwrap_or(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    const MAILBOX: Fate = Fate::Failed(Some(Refusal::Mailbox));
    const LATER: Fate = Fate::Failed(Some(Refusal::Later));
    const SENDER: Fate = Fate::Failed(Some(Refusal::Sender));

    #[test]
    fn the_most_specific_and_last_answer_counts() {
        let cases = [
            (MAILBOX, "The server mail.fife.example answered:\n550 5.1.1 User unknown\n"),
            (
                MAILBOX,
                ">>> RCPT To:<ann@fife.example>\n<<< 550 5.1.1 User unknown\n550 5.1.1 no\n<<< 503 5.0.0 Need RCPT\n",
            ),
            (MAILBOX, "451 4.7.1 Greylisted\n\nand then\n\n550 5.1.1 No such user\n"),
            (SENDER, "550 5.1.1 unknown, said the first\n554 5.7.1 Blocked, said the last\n"),
            (MAILBOX, "Sorry, no mailbox here by that name. (#5.1.1)\n"),
            (LATER, "Remote host said: 552 5.2.2 The mailbox is full\n"),
            (LATER, "host mx.example said: 550 Requested action not taken\n"),
            (MAILBOX, "Remote Server returned '550 5.1.10 RESOLVER.ADR.RecipientNotFound; not found'\n"),
            (SENDER, "Remote server returned < #5.7.1 smtp; 550 relaying denied>\n"),
            (MAILBOX, "550-5.1.1 The email account\n550-5.1.1 does not exist\n"),
        ];
        for (fate, text) in cases {
            assert_eq!(super::fate(text, None, true), fate, "{text}");
        }
    }

    #[test]
    fn numbers_dates_and_versions_are_no_answers() {
        for text in [
            "My deputy was told 550 times.",
            "Room 550, from 5.11.2026 until 5.1.26",
            "Exim 4.94.2 at 5.1.1.9 took 500 ms",
            "It is about 450 people",
            "",
        ] {
            assert_eq!(super::fate(text, None, true), Fate::Unclear, "{text}");
        }
    }

    #[test]
    fn words_count_where_a_mail_system_writes_them() {
        let exim = "could not be delivered to\n\n  ann@fife.example\n    Unrouteable address\n\n  bob@fife.example\n    mailbox is full\n";
        assert_eq!(super::fate(exim, Some("ann@fife.example"), true), MAILBOX);
        assert_eq!(super::fate(exim, Some("bob@fife.example"), true), LATER);
        assert_eq!(super::fate(exim, Some("bob@fife.example"), false), Fate::Unclear);
        let copied = "Sorry.\n\n--- Below this line is a copy of the message.\n\n550 5.1.1 no\n";
        assert_eq!(super::fate(copied, None, true), Fate::Unclear);
        let delayed = "550 5.1.1 was not said.\nYou do not need to resend your message.\n";
        assert_eq!(super::fate(delayed, None, true), Fate::Pending);
    }
}
