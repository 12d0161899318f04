use std::ops::Range;

use crate::text::identifying::lists::ORDINARY;

/// A word or number of a text.
#[derive(Clone, Debug)]
pub struct Token {
    /// Its place in bytes, without a genitive.
    pub place: Range<usize>,
    pub text: String,
    pub lower: String,
    /// Whether only spaces stand before it, or the full stop of a title or an initial.
    pub follows: bool,
    pub begins_sentence: bool,
    /// Whether it is written as a name is. Never in a text in which all words are.
    pub has_capital: bool,
}

impl Token {
    pub fn is(&self, words: &[&str]) -> bool {
        words.contains(&self.lower.as_str())
    }

    pub fn is_number(&self) -> bool {
        self.text.starts_with(|c: char| c.is_ascii_digit())
    }

    pub fn is_ordinary(&self) -> bool {
        ORDINARY.contains(self.lower.as_str())
    }

    /// Whether it can be part of a name that no list has.
    pub fn may_be_name(&self) -> bool {
        self.has_capital && !self.is_ordinary() && !self.is_number()
    }
}

/// The words of a text. Capitals count for nothing where most words have one.
pub fn tokens(text: &str) -> Vec<Token> {
    let mut tokens: Vec<Token> = Vec::new();
    let mut end = 0;
    let mut begin: Option<usize> = None;
    for (at, c) in text.char_indices().chain([(text.len(), ' ')]) {
        let is_inside = c.is_alphanumeric() || (begin.is_some() && matches!(c, '\'' | '’' | '-'));
        match (begin, is_inside) {
            (None, true) => begin = Some(at),
            (Some(from), false) => {
                let between = text.get(end..from).unwrap_or_default();
                let word = bare(text.get(from..at).unwrap_or_default());
                let token = token(word, from, between, tokens.last());
                end = at;
                tokens.push(token);
                begin = None;
            }
            _ => {}
        }
    }
    let words: Vec<&Token> = tokens.iter().filter(|one| !one.is_number()).collect();
    let upper = words.iter().filter(|one| one.text.starts_with(char::is_uppercase)).count();
    if words.len() >= 5 && upper * 4 > words.len() * 3 {
        for one in &mut tokens {
            one.has_capital = false;
        }
    }
    tokens
}

fn token(word: &str, from: usize, between: &str, before: Option<&Token>) -> Token {
    let is_short = before.is_some_and(|one| {
        one.text.chars().count() == 1 || one.is(&["mr", "mrs", "ms", "dr", "st", "rev", "prof"])
    });
    let stops = between.contains(['.', '!', '?', '\n', ':', ';', '•', '…']);
    Token {
        place: from..from + word.len(),
        text: word.to_owned(),
        lower: word.to_lowercase().replace('’', "'"),
        follows: between.trim().is_empty() && !between.contains('\n')
            || between.trim() == "." && is_short,
        begins_sentence: before.is_none() || stops && !(between.trim() == "." && is_short),
        has_capital: word.starts_with(char::is_uppercase) && word.contains(char::is_lowercase),
    }
}

/// A word without its genitive.
fn bare(word: &str) -> &str {
    let word = word.trim_end_matches(['\'', '’', '-']);
    let lower = word.to_lowercase();
    if ["it's", "it’s", "mcdonald's", "mcdonald’s"].contains(&lower.as_str()) {
        return word;
    }
    ["'s", "’s", "'S", "’S"].iter().find_map(|end| word.strip_suffix(end)).unwrap_or(word)
}
