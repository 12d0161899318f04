//! Texts as people type or paste them.
//!
//! [`clean`] normalises posted texts. [`is_line`] checks single-line texts such as titles, names
//! and addresses. They appear in pages, mails, files and the audit log, where a line break or an
//! invisible character could forge a line or disguise the text.

use std::borrow::Cow;

mod elsewhere;
mod identifying;
#[cfg(test)]
pub mod snapshot;

pub use elsewhere::{Elsewhere, leads_elsewhere};
pub use identifying::{Identifying, Kind, Suggestion, identifying, suggestions};

pub mod fold;

/// The longest email address, in bytes (RFC 5321, erratum 1690).
pub const LONGEST_EMAIL: usize = 254;

/// Why a text is not a valid line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotALine {
    #[error("It is empty.")]
    Empty,
    #[error("It has {length} characters; the limit is {longest}.")]
    TooLong { length: usize, longest: usize },
    /// The code point, since the character itself cannot be shown.
    #[error(
        "It contains a line break or an invisible control character (U+{0:04X}). Write it on one \
            line, as plain text."
    )]
    NotPlain(u32),
}

/// `text` with `\n` for every line break, and without invisible characters that break files.
///
/// Carriage returns, vertical tabs (the soft line break of Word), form feeds, U+0085, U+2028 and
/// U+2029 are line breaks (UAX 14, classes BK, CR and NL). Other control characters are dropped,
/// except the tab, and so are U+FEFF and the noncharacters, which XML does not allow. Everything
/// else stays: people use directional marks, joiners and the tags in the flag of Scotland.
pub fn clean(text: &str) -> Cow<'_, str> {
    if !text.contains(|c| ends_line(c) || is_unwanted(c)) {
        return Cow::Borrowed(text);
    }
    let lines = text.replace("\r\n", "\n");
    let kept =
        lines.chars().filter(|c| !is_unwanted(*c)).map(|c| if ends_line(c) { '\n' } else { c });
    Cow::Owned(kept.collect())
}

const fn ends_line(c: char) -> bool {
    matches!(c, '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

fn is_unwanted(c: char) -> bool {
    let control = c.is_control() && !matches!(c, '\n' | '\t') && !ends_line(c);
    let noncharacter =
        matches!(c, '\u{fdd0}'..='\u{fdef}') || matches!(u32::from(c) & 0xffff, 0xfffe | 0xffff);
    control || noncharacter || c == '\u{feff}'
}

/// Checks that `text`, trimmed, is one line of at most `longest` characters.
pub fn is_line(text: &str, longest: usize) -> Result<(), NotALine> {
    let text = text.trim_matches(' ');
    if let Some(c) = text.chars().find(|c| breaks_line(*c)) {
        return Err(NotALine::NotPlain(c.into()));
    }
    match text.chars().count() {
        0 => Err(NotALine::Empty),
        _ if text.trim().is_empty() => Err(NotALine::Empty),
        length if length > longest => Err(NotALine::TooLong { length, longest }),
        _ => Ok(()),
    }
}

/// Whether `text` has no control characters, except line breaks and tabs, and no invisible
/// characters.
pub fn is_plain(text: &str) -> bool {
    !text
        .chars()
        .any(|c| breaks_line(c) && !matches!(c, '\n' | '\r' | '\t' | '\u{2028}' | '\u{2029}'))
}

/// Refuses non-ASCII addresses: they need SMTPUTF8 on every server on the way (RFC 6531), which few
/// offer.
pub const NOT_ASCII: &str = "Use only the letters a to z, digits and symbols in the address: few \
    mail servers deliver to addresses with other letters. A domain such as glè.example also has a \
    form that begins with xn--.";

/// Why `text` is not a deliverable email address: `otherwise`, unless it is not ASCII. `None` if it
/// is one.
pub fn not_an_email<'a>(text: &str, otherwise: &'a str) -> Option<&'a str> {
    match (is_email(text), text.is_ascii()) {
        (true, _) => None,
        (false, true) => Some(otherwise),
        (false, false) => Some(NOT_ASCII),
    }
}

