use mail_parser::{MessageParser, MimeHeaders};

use crate::{
    invitation::reference::{Purpose, Reference, Signer, Written},
    store::Secret,
};

/// How many characters a reference has.
const REFERENCE: usize = 39;

/// What a delivery status notification says of one message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Notification {
    pub reference: Reference,
    pub verdict: Verdict,
}

/// What became of the message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// The mailbox cannot be reached, ever (a status of class 5).
    Hard,
    /// It was given up for now (a status of class 4).
    Soft,
    /// It is delayed, was delivered or passed on: nothing has to be done.
    Nothing,
}

/// Reads a notification. `None` where the text is none, or is about no message of this service.
pub fn read(text: &[u8], secret: &Secret) -> Option<Notification> {
    let message = MessageParser::default().parse(text)?;
    let status = message.parts.iter().find(|part| {
        part.content_type().is_some_and(|kind| {
            kind.ctype().eq_ignore_ascii_case("message")
                && kind.subtype().is_some_and(|sub| {
                    sub.eq_ignore_ascii_case("delivery-status") || sub.eq_ignore_ascii_case("global-delivery-status")
                })
        })
    })?;
    let verdict = verdict(&String::from_utf8_lossy(status.contents()));
    Some(Notification { reference: reference(text, &Signer::of(secret, Purpose::Bounce))?, verdict })
}

/// The worst that is said of any recipient. Each of our messages has one.
fn verdict(fields: &str) -> Verdict {
    let mut verdict = Verdict::Nothing;
    let mut failed = false;
    for line in fields.lines() {
        let Some((name, value)) = line.split_once(':') else { continue };
        let value = value.trim();
        match name.trim().to_ascii_lowercase().as_str() {
            "action" => failed = value.eq_ignore_ascii_case("failed"),
            "status" if failed && value.starts_with('5') => verdict = Verdict::Hard,
            "status" if failed && value.starts_with('4') && verdict == Verdict::Nothing => verdict = Verdict::Soft,
            _ => {}
        }
    }
    verdict
}

/// The first reference of this service after a `+`. Mail servers put the return path in different places; since every
/// reference is signed, it may be looked for anywhere.
fn reference(text: &[u8], signer: &Signer) -> Option<Reference> {
    text.split(|byte| *byte == b'+').skip(1).find_map(|rest| {
        let written: Written = std::str::from_utf8(rest.get(..REFERENCE)?).ok()?.parse().ok()?;
        signer.read(&written)
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::store::Id;

    const HARD: &str = include_str!("../../../tests/api/fixtures/bounces/postfix-5.1.1.eml");
    const SOFT: &str = include_str!("../../../tests/api/fixtures/bounces/postfix-4.2.2.eml");

    fn secret() -> Secret {
        Secret::from_text(&"a".repeat(32)).expect("long enough")
    }

    fn reference() -> Reference {
        Reference { invitation: Id::random(), wave: 1, attempt: 0 }
    }

    /// What Postfix said of another message, as if it had been said of the one with `reference`.
    fn about(said: &str, reference: Reference) -> String {
        let written = Signer::of(&secret(), Purpose::Bounce).write(reference).to_string();
        let (start, rest) = said.split_once("bounces+").expect("a return path");
        let token = rest.split('@').next().expect("an address");
        assert!(!start.contains(token));
        said.replace(&format!("bounces+{token}@"), &format!("bounces+{written}@"))
    }

    #[test]
    fn what_postfix_says_of_a_mailbox_that_does_not_exist_is_hard_and_of_a_full_one_soft() {
        let reference = reference();
        for (said, verdict) in [(HARD, Verdict::Hard), (SOFT, Verdict::Soft)] {
            let text = about(said, reference);
            assert_eq!(read(text.as_bytes(), &secret()), Some(Notification { reference, verdict }));
            let shouted = text.replace("bounces+", "BOUNCES+").replace('\n', "\r\n");
            assert_eq!(read(shouted.as_bytes(), &secret()), Some(Notification { reference, verdict }));
        }
    }

    #[test]
    fn a_delay_is_nothing_and_what_is_forged_or_no_notification_is_none() {
        let delayed = about(SOFT, reference()).replace("Action: failed", "Action: delayed");
        assert_eq!(read(delayed.as_bytes(), &secret()).map(|n| n.verdict), Some(Verdict::Nothing));
        assert_eq!(read(HARD.as_bytes(), &secret()), None, "the reference is signed by nobody here");
        let other = Secret::from_text(&"b".repeat(32)).expect("long enough");
        assert_eq!(read(about(HARD, reference()).as_bytes(), &other), None);
        let away = about("Subject: I am away\nTo: bounces+token@speir.example\n\nUntil Monday.\n", reference());
        assert_eq!(read(away.as_bytes(), &secret()), None);
    }

    proptest! {
        #[test]
        fn whatever_arrives_is_read_to_its_end(bytes: Vec<u8>, at in 0..3_000_usize) {
            prop_assert_eq!(read(&bytes, &secret()), None);
            let mut text = about(HARD, reference()).into_bytes();
            let at = at.min(text.len());
            text.splice(at..at, bytes);
            let _ = read(&text, &secret());
        }
    }
}
