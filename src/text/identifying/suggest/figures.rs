use std::ops::Range;

use super::found::{Found, Kind};

/// The fewest digits of a telephone number, and the fewest without an area code.
const TELEPHONE: usize = 8;
const WITHOUT_CODE: usize = 6;
const LONGEST: usize = 15;

/// Telephone numbers, CHI numbers, dates in figures and other long numbers.
pub fn figures(text: &str) -> Vec<Found> {
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(run) = next_run(text, from) {
        from = run.end;
        found.extend(kind_of(text, &run));
    }
    found
}

/// The next run of digits, grouped by at most two signs that stand in numbers.
fn next_run(text: &str, from: usize) -> Option<Range<usize>> {
    let rest = text.get(from..)?;
    let mut start = from + rest.find(|c: char| c.is_ascii_digit())?;
    let (mut end, mut gap) = (start, 0);
    for (at, c) in text.get(start..)?.char_indices() {
        if c.is_ascii_digit() {
            (end, gap) = (start + at + c.len_utf8(), 0);
        } else if gap < 2 && stands_in_numbers(c) {
            gap += 1;
        } else {
            break;
        }
    }
    let before = text.get(from..start).unwrap_or_default();
    let sign = before.trim_end_matches('(');
    if sign.ends_with('+') {
        start = from + sign.len() - 1;
    }
    Some(start..end)
}

fn stands_in_numbers(c: char) -> bool {
    matches!(c, ' ' | '-' | '(' | ')' | '.' | '/' | '·' | '_')
        || matches!(c, '\u{a0}' | '\u{2009}'..='\u{2015}' | '\u{202f}')
}

fn kind_of(text: &str, run: &Range<usize>) -> Option<Found> {
    let written = text.get(run.clone())?;
    if is_joined(text, run) {
        return None;
    }
    let groups: Vec<&str> =
        written.split(|c: char| !c.is_ascii_digit()).filter(|group| !group.is_empty()).collect();
    if is_date(written, &groups) {
        return Some(Found::likely(run.clone(), Kind::DateOfBirth));
    }
    let digits: String = groups.concat();
    let likely = |kind| Some(Found::likely(run.clone(), kind));
    if digits.len() == 10 && is_birth(&digits) && !written.starts_with('+') && groups.len() <= 3 {
        return likely(Kind::Chi);
    }
    if groups.iter().all(|group| is_year(group)) || written.contains('/') {
        return None;
    }
    let has_code = written.starts_with('+') || digits.starts_with('0');
    if has_code && (TELEPHONE..=LONGEST).contains(&digits.len()) {
        return likely(Kind::Telephone);
    }
    let lengths: Vec<usize> = groups.iter().map(|group| group.len()).collect();
    let is_local = matches!(lengths.as_slice(), [3, 4] | [3, 3, 4] | [4, 3, 3]);
    let is_long = groups.len() <= 3 && groups.iter().any(|group| group.len() >= WITHOUT_CODE);
    (is_local || is_long).then(|| Found {
        place: run.clone(),
        kind: Kind::LongNumber,
        is_likely: is_long,
    })
}

/// Whether it is part of a word.
fn is_joined(text: &str, run: &Range<usize>) -> bool {
    let before = text.get(..run.start).and_then(|before| before.chars().next_back());
    let after = text.get(run.end..).and_then(|after| after.chars().next());
    before.is_some_and(char::is_alphanumeric) || after.is_some_and(char::is_alphanumeric)
}

/// Whether the first six digits can be a date of birth, as those of a CHI number are: day, month,
/// year.
fn is_birth(digits: &str) -> bool {
    let part = |from: usize| digits.get(from..from + 2).and_then(|part| part.parse::<u32>().ok());
    part(0).is_some_and(|day| (1..=31).contains(&day))
        && part(2).is_some_and(|month| (1..=12).contains(&month))
}

/// `03/05/2011`, `3.5.11`, `03 05 2011` or `2011-05-03`.
fn is_date(written: &str, groups: &[&str]) -> bool {
    let signs: Vec<char> = written.chars().filter(|c| !c.is_ascii_digit()).collect();
    let is_even =
        matches!(signs.as_slice(), [a, b] if a == b && matches!(a, '/' | '.' | '-' | ' '));
    let number = |group: &str, most: u32| {
        group.len() <= 2 && group.parse().is_ok_and(|number: u32| (1..=most).contains(&number))
    };
    let [first, month, last] = groups else { return false };
    let is_short = last.len() == 2 && !signs.contains(&' ');
    is_even
        && number(month, 31)
        && (number(first, 31) && (is_short || is_year(last)) || is_year(first) && number(last, 31))
}

fn is_year(group: &str) -> bool {
    group.len() == 4 && (group.starts_with("19") || group.starts_with("20"))
}
