use super::{
    found::{Found, Kind},
    months::MONTHS,
    tokens::Token,
};

/// The postcode areas of Scotland, by which the first half of a postcode is known.
const AREAS: [&str; 15] =
    ["AB", "DD", "DG", "EH", "FK", "HS", "IV", "KA", "KW", "KY", "ML", "PA", "PH", "TD", "ZE"];
const BIRTH: [&str; 6] = ["born", "birthday", "dob", "birth", "b", "birthdate"];

/// Postcodes and spelt dates of birth.
pub fn codes(tokens: &[Token]) -> Vec<Found> {
    let found = (0..tokens.len()).filter_map(|at| {
        let rest = tokens.get(at..)?;
        let birth = tokens.get(at.saturating_sub(5)..at)?.iter().any(|one| one.is(&BIRTH));
        let (length, kind) = postcode(rest)
            .map(|length| (length, Kind::Postcode))
            .or_else(|| Some((date(rest, birth)?, Kind::DateOfBirth)))?;
        let last = rest.get(length - 1)?;
        Some(Found::likely(rest.first()?.place.start..last.place.end, kind))
    });
    found.collect()
}

/// How many of these words are a postcode.
fn postcode(tokens: &[Token]) -> Option<usize> {
    let [first, rest @ ..] = tokens else { return None };
    let code = first.lower.to_uppercase();
    if !code.is_ascii() {
        return None;
    }
    let halves = code.len().checked_sub(3).and_then(|at| code.split_at_checked(at));
    if halves.is_some_and(|(outward, inward)| is_outward(outward) && is_inward(inward)) {
        return Some(1);
    }
    let next = rest.first().filter(|next| next.follows && is_outward(&code));
    if next.is_some_and(|next| is_inward(&next.lower.to_uppercase())) {
        return Some(2);
    }
    let area = code.trim_end_matches(|c: char| c.is_ascii_digit());
    (first.text == code && is_outward(&code) && AREAS.contains(&area)).then_some(1)
}

fn is_outward(code: &str) -> bool {
    let digits = code.trim_start_matches(|c: char| c.is_ascii_uppercase());
    let letters = code.len() - digits.len();
    let end = digits.trim_start_matches(|c: char| c.is_ascii_digit());
    (1..=2).contains(&letters)
        && (1..=2).contains(&(digits.len() - end.len()))
        && (end.is_empty() || end.len() == 1 && end.starts_with(|c: char| c.is_ascii_uppercase()))
}

fn is_inward(code: &str) -> bool {
    let mut letters = code.chars();
    code.len() == 3
        && letters.next().is_some_and(|c| c.is_ascii_digit())
        && letters.all(|c| c.is_ascii_uppercase())
}

/// How many of these words are a date with its year, or without if a birth was named before it.
fn date(tokens: &[Token], is_birth: bool) -> Option<usize> {
    let at = |place: usize| tokens.get(place);
    let month = |place: usize| at(place).is_some_and(|one| one.is(&MONTHS));
    let day = |place: usize| at(place).is_some_and(|one| is_day(&one.lower));
    let year = |place: usize| {
        at(place).is_some_and(|one| {
            one.lower.parse().is_ok_and(|year: u32| (1900..2100).contains(&year))
        })
    };
    let length = match () {
        () if day(0) && month(1) => 2,
        () if month(0) && day(1) => 2,
        () if day(0) && at(1).is_some_and(|one| one.is(&["of"])) && month(2) => 3,
        () => return (is_birth && year(0)).then_some(1),
    };
    if year(length) { Some(length + 1) } else { is_birth.then_some(length) }
}

fn is_day(word: &str) -> bool {
    let digits = word.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let end = word.get(digits.len()..).unwrap_or_default();
    ["", "st", "nd", "rd", "th"].contains(&end)
        && digits.len() <= 2
        && digits.parse::<u32>().is_ok_and(|day| (1..=31).contains(&day))
}
