//! Lists of words, one on a line, in small letters: common names of people in Scotland, its places,
//! and words that have a capital but name nobody.

use std::{collections::HashSet, sync::LazyLock};

use super::known::NO_NAMES;

type Words = LazyLock<HashSet<&'static str>>;

/// First names that are no other word.
pub static FIRST_NAMES: Words =
    LazyLock::new(|| include_str!("lists/first-names.txt").lines().collect());
/// First names that are words too: Grace, Mark, May.
pub static FIRST_OR_WORD: Words =
    LazyLock::new(|| include_str!("lists/first-names-that-are-words.txt").lines().collect());
/// Surnames that are no other word.
pub static SURNAMES: Words = LazyLock::new(|| include_str!("lists/surnames.txt").lines().collect());
/// Surnames that are words too: Young, Black, Hill.
pub static SURNAME_OR_WORD: Words =
    LazyLock::new(|| include_str!("lists/surnames-that-are-words.txt").lines().collect());
/// Council areas, towns and large villages, of one to four words.
pub static PLACES: Words = LazyLock::new(|| include_str!("lists/places.txt").lines().collect());
/// Those of them that are words or names too: Dollar, Keith.
pub static PLACE_OR_WORD: Words =
    LazyLock::new(|| include_str!("lists/places-that-are-words.txt").lines().collect());
/// Words that name nobody, even with a capital.
pub static ORDINARY: Words = LazyLock::new(|| {
    include_str!("lists/ordinary.txt").lines().chain(NO_NAMES.iter().copied()).collect()
});
