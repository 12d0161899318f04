use super::{
    known::{CALLED, NO_NAMES, TITLES},
    lists::{FIRST_NAMES, FIRST_OR_WORD},
};

/// A word, and what stands before it.
struct Word {
    text: String,
    /// Whether only spaces stand before it, or the full stop of a title.
    follows: bool,
    /// Whether the word before it is "called" or the like.
    follows_called: bool,
}

impl Word {
    fn is_in(&self, list: &[&str]) -> bool {
        list.contains(&self.text.to_lowercase().as_str())
    }

    /// Whether it is written as a name is: with a capital, and not all in capitals.
    fn has_capital(&self) -> bool {
        self.text.chars().next().is_some_and(char::is_uppercase)
            && self.text.chars().any(char::is_lowercase)
    }

    /// Whether it can be a part of a name.
    fn may_be_name(&self) -> bool {
        self.has_capital() && !self.is_in(&NO_NAMES)
    }
}

/// The words of a text that look like names of people, each name once: after a title or "called",
/// a common first name, or two words with capitals that are not known as something else.
pub fn names(text: &str) -> Vec<String> {
    let words = words(text);
    let mut found: Vec<String> = Vec::new();
    let mut place = 0;
    while let Some(rest) = words.get(place..).filter(|rest| !rest.is_empty()) {
        let length = name_at(rest).unwrap_or(0);
        if length > 0 {
            let name: Vec<&str> = rest.iter().take(length).map(|one| one.text.as_str()).collect();
            let name = name.join(" ");
            if !found.contains(&name) {
                found.push(name);
            }
        }
        place += length.max(1);
    }
    found
}

/// How many of the first of these words are a name.
fn name_at(words: &[Word]) -> Option<usize> {
    let (first, rest) = words.split_first()?;
    let more = rest.iter().take_while(|word| word.follows && word.may_be_name()).count();
    if first.is_in(&TITLES) {
        let next = rest.first().filter(|word| word.follows && word.has_capital());
        return next.map(|_| 1 + more.max(1));
    }
    let is_known = first.has_capital() && is_first_name(first);
    let is_called = first.may_be_name() && first.follows_called;
    let is_pair = first.may_be_name() && more > 0;
    (is_known || is_called || is_pair).then_some(1 + more)
}

/// Whether it is a common first name; at the start of a sentence, one that is no other word.
fn is_first_name(word: &Word) -> bool {
    let name = word.text.to_lowercase();
    FIRST_NAMES.contains(name.as_str())
        || word.follows
            && FIRST_OR_WORD.contains(name.as_str())
            && !word.is_in(&NO_NAMES)
            && !["autumn", "hope", "summer", "will", "winter"].contains(&name.as_str())
}

fn words(text: &str) -> Vec<Word> {
    let mut words: Vec<Word> = Vec::new();
    let (mut current, mut between) = (String::new(), ".".to_owned());
    for c in text.chars().chain([' ']) {
        if c.is_alphanumeric() || (!current.is_empty() && matches!(c, '\'' | '’' | '-')) {
            current.push(c);
            continue;
        }
        if !current.is_empty() {
            let before = words.last();
            let shortened = between.trim() == "." && before.is_some_and(|one| one.is_in(&TITLES));
            words.push(Word {
                follows: between.trim().is_empty() || shortened,
                follows_called: between.trim().is_empty()
                    && before.is_some_and(|one| one.is_in(&CALLED)),
                text: bare(&current).to_owned(),
            });
            current.clear();
            between.clear();
        }
        between.push(c);
    }
    words
}

/// A word without its genitive.
fn bare(word: &str) -> &str {
    let word = word.strip_suffix("'s").or_else(|| word.strip_suffix("’s")).unwrap_or(word);
    word.trim_end_matches(['\'', '’', '-'])
}
