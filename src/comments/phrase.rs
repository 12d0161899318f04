use std::ops::Range;

/// A search phrase, matched in any letter case and with any spaces and apostrophes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Phrase(Vec<char>);

impl Phrase {
    /// `None` where nothing is written but spaces.
    pub fn new(words: &str) -> Option<Self> {
        let folded = folded(words.trim());
        (!folded.is_empty()).then(|| Self(folded.into_iter().map(|(_, c)| c).collect()))
    }

    /// Where it stands in `text`, in bytes: as whole words, or within longer ones too.
    pub fn places(&self, text: &str, whole_words: bool) -> Vec<Range<usize>> {
        let letters = folded(text);
        let mut places = Vec::new();
        let mut from = 0;
        while let Some(rest) = letters.get(from..).filter(|rest| rest.len() >= self.0.len()) {
            let after = letters.get(from + self.0.len());
            let before = from.checked_sub(1).and_then(|at| letters.get(at));
            let is_here = rest.iter().zip(&self.0).all(|((_, letter), sought)| letter == sought);
            let is_whole = !joined(before.map(|(_, c)| *c), self.0.first().copied())
                && !joined(self.0.last().copied(), after.map(|(_, c)| *c));
            if is_here && (is_whole || !whole_words) {
                let begin = rest.first().map_or(text.len(), |(at, _)| *at);
                places.push(begin..after.map_or(text.len(), |(at, _)| *at));
                from += self.0.len();
            } else {
                from += 1;
            }
        }
        places
    }
}

/// Whether two neighbours are letters of one word.
fn joined(left: Option<char>, right: Option<char>) -> bool {
    left.is_some_and(char::is_alphanumeric) && right.is_some_and(char::is_alphanumeric)
}

/// The letters with their places in bytes, as they are compared. A run of spaces, or of ends of
/// lines, is one space.
fn folded(text: &str) -> Vec<(usize, char)> {
    let mut letters: Vec<(usize, char)> = Vec::with_capacity(text.len());
    for (at, letter) in text.char_indices() {
        let letter = match letter {
            '‘' | '’' | 'ʼ' => '\'',
            '“' | '”' => '"',
            c if c.is_whitespace() => ' ',
            c => c.to_lowercase().next().unwrap_or(c),
        };
        if letter != ' ' || letters.last().is_none_or(|(_, last)| *last != ' ') {
            letters.push((at, letter));
        }
    }
    letters
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn found<'a>(words: &str, text: &'a str, whole: bool) -> Vec<&'a str> {
        Phrase::new(words)
            .expect("words")
            .places(text, whole)
            .into_iter()
            .map(|place| &text[place])
            .collect()
    }

    #[test]
    fn words_are_found_in_any_case_with_any_spaces_and_apostrophes() {
        let text = "ANN said: Ann’s annual visit to Ann\r\n Mackay’s";
        assert_eq!(found("ann", text, true), ["ANN", "Ann", "Ann"]);
        assert_eq!(found("ann", text, false), ["ANN", "Ann", "ann", "Ann"]);
        assert_eq!(found("ann's", text, true), ["Ann’s"]);
        assert_eq!(found(" ann  mackay ", text, true), ["Ann\r\n Mackay"]);
        assert_eq!(found("Ç", "ça va", false), ["ç"]);
        assert!(found("x", text, false).is_empty());
        assert_eq!(Phrase::new(" \n "), None);
    }

    proptest! {
        #[test]
        fn every_place_is_one_of_the_words_that_are_looked_for(text in "[aA bé’\n]{0,40}", words in "[abé']{1,4}") {
            for place in Phrase::new(&words).expect("words").places(&text, false) {
                let here: String = folded(&text[place]).into_iter().map(|(_, c)| c).collect();
                prop_assert_eq!(here, words.clone());
            }
        }
    }
}