/// Whether two email addresses are one mailbox, and so one person: case does not matter, nor what
/// follows a `+` (RFC 5233).
pub fn is_one_mailbox(a: &str, b: &str) -> bool {
    let mailbox = |text: &str| {
        let text = text.trim().to_lowercase();
        let (local, host) = text.rsplit_once('@').unwrap_or((&text, ""));
        (local.split('+').next().unwrap_or_default().to_owned(), host.to_owned())
    };
    mailbox(a) == mailbox(b)
}

/// Reads a setting that is an email address.
pub fn email_setting(text: &str) -> Result<lettre::Address, String> {
    const OTHERWISE: &str = "write an email address, such as surveys@example.org";
    match not_an_email(text, OTHERWISE) {
        Some(why) => Err(why.to_owned()),
        None => text.parse().map_err(|_| OTHERWISE.to_owned()),
    }
}

/// Whether `text` is a deliverable ASCII email address.
pub fn is_email(text: &str) -> bool {
    text.len() <= LONGEST_EMAIL
        && text.is_ascii()
        && is_line(text, LONGEST_EMAIL).is_ok()
        && !text.contains(char::is_whitespace)
        && validator::ValidateEmail::validate_email(&text)
        && text.parse::<lettre::Address>().is_ok()
}

/// Control characters, line and paragraph separators, bidirectional controls, and invisible
/// characters that no language needs. The joiners U+200C and U+200D are allowed, because names and
/// emoji use them.
fn breaks_line(c: char) -> bool {
    c.is_control()
        || matches!(
            c,
            '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}'
                | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{fffe}' | '\u{ffff}'
                | '\u{e0000}'..='\u{e007f}'
        )
}

