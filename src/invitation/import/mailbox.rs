//! Finds the address in a cell.

use std::{borrow::Cow, collections::BTreeSet};

use percent_encoding::percent_decode_str;
use validator::ValidateEmail;

use crate::text::{LONGEST_EMAIL, fold::visible};

/// The longest text of a cell that is kept, in bytes: enough for all addresses that Exchange lists
/// for a mailbox.
pub const LONGEST_CELL: usize = 4_000;

/// Why a cell has no usable address.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, thiserror::Error)]
pub enum Fault {
    #[error("no email address")]
    Empty,
    #[error("not an email address")]
    Malformed,
    #[error("two email addresses in one cell: give each person a separate row")]
    Several,
    #[error(
        "another email address beside it, in a column without a name: give each person a separate \
            row, or name the column"
    )]
    Beside,
    #[error("letters other than a to z in the email address, which mail servers refuse")]
    Letters,
    #[error("no full stop after the @, so mail cannot be delivered")]
    NoDomain,
    #[error("longer than an email address can be (254 characters)")]
    TooLong,
}

/// A quick test for cells that cannot hold an address.
pub fn may_hold(cell: &str) -> bool {
    cell.contains(['@', '＠'])
}

/// Whether a cell has an address, or several.
pub fn holds(cell: &str) -> bool {
    may_hold(cell) && matches!(address(cell), Ok(_) | Err(Fault::Several))
}

/// What looks like an address in a cell, each once and in lower case, in any notation and context.
pub fn likenesses(cell: &str) -> BTreeSet<String> {
    let is_of_address = |c: char| c.is_alphanumeric() || "@.!#$%'*+-^_`{}~".contains(c);
    if !may_hold(cell) {
        return BTreeSet::new();
    }
    let text = plain(&visible(&decoded(cell))).to_lowercase();
    let words = text.split(|c| !is_of_address(c)).map(|word| word.trim_matches(['.', '\'']));
    let is_like = |word: &&str| {
        word.split_once('@').is_some_and(|(local, domain)| !local.is_empty() && !domain.is_empty())
    };
    words.filter(is_like).map(str::to_owned).collect()
}

/// The address in a cell: alone, or as programs write it, with `mailto:` or `smtp:` before it, a
/// name beside it in angle, round or square brackets, quotes, spaces that nobody sees, or a
/// separator left behind it.
pub fn address(cell: &str) -> Result<String, Fault> {
    // Such a cell may be truncated, perhaps within its address.
    if cell.len() > LONGEST_CELL - '\u{10ffff}'.len_utf8() {
        return Err(Fault::TooLong);
    }
    let text = plain(&visible(&decoded(cell)));
    if text.is_empty() {
        return Err(Fault::Empty);
    }
    let whole = stripped(&text);
    if !whole.contains(|c: char| c.is_whitespace() || "<>()[],;".contains(c))
        && whole.matches('@').count() == 1
    {
        return checked(whole);
    }
    let found = candidates(&text);
    match found.as_slice() {
        [] => primary(&text).map_or(Err(Fault::Malformed), checked),
        [one] => checked(one),
        _ => primary(&text).map_or(Err(Fault::Several), checked),
    }
}

/// A cell without the percent-encoding of links (RFC 6068, section 2).
fn decoded(cell: &str) -> Cow<'_, str> {
    if cell.contains('%') && cell.to_ascii_lowercase().contains("mailto:") {
        percent_decode_str(cell).decode_utf8_lossy()
    } else {
        Cow::Borrowed(cell)
    }
}

/// A text without the spaces around its only @, and with the hash signs of Access
/// (`text#mailto:address#`) as brackets.
fn plain(text: &str) -> String {
    let is_link = text.to_ascii_lowercase().contains("#mailto:");
    let text = if is_link { text.replace('#', "<") } else { text.to_owned() };
    match text.split_once('@') {
        Some((local, domain)) if !domain.contains('@') => {
            format!("{}@{}", local.trim_end(), domain.trim_start())
        }
        _ => text,
    }
}

/// An address without surrounding characters.
fn stripped(text: &str) -> &str {
    const AROUND: [char; 16] =
        ['"', '\'', '“', '”', '‘', '’', '<', '>', '(', ')', '[', ']', ',', ';', ':', ' '];
    let mut text = text.trim_matches(AROUND).trim_end_matches(['.', '\n']);
    for prefix in ["mailto:", "smtp:", "email:", "e-mail:"] {
        if let Some((head, rest)) = text.split_at_checked(prefix.len())
            && head.eq_ignore_ascii_case(prefix)
        {
            text = rest.split('?').next().unwrap_or(rest);
        }
    }
    text.trim_matches(AROUND).trim_end_matches('.')
}

