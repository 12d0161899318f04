use super::{Refusal, Status, hints};

/// What a mail system said when it refused a message.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Answer<'a> {
    /// The enhanced status (RFC 3463), if known from outside the text.
    pub status: Option<Status>,
    /// The reply code (RFC 5321, section 4.2).
    pub code: Option<u16>,
    /// The rest of the reply, which may also contain a status. It may name a person: it is never
    /// stored or logged.
    pub text: &'a str,
}

impl<'a> Answer<'a> {
    /// Finds the reply code and the status in a text, such as the diagnostic code of a delivery
    /// status (RFC 3464, section 2.3.6) or a line of a bounce: `smtp; 550 5.1.1 <ann@example.org>
    /// unknown user`. The last two are optional.
    pub fn within(text: &'a str) -> Self {
        let words = || text.split(|c: char| !c.is_ascii_alphanumeric() && c != '.');
        // A status after a code is meant; another may be part of a version or a name.
        let both = words().zip(words().skip(1)).find_map(|(first, second)| {
            Some((reply_code(first)?, second.trim_matches('.').parse::<Status>().ok()?))
        });
        match both {
            Some((code, status)) => Self { status: Some(status), code: Some(code), text },
            None => Self { status: None, code: words().find_map(reply_code), text },
        }
    }

    /// Its effect. If in doubt, the message is retried.
    pub fn refusal(&self) -> Refusal {
        self.evidence().unwrap_or(Refusal::Later)
    }

    /// Its effect, or `None` if in doubt.
    ///
    /// A reply code of class 4 always means retry (RFC 5321, section 4.2.1). After that, a specific
    /// status decides, then unambiguous codes, then the text, then any other status.
    pub fn evidence(&self) -> Option<Refusal> {
        if self.code.is_some_and(|code| (400..500).contains(&code)) {
            return Some(Refusal::Later);
        }
        let status = self.status.or_else(|| Status::within(self.text));
        let decides = status
            .filter(|status| status.class == 4 || !status.is_vague())
            .and_then(Status::refusal);
        decides
            .or_else(|| self.code.and_then(clear))
            .or_else(|| self.unclear())
            .or_else(|| self.unknown_to_outlook(status))
            .or_else(|| status.and_then(Status::refusal))
    }

    /// For a mailbox that does not exist, Outlook.com replies `550 5.5.0 Requested action not
    /// taken: mailbox unavailable`.
    fn unknown_to_outlook(&self, status: Option<Status>) -> Option<Refusal> {
        let is_general = status == Some(Status { class: 5, subject: 5, detail: 0 });
        (is_general && hints::is_unavailable(self.text)).then_some(Refusal::Mailbox)
    }

    fn unclear(&self) -> Option<Refusal> {
        let said = hints::refusal(self.text);
        match self.code {
            // "Exceeded storage allocation" (RFC 5321, section 4.2.3) can mean a large message or a
            // full mailbox.
            Some(552) => {
                Some(said.filter(|said| *said == Refusal::Later).unwrap_or(Refusal::Sender))
            }
            _ => said,
        }
    }
}

/// The refusal code (RFC 5321, section 4.2) that a word is.
pub fn reply_code(word: &str) -> Option<u16> {
    let code = word.parse().ok()?;
    (word.len() == 3 && (400..600).contains(&code)).then_some(code)
}

