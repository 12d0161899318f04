//! Interprets the human-readable text of a report: quoted server replies, and typical phrases of
//! mail systems.

use super::{
    answers::{answers, best, start},
    fate::Fate,
};
use crate::invitation::refusal::Refusal;

/// How much of a text is examined, in bytes.
const LONGEST: usize = 256 * 1024;
/// How many lines after a recipient may hold the reason.
const REASON: usize = 6;

/// Phrases that introduce a copy of the original message, which is ignored.
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

/// Phrases for a delayed message.
const PENDING: &[&str] = &[
    "do not need to resend",
    "no action is required on your part",
    "warning message only",
    "will be retried",
    "will keep trying",
    "will retry",
    "still being retried",
    "will continue to be attempted",
    "hasn't been delivered yet",
    "will continue to try",
    "attempts will continue",
    "delivery attempts will be",
    "still being attempted",
    "not yet been delivered",
    "will try again",
    "delivery status notification (delay)",
];

/// Phrases for a mailbox that does not exist.
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
    "user not found",
    "recipient not found",
    "mailbox not found",
    "address not found",
    "address couldn't be found",
    "address could not be found",
    "recipient name is not recognized",
    "account does not exist",
    "no longer accepts mail",
    "name not found",
    "not listed in name",
    "no such recipient",
    "no such mailbox",
    "user unknown",
    "unknown user",
    "recipient unknown",
    "addressee unknown",
    "mailbox does not exist",
    "address does not exist",
    "account has been disabled",
    "mailbox is disabled",
    "wasn't found at",
    "couldn't be found or is invalid",
    "empfänger unbekannt",
    "benutzer unbekannt",
    "e-mail-adresse konnte nicht gefunden werden",
    "utilisateur inconnu",
    "destinataire inconnu",
    "que vous avez entrée est introuvable",
    "utente sconosciuto",
    "destinatario sconosciuto",
    "usuario desconocido",
    "destinatario desconocido",
    "no se encontró la dirección",
    "onbekende gebruiker",
    "gebruiker onbekend",
];

/// Phrases for a mailbox that temporarily accepts no messages.
const FULL: &[&str] = &[
    "over quota",
    "overquota",
    "quota exceeded",
    "exceeded storage",
    "exceeds allowed size",
    "mailbox is full",
    "inbox is full",
    "mail file over quota",
    "mailbox full",
    "mailfolder is full",
    "postfach ist voll",
    "postfach voll",
    "boîte aux lettres est pleine",
    "casella di posta piena",
    "buzón está lleno",
    "postvak is vol",
    "is over its quota",
    "retry timeout exceeded",
    "connection timed out",
    "message has expired",
    "couldn't reach the recipient's mail server",
];

/// Phrases for a message that is refused by policy.
const UNWANTED: &[&str] = &[
    "blocked by our",
    "has been blocked",
    "been quarantined",
    "was quarantined",
    "spam firewall",
    "spam filter",
    "identified as spam",
    "classified as spam",
    "considered spam",
    "contains a virus",
    "content filter",
    "violates",
    "prohibited",
];

/// What a text says about the message to `address`. `system` says whether a mail system wrote it;
/// then phrases count without a code. In text by people, a number can be a telephone number, a room
/// or a date.
pub fn fate(text: &str, address: Option<&str>, system: bool) -> Fate {
    let text = own(text);
    let folded = text.to_lowercase();
    if PENDING.iter().any(|words| folded.contains(words)) {
        return Fate::Pending;
    }
    let about = address.map(|address| reasons(text, address)).unwrap_or_default();
    let found = best(&about).or_else(|| best(text)).filter(|found| system || found.is_sure);
    match found.map(|found| found.refusal) {
        Some(reason) => Fate::Failed(Some(reason)),
        None if system => worded(&about.to_lowercase())
            .or_else(|| worded(&folded))
            .map_or(Fate::Unclear, |reason| Fate::Failed(Some(reason))),
        None => Fate::Unclear,
    }
}

/// Whether a text quotes a reply with a status (RFC 3463). People and their automatic replies never
/// do.
pub fn quotes_status(text: &str) -> bool {
    answers(own(text)).any(|found| found.has_status && found.is_sure)
}

/// The text before a copy of the message, up to the length that is examined.
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

