//! Suggests what of a text may identify somebody, so that a person decides what to remove.
//!
//! Names are found by lists of common names in Scotland, and by how they are written and what
//! stands before them. A name that is also a word ("Grace", "May") counts only with a capital, and
//! at the start of a sentence only before a surname or a verb of what people do. Where most words
//! of a text have a capital, capitals count for nothing.

mod codes;
mod figures;
mod found;
mod months;
mod online;
mod people;
mod spots;
mod tokens;

use std::ops::Range;

use found::Found;
pub use found::Kind;
use tokens::Token;

use super::{
    known::TITLES,
    lists::{FIRST_OR_WORD, ORDINARY, SURNAME_OR_WORD},
};

/// Words that may identify somebody.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suggestion {
    /// As they stand in the text first.
    pub words: String,
    pub kind: Kind,
    /// Whether they are what they look like more often than not.
    pub is_likely: bool,
    /// Where they stand, in bytes, in their order.
    pub places: Vec<Range<usize>>,
}

/// What may identify somebody in `text`, the same words once, in the order of the text. No two
/// places share a letter.
pub fn suggestions(text: &str) -> Vec<Suggestion> {
    let tokens = tokens::tokens(text);
    let mut found = Vec::new();
    let finders = [
        online::online(text),
        codes::codes(&tokens),
        figures::figures(text),
        spots::spots(&tokens),
        people::people(&tokens),
    ];
    for one in finders.into_iter().flatten() {
        add(&mut found, one);
    }
    for again in repeated(&tokens, &found) {
        add(&mut found, again);
    }
    found.sort_by_key(|one| one.place.start);
    grouped(text, found)
}

/// Adds it, as one with what it shares letters with: a surname may be a place too.
fn add(found: &mut Vec<Found>, mut one: Found) {
    let (met, apart) = found.drain(..).partition::<Vec<_>, _>(|other| other.meets(&one));
    *found = apart;
    for other in met {
        if other.place.len() >= one.place.len() {
            one.kind = other.kind;
        }
        one.place = one.place.start.min(other.place.start)..one.place.end.max(other.place.end);
        one.is_likely |= other.is_likely;
    }
    found.push(one);
}

/// Other occurrences of the parts of names that were found, which no rule has found: at the start
/// of a sentence, say.
fn repeated(tokens: &[Token], found: &[Found]) -> Vec<Found> {
    let is_part = |one: &Found, token: &Token| {
        one.kind == Kind::Name
            && one.place.start <= token.place.start
            && token.place.end <= one.place.end
    };
    let names: Vec<(&str, bool)> = tokens
        .iter()
        .filter(|token| token.text.len() > 2 && !is_word(token))
        .filter_map(|token| {
            let its = found.iter().find(|one| is_part(one, token))?;
            Some((token.lower.as_str(), its.is_likely))
        })
        .collect();
    let again = tokens.iter().filter_map(|token| {
        let (_, is_likely) = names.iter().find(|(name, _)| *name == token.lower)?;
        Some(Found { place: token.place.clone(), kind: Kind::Name, is_likely: *is_likely })
    });
    again.collect()
}

/// Whether it is a word too, so that it is a name in some places only.
fn is_word(token: &Token) -> bool {
    let word = token.lower.as_str();
    ORDINARY.contains(word)
        || FIRST_OR_WORD.contains(word)
        || SURNAME_OR_WORD.contains(word)
        || TITLES.contains(&word)
}

fn grouped(text: &str, found: Vec<Found>) -> Vec<Suggestion> {
    let mut all: Vec<Suggestion> = Vec::new();
    for one in found {
        let words = text.get(one.place.clone()).unwrap_or_default();
        match all.iter_mut().find(|other| other.words.to_lowercase() == words.to_lowercase()) {
            Some(same) => {
                same.is_likely |= one.is_likely;
                same.places.push(one.place);
            }
            None => all.push(Suggestion {
                words: words.to_owned(),
                kind: one.kind,
                is_likely: one.is_likely,
                places: vec![one.place],
            }),
        }
    }
    all
}

#[cfg(test)]
mod tests;