/// Codes of class 5 with one meaning.
const fn clear(code: u16) -> Option<Refusal> {
    match code {
        // The command is not understood, or its parameters are not (RFC 5321, section 4.2.2).
        // Sign-in or encryption is missing (RFC 4954, section 6; RFC 3207, section 4).
        500..=504 | 530 | 534 | 535 | 538 | 555 => Some(Refusal::Sender),
        // The recipient's domain accepts no mail (RFC 7504, section 3).
        556 => Some(Refusal::Mailbox),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{Refusal::*, *};

    #[test]
    fn a_status_decides_by_subject_and_detail() {
        let cases = [
            (Mailbox, "5.1.0 5.1.1 5.1.2 5.1.3 5.1.4 5.1.5 5.1.6 5.1.9 5.1.10 5.2.1"),
            (Later, "4.0.0 4.1.1 4.2.1 4.2.2 4.3.1 4.4.1 4.4.7 4.5.3 4.7.0 4.7.1 4.7.26"),
            (
                Later,
                "5.2.0 5.2.2 5.2.4 5.3.0 5.3.1 5.3.2 5.3.3 5.3.5 5.4.0 5.4.1 5.4.4 5.4.6 5.4.7",
            ),
            (
                Sender,
                "5.1.7 5.1.8 5.2.3 5.3.4 5.5.0 5.5.1 5.5.3 5.6.0 5.6.1 5.6.7 5.7.0 5.7.1 5.7.26 \
                    5.7.509 5.7.606",
            ),
        ];
        for (refusal, statuses) in cases {
            for status in statuses.split(' ') {
                let status = Some(status.parse().expect("a status"));
                let alone = Answer { status, ..Answer::default() };
                let coded =
                    Answer { code: status.filter(|s: &Status| s.class == 5).map(|_| 550), ..alone };
                assert_eq!((alone.refusal(), coded.refusal()), (refusal, refusal), "{status:?}");
            }
        }
    }

    #[test]
    fn a_reply_is_read_by_code_status_and_words() {
        let cases = [
            (Mailbox, "smtp; 550 5.1.1 <ann@example.org> unknown user"),
            (Mailbox, "550-5.1.1 The email account that you tried to reach does not exist"),
            (Mailbox, "host mx.example[192.0.2.1] said: 550 5.1.1 no"),
            (Mailbox, "550 User unknown"),
            (Mailbox, "550 No such user here"),
            (
                Mailbox,
                "550 <ann@example.org>: Recipient address rejected: User unknown in virtual \
                    mailbox table",
            ),
            (Mailbox, "550 Mailbox not found"),
            (Mailbox, "550 5.0.0 unknown recipient"),
            (Mailbox, "551 User not local; please try <ann@example.net>"),
            (Mailbox, "553 Invalid recipient"),
            (Mailbox, "550 User Ann Reid (ann@example.org) not listed in Domino Directory"),
            (Mailbox, "550 <ann.slater@example.org>: no such recipient"),
            (Mailbox, "550 spfeifer@blocked.example is not a known user: mailbox unknown"),
            (Mailbox, "554 This user doesn't have an account: no such user"),
            (Mailbox, "556 Domain does not accept mail"),
            (Mailbox, "550 5.5.0 Requested action not taken: mailbox unavailable."),
            (
                Mailbox,
                "554 delivery error: dd This user doesn't have a yahoo.example account \
                    (ann@fife.example) [0]",
            ),
            (
                Mailbox,
                "554 delivery error: dd This account has been disabled or discontinued [#102].",
            ),
            (Mailbox, "550 Invalid recipient <ann@fife.example>"),
            (Mailbox, "550 Account is not active."),
            (Mailbox, "550 Recipient rejected: no account by that name here"),
            (Mailbox, "550 The recipient's mailbox has been closed"),
            (Mailbox, "550 5.1.0 Address rejected."),
            (Later, "450 4.2.0 greylisted, see http://example.org"),
            (Later, "451 5.1.1 contradictory"),
            (Later, "421 Service not available"),
            (Later, "452 Insufficient system storage"),
            (Later, "552 5.2.2 Mailbox full"),
            (Later, "552 Mailbox is over quota"),
            (Later, "550 Mailbox full"),
            (Later, "550"),
            (Later, "550 Requested action not taken: mailbox unavailable"),
            (Later, "550 spam filter says user unknown"),
            (Later, "550 Mailbox temporarily unavailable, try again later"),
            (Later, "553"),
            (Later, "554 Transaction failed"),
            (Later, "554 5.4.7 Delivery expired (message too old)"),
            (Later, ""),
            (Sender, "550 5.7.1 Message rejected by policy"),
            (Sender, "550 blocked using zen.example"),
            (Sender, "550 192.0.2.1 is listed at zen.example"),
            (Sender, "554 Listed by zen.example, see https://example.org/unknown-user"),
            (Sender, "550 This message was classified as spam"),
            (Sender, "550 SPF check failed"),
            (Sender, "550 5.5.0 Message rejected as spam"),
            (Sender, "550 5.1.0 Sender rejected"),
            (
                Sender,
                "550 Requested action not taken: mailbox unavailable. Reject due to policy \
                    restrictions",
            ),
            (Sender, "554 Message not allowed - [PH01] Email not accepted for policy reasons."),
            (Sender, "550 Relaying denied"),
            (Sender, "553 5.1.8 Sender domain does not exist"),
            (Sender, "553 Sender domain does not exist"),
            (Sender, "553 sender address unknown"),
            (Sender, "554 Message rejected for policy reasons"),
            (Sender, "552 5.3.4 Message too large"),
            (Sender, "552 Message size exceeds the maximum"),
            (Sender, "552"),
            (Sender, "535 Authentication failed"),
            (Sender, "503 Bad sequence of commands"),
        ];
        for (refusal, text) in cases {
            assert_eq!(Answer::within(text).refusal(), refusal, "{text}");
        }
    }

    #[test]
    fn a_code_that_is_part_of_a_longer_number_is_none() {
        for text in ["55012", "ticket 5501", "", "1550"] {
            assert_eq!(Answer::within(text).code, None, "{text}");
        }
        assert_eq!(Answer::within("(550)").code, Some(550));
    }

    proptest! {
        #[test]
        fn any_text_has_an_outcome_and_a_code_of_class_4_is_never_final(text: String, code in 400..500_u16) {
            let _ = Answer::within(&text).refusal();
            prop_assert_eq!(Answer { code: Some(code), ..Answer::within(&text) }.refusal(), Later);
        }
    }
}
