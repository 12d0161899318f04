use super::{
    found::{Found, Kind},
    tokens::Token,
};
use crate::text::identifying::lists::{FIRST_NAMES, PLACE_OR_WORD, PLACES, SURNAMES};

const SCHOOLS: [&str; 8] =
    ["primary", "academy", "high", "grammar", "secondary", "nursery", "college", "school"];
const STREETS: [&str; 31] = [
    "street", "st", "road", "rd", "avenue", "ave", "drive", "dr", "crescent", "cres", "terrace",
    "lane", "gardens", "square", "wynd", "loan", "brae", "grove", "row", "place", "court", "way",
    "close", "walk", "view", "quay", "vennel", "gait", "loaning", "path", "rise",
];
/// Those that have no other meaning after a number and a word.
const PLAIN_STREETS: [&str; 9] =
    ["street", "road", "avenue", "drive", "crescent", "terrace", "lane", "gardens", "wynd"];
/// Words that stand before a place.
const BEFORE: [&str; 9] = ["in", "at", "from", "near", "to", "around", "outside", "of", "through"];
/// How many words a name of a school or street has before its last.
const LONGEST: usize = 4;

/// Places, schools and streets among the words of a text.
pub fn spots(tokens: &[Token]) -> Vec<Found> {
    let mut found = Vec::new();
    for at in 0..tokens.len() {
        found.extend(named_after(tokens, at));
    }
    let mut at = 0;
    while at < tokens.len() {
        let length = (1..=LONGEST).rev().find(|length| is_place(tokens, at, *length));
        if let Some(place) = length.and_then(|length| span(tokens, at, at + length - 1)) {
            found.push(Found::likely(place, Kind::Place));
        }
        at += length.unwrap_or(1);
    }
    found
}

fn span(tokens: &[Token], first: usize, last: usize) -> Option<std::ops::Range<usize>> {
    Some(tokens.get(first)?.place.start..tokens.get(last)?.place.end)
}

fn is_place(tokens: &[Token], at: usize, length: usize) -> bool {
    let Some(words) = tokens.get(at..at + length) else { return false };
    let [first, rest @ ..] = words else { return false };
    let name = words.iter().map(|one| one.lower.as_str()).collect::<Vec<_>>().join(" ");
    if !rest.iter().all(|one| one.follows) || !PLACES.contains(name.as_str()) {
        return false;
    }
    let before = at.checked_sub(1).and_then(|at| tokens.get(at)).filter(|_| first.follows);
    let is_doubtful = PLACE_OR_WORD.contains(name.as_str());
    !is_doubtful || first.has_capital && before.is_some_and(|one| one.is(&BEFORE))
}

/// A school or street whose kind is named by the word at `at`: "Castlebrae Academy", "12 Mill
/// Street".
fn named_after(tokens: &[Token], at: usize) -> Option<Found> {
    let here = tokens.get(at)?;
    let (is_school, is_street) = (here.is(&SCHOOLS), here.is(&STREETS));
    if !here.follows || !(is_school || is_street) {
        return None;
    }
    let mut first = at;
    let mut is_known = false;
    while let Some(one) = first.checked_sub(1).and_then(|at| tokens.get(at)) {
        let may_go_on = one.has_capital && !one.is(&["my", "our", "the", "i"])
            || one.is(&["st", "of", "upon"])
            || is_name(one) && is_school;
        if at - first >= LONGEST || !may_go_on {
            break;
        }
        is_known |= (one.has_capital || is_name(one))
            && (!one.is_ordinary() || is_name(one))
            && !(one.is(&SCHOOLS) && is_school);
        first -= 1;
        if !one.follows {
            break;
        }
    }
    // "At", "of": what only stands before the name.
    let is_before = |one: &Token| {
        one.is(&["of", "upon"]) || one.begins_sentence && one.is_ordinary() && !is_direction(one)
    };
    while first < at && tokens.get(first).is_some_and(is_before) {
        first += 1;
    }
    let number =
        |at: usize| at.checked_sub(1).and_then(|at| tokens.get(at)).filter(|one| one.is_number());
    if !is_known && is_street && here.is(&PLAIN_STREETS) {
        // "12 mill street"
        let words = (1..=2).find(|words| at.checked_sub(*words).and_then(number).is_some())?;
        first = at - words;
        is_known = tokens.get(first..at)?.iter().all(|one| one.follows && !one.is_ordinary());
    }
    if !is_known || is_street && !(here.has_capital || number(first).is_some()) {
        return None;
    }
    let is_numbered = is_street && tokens.get(first).is_some_and(|one| one.follows);
    if is_numbered && number(first).is_some() {
        first -= 1;
    }
    let last = tokens.get(at + 1).filter(|one| is_school && one.follows && one.is(&SCHOOLS));
    let place = span(tokens, first, if last.is_some() { at + 1 } else { at })?;
    Some(Found::likely(place, Kind::SchoolOrStreet))
}

/// Whether names of places begin with it.
fn is_direction(token: &Token) -> bool {
    token.is(&["north", "south", "east", "west", "st", "new", "old", "holy"]) || is_name(token)
}

fn is_name(token: &Token) -> bool {
    let word = token.lower.as_str();
    (PLACES.contains(word) && !PLACE_OR_WORD.contains(word))
        || FIRST_NAMES.contains(word)
        || SURNAMES.contains(word)
}