/// Up to two distinct addresses in a text: those that are separate, in or next to brackets, or
/// between separators. A word or a comma before an address may be a mistyped part of it, so neither
/// `iain neill@council.example` nor `iain,neill@council.example` is one.
fn candidates(text: &str) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    let mut rest = false;
    let pieces: Vec<&str> = text.split(['<', '>', '(', ')', '[', ']']).collect();
    let bracketed = pieces.len() > 1;
    for piece in pieces {
        let several = piece.matches('@').count() > 1;
        let between =
            |c: char| matches!(c, ',' | ';' | '/' | '|' | '\n') || several && c.is_whitespace();
        for piece in piece.split(between).map(stripped).filter(|piece| !piece.is_empty()) {
            let is_one = piece.matches('@').count() == 1 && !piece.contains(char::is_whitespace);
            rest |= !is_one;
            if is_one && !found.iter().any(|one| one.eq_ignore_ascii_case(piece)) {
                found.push(piece.to_owned());
            }
            if found.len() > 1 {
                return found;
            }
        }
    }
    if rest && !bracketed { Vec::new() } else { found }
}

/// Exchange lists a mailbox's addresses, each with its kind before it. The kind of the primary one
/// is in capitals.
fn primary(text: &str) -> Option<&str> {
    let has_kind = |piece: &&str| {
        piece
            .split_once(':')
            .is_some_and(|(kind, _)| kind.chars().all(|c| c.is_ascii_alphanumeric()))
    };
    let listed: Vec<&str> =
        text.split([';', ',', '\n', ' ']).filter(|piece| may_hold(piece)).collect();
    let mut primary = listed.iter().filter(|piece| piece.starts_with("SMTP:"));
    let (one, more) = (primary.next()?, primary.next());
    (more.is_none() && listed.iter().all(has_kind)).then(|| stripped(one))
}

fn checked(address: &str) -> Result<String, Fault> {
    let domain = address.rsplit('@').next().unwrap_or_default();
    match address {
        long if long.len() > LONGEST_EMAIL => Err(Fault::TooLong),
        other if !other.is_ascii() => Err(Fault::Letters),
        // Validators also accept machine names of a local network.
        local if local.contains('@') && !domain.contains('.') => Err(Fault::NoDomain),
        other if !other.validate_email() || other.parse::<lettre::Address>().is_err() => {
            Err(Fault::Malformed)
        }
        good => Ok(good.to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::{super::table::Budget, *};

    #[test]
    fn an_address_is_found_as_programs_write_it() {
        for cell in [
            "a1@council.example",
            " a1@council.example\u{a0}",
            "\u{200b}a1@council.example;",
            "mailto:a1@council.example",
            "MAILTO:a1@council.example?subject=Survey",
            "SMTP:a1@council.example",
            "Màiri Reid <a1@council.example>",
            "\"Reid, Màiri\" <a1@council.example>;",
            "Màiri Reid (a1@council.example)",
            "Màiri Reid [mailto:a1@council.example]",
            "a1@council.example<mailto:a1@council.example>",
            "a1@council.example (work)",
            "'a1@council.example'",
            "'a1@council.example",
            "“a1@council.example”.",
            "a1@council.example.",
            "a1＠council.example",
            "=HYPERLINK(\"mailto:a1@council.example\",\"a1@council.example\")",
            "smtp:b@old.example;SMTP:a1@council.example",
            "a1@council.example,",
            "a1@council.example; A1@council.example",
            "SIP:a1@council.example;SMTP:a1@council.example;smtp:b@old.example",
            "X500:/o=Council/cn=Ann;SMTP:a1@council.example",
            "a1@council.example#mailto:a1@council.example#",
            "Ann Grant#MAILTO:a1@council.example#",
            "a1 @ council.example",
            "mailto:a%31@council.example",
            "MAILTO:a1%40council.example?cc=x%40council.example",
        ] {
            assert_eq!(address(cell).as_deref(), Ok("a1@council.example"), "{cell:?}");
        }
        assert_eq!(
            address("o'neill+x@council.example").as_deref(),
            Ok("o'neill+x@council.example")
        );
    }

    #[test]
    fn an_invalid_address_says_why() {
        for (cell, fault) in [
            (" \u{200b}", Fault::Empty),
            ("ann at council.example", Fault::Malformed),
            ("iain neill@council.example", Fault::Malformed),
            ("iain,neill@council.example", Fault::Malformed),
            ("iain neill@council.example (work)", Fault::Malformed),
            ("a@@council.example", Fault::Malformed),
            ("n/a", Fault::Malformed),
            ("a1@council.example; a2@council.example", Fault::Several),
            ("a1@council.example a2@council.example", Fault::Several),
            ("a1@council.example\na2@council.example", Fault::Several),
            ("Ann <a1@council.example>, Bob <a2@council.example>", Fault::Several),
            ("màiri@council.example", Fault::Letters),
            ("ann@council", Fault::NoDomain),
        ] {
            assert_eq!(address(cell), Err(fault), "{cell:?}");
        }
        assert_eq!(address(&format!("{}@council.example", "a".repeat(250))), Err(Fault::TooLong));
        let mut cut_off = format!("{} <a1@council.example>", "x".repeat(LONGEST_CELL - 15));
        Budget::default().cell(&mut cut_off).expect("within bounds");
        assert_eq!(address(&cut_off), Err(Fault::TooLong), "a part of an address is another one");
    }
}
