use std::str::FromStr;

use super::Refusal;

/// An enhanced mail system status code (RFC 3463, section 2), of class 2, 4 or 5.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Status {
    pub class: u8,
    pub subject: u16,
    pub detail: u16,
}

/// The largest subject that RFC 3463, section 3, defines. Numbers above it are more likely versions
/// of programs.
const LAST_SUBJECT: u16 = 7;

impl Status {
    /// The first status in a text. An address such as 5.1.1.9 holds none.
    pub fn within(text: &str) -> Option<Self> {
        text.split(|c: char| !c.is_ascii_alphanumeric() && c != '.')
            .find_map(|word| word.trim_matches('.').parse().ok())
    }

    /// Whether it is unspecific: systems use x.0.0 and x.5.0 as a fallback.
    pub const fn is_vague(self) -> bool {
        self.subject == 0 || self.detail == 0
    }

    /// The meaning of a failure status. `None` if it is unspecific, such as 5.0.0, and for success.
    ///
    /// The subjects are those of RFC 3463, section 3; the details are in the IANA registry of
    /// enhanced status codes.
    pub const fn refusal(self) -> Option<Refusal> {
        match (self.class, self.subject, self.detail) {
            // 5.1.7 and 5.1.8 are about the sender's mailbox and domain (RFC 3463, section 3.2).
            // 5.2.3 and 5.3.4 say that the message is too large (3.3, 3.4). 5.5 is about the
            // protocol, 5.6 about content, 5.7 about policy and authentication.
            (5, 1, 7 | 8) | (5, 2, 3) | (5, 3, 4) | (5, 5..=7, _) => Some(Refusal::Sender),
            // 5.1 is about the recipient's address, including a domain that accepts no mail
            // (5.1.10, RFC 7505); 5.2.1 is a disabled mailbox.
            (5, 1, _) | (5, 2, 1) => Some(Refusal::Mailbox),
            // Class 4 is temporary. A full mailbox, a list, a system or a route can change.
            (4, _, _) | (5, 2..=4, _) => Some(Refusal::Later),
            _ => None,
        }
    }
}

/// Reads `class.subject.detail` with nothing around it.
impl FromStr for Status {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let mut parts = text.split('.');
        let mut part = |longest: usize| {
            let digits = parts.next().filter(|part| (1..=longest).contains(&part.len()));
            let digits =
                digits.filter(|part| part.bytes().all(|byte| byte.is_ascii_digit())).ok_or(())?;
            digits.parse::<u16>().map_err(|_| ())
        };
        let (class, subject, detail) = (part(1)?, part(3)?, part(3)?);
        let class = u8::try_from(class).map_err(|_| ())?;
        let is_known = matches!(class, 2 | 4 | 5) && subject <= LAST_SUBJECT;
        if parts.next().is_some() || !is_known {
            return Err(());
        }
        Ok(Self { class, subject, detail })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_status_is_found_between_words_and_never_within_an_address() {
        let found = |text: &str| Status::within(text).map(|s| (s.class, s.subject, s.detail));
        for text in [
            "5.1.1",
            "5.1.1 (bad mailbox)",
            "550-5.1.1 The",
            "said: 550 5.1.1. Sorry",
            "#5.1.1 smtp",
            "<5.1.1>",
        ] {
            assert_eq!(found(text), Some((5, 1, 1)), "{text}");
        }
        assert_eq!(found("from 4.3.2.1 said 5.7.26"), Some((5, 7, 26)));
        for text in [
            "",
            "5",
            "5.1",
            "5.1.1.9",
            "15.1.1",
            "5.1.1000",
            "Exim 4.94.2",
            "v5.1.1",
            "3.1.1",
            "5..1",
            "5.1.x",
        ] {
            assert_eq!(found(text), None, "{text}");
        }
    }
}
