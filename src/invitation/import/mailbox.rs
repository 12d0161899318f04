//! The address in a cell.

use validator::ValidateEmail;

use crate::text::{LONGEST_EMAIL, fold::visible};

/// Why a cell has no address that can be written to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, thiserror::Error)]
pub enum Fault {
    #[error("no email address")]
    Empty,
    #[error("not an email address")]
    Malformed,
    #[error("two email addresses in one cell: give each person a row of their own")]
    Several,
    #[error("letters other than a to z in the email address, which mail servers refuse")]
    Letters,
    #[error("no full stop after the @, so mail cannot be delivered")]
    NoDomain,
    #[error("longer than an email address can be (254 characters)")]
    TooLong,
}

/// Whether a cell may hold an address at all, which is quickly seen.
pub fn may_hold(cell: &str) -> bool {
    cell.contains(['@', '＠'])
}

/// The address in a cell: alone, or as programs write it, with `mailto:` or `smtp:` before it, a name beside it in
/// angle, round or square brackets, quotes, spaces that nobody sees, or a separator left behind it.
pub fn address(cell: &str) -> Result<String, Fault> {
    let text = visible(cell);
    if text.is_empty() {
        return Err(Fault::Empty);
    }
    let whole = stripped(&text);
    if !whole.contains(|c: char| c.is_whitespace() || "<>()[],;".contains(c)) && whole.matches('@').count() == 1 {
        return checked(whole);
    }
    let found = candidates(&text);
    match found.as_slice() {
        [] => Err(Fault::Malformed),
        [one] => checked(one),
        _ => primary(&text).map_or(Err(Fault::Several), checked),
    }
}

/// What stands around an address, taken away.
fn stripped(text: &str) -> &str {
    const AROUND: [char; 16] = ['"', '\'', '“', '”', '‘', '’', '<', '>', '(', ')', '[', ']', ',', ';', ':', ' '];
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

/// The distinct addresses in a text that is more than one address: those that stand alone in or beside brackets, or
/// between separators. A word or a comma before an address may be a part of it that was typed wrongly, so neither
/// `iain neill@council.example` nor `iain,neill@council.example` is one.
fn candidates(text: &str) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    let mut rest = false;
    let pieces: Vec<&str> = text.split(['<', '>', '(', ')', '[', ']']).collect();
    let bracketed = pieces.len() > 1;
    for piece in pieces {
        let several = piece.matches('@').count() > 1;
        let between = |c: char| matches!(c, ',' | ';' | '/' | '|' | '\n') || several && c.is_whitespace();
        for piece in piece.split(between).map(stripped).filter(|piece| !piece.is_empty()) {
            let is_one = piece.matches('@').count() == 1 && !piece.contains(char::is_whitespace);
            rest |= !is_one;
            if is_one && !found.iter().any(|one| one.eq_ignore_ascii_case(piece)) {
                found.push(piece.to_owned());
            }
        }
    }
    if rest && !bracketed && found.len() < 2 { Vec::new() } else { found }
}

/// Of the addresses that Exchange lists for one mailbox, the primary one has its prefix in capitals.
fn primary(text: &str) -> Option<&str> {
    let mut pieces = text.split([';', ',', '\n', ' ']).filter(|piece| may_hold(piece)).peekable();
    pieces.peek()?;
    let all: Vec<&str> = pieces.collect();
    let is_listed = |piece: &&str| piece.get(..5).is_some_and(|prefix| prefix.eq_ignore_ascii_case("smtp:"));
    let mut first = all.iter().filter(|piece| piece.starts_with("SMTP:"));
    let (one, more) = (first.next()?, first.next());
    (more.is_none() && all.iter().all(is_listed)).then(|| stripped(one))
}

fn checked(address: &str) -> Result<String, Fault> {
    let domain = address.rsplit('@').next().unwrap_or_default();
    match address {
        long if long.len() > LONGEST_EMAIL => Err(Fault::TooLong),
        other if !other.is_ascii() => Err(Fault::Letters),
        // Validators take the names of machines in one's own network too.
        local if local.contains('@') && !domain.contains('.') => Err(Fault::NoDomain),
        other if !other.validate_email() || other.parse::<lettre::Address>().is_err() => Err(Fault::Malformed),
        good => Ok(good.to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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
        ] {
            assert_eq!(address(cell).as_deref(), Ok("a1@council.example"), "{cell:?}");
        }
        assert_eq!(address("o'neill+x@council.example").as_deref(), Ok("o'neill+x@council.example"));
    }

    #[test]
    fn what_is_no_address_says_why() {
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
    }
}
