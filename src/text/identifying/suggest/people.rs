use super::{
    found::{Found, Kind},
    months::is_time,
    tokens::Token,
};
use crate::text::identifying::{
    known::TITLES,
    lists::{FIRST_NAMES, FIRST_OR_WORD, SURNAME_OR_WORD, SURNAMES},
};

/// Words that are often followed by a name.
const CUES: [&str; 56] = [
    "called",
    "named",
    "nicknamed",
    "surname",
    "name",
    "aka",
    "mum",
    "mother",
    "mam",
    "dad",
    "father",
    "stepdad",
    "stepmum",
    "brother",
    "sister",
    "son",
    "daughter",
    "aunt",
    "auntie",
    "aunty",
    "uncle",
    "gran",
    "granny",
    "nana",
    "grandad",
    "papa",
    "cousin",
    "niece",
    "nephew",
    "friend",
    "pal",
    "mate",
    "boyfriend",
    "girlfriend",
    "partner",
    "husband",
    "wife",
    "teacher",
    "worker",
    "keyworker",
    "nurse",
    "doctor",
    "carer",
    "manager",
    "lady",
    "man",
    "boy",
    "girl",
    "baby",
    "dear",
    "hi",
    "hiya",
    "love",
    "thanks",
    "i'm",
    "psychologist",
];
/// Words before which a name at the start of a sentence stands.
const ACTS: [&str; 34] = [
    "said",
    "says",
    "told",
    "tells",
    "asked",
    "asks",
    "listened",
    "listens",
    "helped",
    "helps",
    "came",
    "comes",
    "visited",
    "visits",
    "phoned",
    "phones",
    "rang",
    "rings",
    "took",
    "takes",
    "never",
    "always",
    "who",
    "really",
    "made",
    "left",
    "gave",
    "understood",
    "understands",
    "knew",
    "supported",
    "supports",
    "works",
    "worked",
];
/// Words after which a name that is a word is that word.
const NO_PERSON: [&str; 30] = [
    "a", "an", "the", "our", "this", "that", "in", "since", "until", "till", "by", "early", "late",
    "last", "next", "during", "of", "every", "mid", "through", "before", "after", "for", "from",
    "to", "between", "around", "on", "no", "royal",
];

/// The names of people among the words of a text.
pub fn people(tokens: &[Token]) -> Vec<Found> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        match name_at(tokens, at) {
            Some((length, is_likely)) => {
                let last = at + length.max(1) - 1;
                if let (Some(first), Some(last)) = (tokens.get(at), tokens.get(last)) {
                    let place = first.place.start..last.place.end;
                    found.push(Found { place, kind: Kind::Name, is_likely });
                }
                at += length.max(1);
            }
            None => at += 1,
        }
    }
    found
}

/// How many words from `at` on are a name, and whether that is likely.
fn name_at(tokens: &[Token], at: usize) -> Option<(usize, bool)> {
    let here = tokens.get(at)?;
    let rest = tokens.get(at + 1..).unwrap_or_default();
    let before = at.checked_sub(1).and_then(|at| tokens.get(at)).filter(|_| here.follows);
    let more = rest.iter().take_while(|one| one.follows && goes_on(one)).count().min(3);
    if here.is(&TITLES) && (here.has_capital || here.lower.len() <= 3) {
        // "mrs begum": of these, no other word follows in small letters.
        let is_plain = here.is(&["mr", "mrs", "ms"]);
        let is_name = |one: &Token| {
            one.has_capital || is_listed(one) || is_plain && !one.is_ordinary() && !one.is_number()
        };
        let next = rest.first().filter(|one| one.follows && is_name(one));
        return next.map(|_| (1 + more.max(1), true));
    }
    let is_first = FIRST_NAMES.contains(here.lower.as_str());
    if is_first || is_celtic(here) {
        return Some((1 + more, true));
    }
    if here.has_capital && SURNAMES.contains(here.lower.as_str()) {
        return Some((1 + more, true));
    }
    let is_said = || {
        let name = at.checked_sub(2).and_then(|at| tokens.get(at));
        before.is_some_and(|one| one.is(&["is", "was"]))
            && name.is_some_and(|one| one.is(&["name"]))
    };
    let is_cued = before.is_some_and(|one| one.is(&CUES)) || is_said();
    if here.has_capital && FIRST_OR_WORD.contains(here.lower.as_str()) {
        return is_person(here, before, rest, is_cued).then_some((1 + more, true));
    }
    if !here.may_be_name() {
        return None;
    }
    if is_cued || more > 0 {
        return Some((1 + more, true));
    }
    let is_surname = SURNAME_OR_WORD.contains(here.lower.as_str());
    let is_word = is_surname && before.is_some_and(|one| one.is(&NO_PERSON));
    (!here.begins_sentence && !is_word).then_some((1, false))
}

/// Whether a first name that is a word is a name here.
fn is_person(here: &Token, before: Option<&Token>, rest: &[Token], is_cued: bool) -> bool {
    let next = rest.first().filter(|one| one.follows);
    let has_surname =
        next.is_some_and(|one| one.has_capital && (is_listed(one) || one.may_be_name()));
    if has_surname || is_cued {
        return true;
    }
    if here.begins_sentence {
        return next.is_some_and(|one| one.is(&ACTS));
    }
    let near = || before.into_iter().chain(next);
    let is_date = is_time(here)
        && (near().any(|one| one.is_number() || is_time(one))
            || next.is_some_and(|one| one.is(&["and", "or", "to", "until"]))
            || before.is_some_and(|one| one.is(&["and", "or"])));
    !is_date && !before.is_some_and(|one| one.is(&NO_PERSON))
        || here.lower != "may"
            && !is_time(here)
            && before.is_some_and(|one| one.is(&["by", "for", "from", "to", "of"]))
}

/// Whether it can be the second or a later part of a name.
fn goes_on(token: &Token) -> bool {
    !token.is(&TITLES)
        && (token.may_be_name() || is_listed(token) && (token.has_capital || is_certain(token)))
}

fn is_listed(token: &Token) -> bool {
    let word = token.lower.as_str();
    is_certain(token) || FIRST_OR_WORD.contains(word) || SURNAME_OR_WORD.contains(word)
}

/// Whether it is a name in small letters too.
fn is_certain(token: &Token) -> bool {
    FIRST_NAMES.contains(token.lower.as_str()) || SURNAMES.contains(token.lower.as_str())
}

/// Whether it is written as `McLeod`, `MacLeod` or `O'Neill` are, or is such a surname in small letters.
fn is_celtic(token: &Token) -> bool {
    let has_inner = |start: &str| {
        let rest = token.text.replace('’', "'");
        rest.strip_prefix(start).is_some_and(|rest| rest.starts_with(char::is_uppercase))
    };
    !token.is(&["mcdonald's", "mcdonalds"])
        && (["Mc", "Mac", "O'"].into_iter().any(has_inner) && !token.is(&["macbook"])
            || (token.lower.starts_with("mc") || token.lower.starts_with("mac"))
                && SURNAMES.contains(token.lower.as_str()))
}