/// The lines that name a recipient, each with those that follow until a line begins with another
/// address.
fn reasons(text: &str, address: &str) -> String {
    let address = address.to_lowercase();
    let mut reasons = String::new();
    let mut left = 0;
    for line in text.lines() {
        let folded = line.to_lowercase();
        if mentions(&folded, &address) {
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

/// Whether a line names an address, and not one that begins or ends like it.
fn mentions(line: &str, address: &str) -> bool {
    let is_part = |c: char| c.is_alphanumeric() || "._+-=@".contains(c);
    line.match_indices(address).any(|(at, _)| {
        let (before, rest) = (
            line.get(..at).unwrap_or_default(),
            line.get(at + address.len()..).unwrap_or_default(),
        );
        let longer = rest.trim_start_matches('.').starts_with(is_part);
        !before.ends_with(is_part) && !longer
    })
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
    } else if has(UNWANTED) {
        Some(Refusal::Sender)
    } else {
        None
    }
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
                ">>> RCPT To:<ann@fife.example>\n<<< 550 5.1.1 User unknown\n550 5.1.1 no\n<<< \
                    503 5.0.0 Need RCPT\n",
            ),
            (MAILBOX, "451 4.7.1 Greylisted\n\nand then\n\n550 5.1.1 No such user\n"),
            (SENDER, "550 5.1.1 unknown, said the first\n554 5.7.1 Blocked, said the last\n"),
            (MAILBOX, "Sorry, no mailbox here by that name. (#5.1.1)\n"),
            (LATER, "Remote host said: 552 5.2.2 The mailbox is full\n"),
            (LATER, "host mx.example said: 550 Requested action not taken\n"),
            (
                MAILBOX,
                "Remote Server returned '550 5.1.10 RESOLVER.ADR.RecipientNotFound; not found'\n",
            ),
            (SENDER, "Remote server returned < #5.7.1 smtp; 550 relaying denied>\n"),
            (MAILBOX, "Diagnostic code: 5.1.1, no such mailbox"),
            (MAILBOX, "550-5.1.1 The email account\n550-5.1.1 does not exist\n"),
            (MAILBOX, "Die eingegebene E-Mail-Adresse konnte nicht gefunden werden.\n"),
            (MAILBOX, "L'adresse de messagerie que vous avez entrée est introuvable.\n"),
            (LATER, "Das Postfach ist voll.\n"),
            (SENDER, "It was blocked by our Spam Firewall.\n"),
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
            "Reception: 550 1234, or 550-1234",
            "",
        ] {
            assert_eq!(super::fate(text, None, true), Fate::Unclear, "{text}");
        }
    }

    #[test]
    fn numbers_that_people_write_are_no_answers() {
        for text in ["Call my colleague on extension: 550", "550", "I am back on Tuesday (5.1.27)."]
        {
            assert_eq!(super::fate(text, None, false), Fate::Unclear, "{text}");
            assert!(!quotes_status(text), "{text}");
        }
        for text in ["550 5.1.1 User unknown", "Sorry. (#5.1.1)", "Status: 5.1.1"] {
            assert_eq!(super::fate(text, None, false), MAILBOX, "{text}");
            assert!(quotes_status(text), "{text}");
        }
    }

    #[test]
    fn an_address_within_another_is_not_that_address() {
        let both = "could not be delivered to\n\n  joann@fife.example\n    Unrouteable \
            address\n\n  ann@fife.example.\n    mailbox is full\n";
        assert_eq!(super::fate(both, Some("ann@fife.example"), true), LATER);
        assert_eq!(super::fate(both, Some("joann@fife.example"), true), MAILBOX);
    }

    #[test]
    fn words_count_where_a_mail_system_writes_them() {
        let exim = "could not be delivered to\n\n  ann@fife.example\n    Unrouteable address\n\n  \
            bob@fife.example\n    mailbox is full\n";
        assert_eq!(super::fate(exim, Some("ann@fife.example"), true), MAILBOX);
        assert_eq!(super::fate(exim, Some("bob@fife.example"), true), LATER);
        assert_eq!(super::fate(exim, Some("bob@fife.example"), false), Fate::Unclear);
        let copied = "Sorry.\n\n--- Below this line is a copy of the message.\n\n550 5.1.1 no\n";
        assert_eq!(super::fate(copied, None, true), Fate::Unclear);
        let delayed = "550 5.1.1 was not said.\nYou do not need to resend your message.\n";
        assert_eq!(super::fate(delayed, None, true), Fate::Pending);
    }
}
