//! The fields that a form posts besides the answers. Their names begin with a tilde, which question
//! ids cannot contain.

use std::borrow::Cow;

use percent_encoding::percent_decode;

use crate::language::Language;

/// The button that asks for the page in another language. Its value is the language, a full stop,
/// and the notice above the questions.
pub const LANGUAGE: &str = "~lang";
/// The mark with which the script identifies one page in one browser.
const MARK: &[u8] = b"~mark";
/// The field that the script adds if the page generated the ticket itself and has not sent other
/// answers with it.
const OWN: &[u8] = b"~own";
/// The longest accepted mark, in bytes.
const LONGEST_MARK: usize = 64;

/// A parsed body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Beside<'a> {
    /// The fields that are answers, as they were posted.
    pub answers: Cow<'a, [u8]>,
    /// The language to show the page in, if that is all that was asked.
    pub language: Option<Language>,
    /// The name of the notice that the page showed; empty for errors.
    pub told: Option<String>,
    pub mark: Cow<'a, [u8]>,
    /// Whether, according to the page, only a repetition of these answers can have used the ticket.
    pub own: bool,
}

impl<'a> Beside<'a> {
    /// Separates the other fields from the answers in a body of type
    /// `application/x-www-form-urlencoded`.
    pub fn read(body: &'a [u8]) -> Self {
        let mut beside = Self {
            answers: Cow::Borrowed(body),
            language: None,
            told: None,
            mark: Cow::default(),
            own: false,
        };
        let is_ours = |pair: &&[u8]| name(pair).starts_with(b"~");
        if !body.split(|byte| *byte == b'&').any(|pair| is_ours(&pair)) {
            return beside;
        }
        let (ours, answers): (Vec<&[u8]>, Vec<_>) =
            body.split(|byte| *byte == b'&').partition(is_ours);
        for pair in ours {
            match name(pair).as_ref() {
                MARK => beside.mark = value(pair),
                OWN => beside.own = true,
                name if name == LANGUAGE.as_bytes() => {
                    let value = value(pair);
                    let value = str::from_utf8(&value).unwrap_or_default();
                    let (tag, told) = value
                        .split_once('.')
                        .map_or((value, None), |(tag, told)| (tag, Some(told)));
                    beside.language = tag.parse().ok();
                    beside.told = told.map(str::to_owned);
                }
                _ => {}
            }
        }
        if beside.mark.len() > LONGEST_MARK {
            beside.mark = Cow::default();
        }
        beside.answers = answers.join(&b'&').into();
        beside
    }
}

fn name(pair: &[u8]) -> Cow<'_, [u8]> {
    let name = pair.split(|byte| *byte == b'=').next().unwrap_or(pair);
    percent_decode(name).into()
}

fn value(pair: &[u8]) -> Cow<'_, [u8]> {
    let start = pair.iter().position(|byte| *byte == b'=').map_or(pair.len(), |equals| equals + 1);
    percent_decode(pair.get(start..).unwrap_or_default()).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_body_of_answers_stays_as_it_is() {
        for body in ["", "a=1&b=2", "a=%7Elang%3Dgd&b=~mark"] {
            let read = Beside::read(body.as_bytes());
            assert!(
                matches!(read.answers, Cow::Borrowed(same) if same == body.as_bytes()),
                "{body}"
            );
            assert_eq!((read.language, read.mark.as_ref()), (None, b"".as_slice()));
        }
    }

    #[test]
    fn what_is_no_answer_is_taken_out() {
        let read = Beside::read(b"a=1&%7Emark=xyz&b=%7E&~lang=gd&~other=1");
        assert_eq!(read.answers.as_ref(), b"a=1&b=%7E");
        assert_eq!((read.language, read.mark.as_ref()), (Some(Language::Gd), b"xyz".as_slice()));
        assert!(!read.own && Beside::read(b"a=1&~own=1").own);
        assert_eq!(Beside::read(b"~lang=xx").language, None);
        let told = |body| Beside::read(body).told;
        assert_eq!((told(b"~lang=gd"), told(b"~lang=gd.taken")), (None, Some("taken".to_owned())));
        assert_eq!(Beside::read(&[b"~mark=", [b'x'; 65].as_slice()].concat()).mark.len(), 0);
    }
}