/// Reads a setting of one line, which may be empty.
pub fn setting(text: &str) -> Result<String, NotALine> {
    match is_line(text, 300) {
        Ok(()) | Err(NotALine::Empty) => Ok(text.to_owned()),
        Err(why) => Err(why),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const BAD: [char; 18] = [
        '\n',
        '\r',
        '\t',
        '\0',
        '\u{b}',
        '\u{1b}',
        '\u{7f}',
        '\u{85}',
        '\u{ad}',
        '\u{200b}',
        '\u{2028}',
        '\u{2029}',
        '\u{202e}',
        '\u{2066}',
        '\u{2069}',
        '\u{feff}',
        '\u{ffff}',
        '\u{e0041}',
    ];

    #[test]
    fn one_mailbox_has_many_spellings() {
        assert!(is_one_mailbox("Ann@Example.org ", "ann+two@example.org"));
        assert!(!is_one_mailbox("ann@example.org", "ann@example.com"));
        assert!(!is_one_mailbox("ann@example.org", "anna@example.org"));
        assert!(!is_one_mailbox("command line", "ann@example.org"));
    }

    proptest! {
        #[test]
        fn a_line_with_one_bad_character_anywhere_is_refused(
            before in "[a-zA-ZÀ-ž0-9 ’“”&–]{0,40}", after in "[a-zA-ZÀ-ž0-9 \
                ’“”&–]{0,40}", bad in 0..BAD.len(),
        ) {
            let text = format!("{before}{}{after}", BAD[bad]);
            prop_assert_eq!(is_line(&text, 200), Err(NotALine::NotPlain(BAD[bad].into())));
            for address in [format!("a{}b@example.org", BAD[bad]), format!("ab@exa{}mple.org", BAD[bad])] {
                prop_assert!(!is_email(&address));
            }
        }

        #[test]
        fn what_passes_prints_as_one_line(text in any::<String>()) {
            if is_line(&text, 100).is_ok() {
                prop_assert_eq!(text.lines().count(), 1);
                prop_assert!(text.trim().chars().count() <= 100 && !text.contains('\0'));
            }
        }

        #[test]
        fn plain_words_pass(text in "[a-zA-ZÀ-ž0-9’“”&(),.–-][a-zA-ZÀ-ž0-9 ’“”&(),.–-]{0,99}") {
            prop_assert_eq!(is_line(&text, 100), Ok(()));
            let several = format!("{text}\r\n\t{text}");
            prop_assert!(is_plain(&several));
        }
    }

    proptest! {
        #[test]
        fn a_clean_text_has_one_kind_of_line_break_and_stays_as_it_is(text in any::<String>()) {
            let once = clean(&text).into_owned();
            prop_assert!(once.chars().all(|c| !c.is_control() || matches!(c, '\n' | '\t')));
            let twice = clean(&once).into_owned();
            prop_assert_eq!(&twice, &once);
            let visible = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).collect::<String>();
            prop_assert_eq!(visible(&text), visible(&once));
        }
    }

    #[test]
    fn what_people_write_survives_cleaning() {
        let scotland = "🏴\u{e0067}\u{e0062}\u{e0073}\u{e0063}\u{e0074}\u{e007f}";
        for text in [
            "مرحبا abc",
            "a\u{202e}b\u{202c}",
            "👨\u{200d}👩",
            "soft\u{ad}hyphen",
            "\u{f0b7}\ta",
            scotland,
        ] {
            assert!(matches!(clean(text), Cow::Borrowed(kept) if kept == text), "{text:?}");
        }
        assert_eq!(clean("a\r\nb\rc\u{b}\u{c}d\u{85}e\u{2028}f\u{2029}g"), "a\nb\nc\n\nd\ne\nf\ng");
        assert_eq!(clean("\0a\u{1b}\u{7f}\u{9f}b\u{feff}\u{fffe}\u{1ffff}\u{fdd0}"), "ab");
    }

    #[test]
    fn length_is_counted_without_spaces_around_it() {
        assert_eq!(is_line(" abc ", 3), Ok(()));
        assert_eq!(is_line("abcd", 3), Err(NotALine::TooLong { length: 4, longest: 3 }));
        for empty in ["", "   ", "\u{a0}", " \u{3000} "] {
            assert_eq!(is_line(empty, 3), Err(NotALine::Empty), "{empty:?}");
        }
    }

    #[test]
    fn addresses_are_told_from_other_texts() {
        for good in ["lead@example.org", "o'brien+x@xn--9ca.example"] {
            assert!(is_email(good), "{good}");
        }
        let long = format!("{}@{}.example", "a".repeat(60), "b".repeat(60).repeat(4));
        for bad in
            ["", "lead", "lead@example.org\n", " lead@example.org", "a\u{202e}b@example.org", &long]
        {
            assert!(!is_email(bad), "{bad:?}");
        }
    }

    #[test]
    fn an_address_with_other_letters_is_refused_with_the_reason() {
        for text in ["màiri@example.org", "ann@glè.example", "ann@例え.example", "ａnn@example.org"]
        {
            assert_eq!(not_an_email(text, "Write an address."), Some(NOT_ASCII), "{text}");
            assert!(email_setting(text).is_err_and(|why| why == NOT_ASCII), "{text}");
        }
        assert_eq!(not_an_email("ann", "Write an address."), Some("Write an address."));
        assert_eq!(not_an_email("ann@xn--gl-7ka.example", "Write an address."), None);
    }

    #[test]
    fn names_with_joiners_pass() {
        assert_eq!(is_line("क्‍ष 👩‍👧", 20), Ok(()));
    }

    #[test]
    fn several_lines_are_plain_and_hidden_signs_are_not() {
        assert!(is_plain("one\r\ntwo\tthree"));
        assert!(!is_plain("a\0b") && !is_plain("a\u{202e}b"));
    }
}
