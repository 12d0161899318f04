//! How old a reader must be to follow a text.
//!
//! The measure is the Flesch-Kincaid grade level (Kincaid, Fishburne, Rogers and Chissom, 1975)
//! plus five years, with syllables counted by vowel groups. It works only for English and is
//! unreliable for short texts: a text of fewer than [`JUDGED_ALONE`] words is judged only together
//! with the rest of its survey.

/// The fewest words of a text that is judged on its own.
pub const JUDGED_ALONE: usize = 8;
/// The tolerance for a single text, in years, because the measure is rough for one sentence.
pub const TOLERANCE_ALONE: f64 = 3.0;

/// Running counts of a text or of many.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Measure {
    pub words: usize,
    pub sentences: usize,
    pub syllables: usize,
    /// The words of the longest sentence.
    pub longest_sentence: usize,
}

impl Measure {
    /// Measures one text. A word of `familiar`, or its plural or possessive, counts as one
    /// syllable.
    pub fn of(text: &str, familiar: &[String]) -> Self {
        text.split(['.', '!', '?'])
            .map(|sentence| Self::of_sentence(sentence, familiar))
            .fold(Self::default(), Self::and)
    }

    fn of_sentence(sentence: &str, familiar: &[String]) -> Self {
        let words = sentence
            .split(|c: char| !(c.is_alphanumeric() || c == '\'' || c == '’'))
            .filter(|word| word.contains(|c: char| c.is_alphanumeric()));
        let (mut count, mut total) = (0, 0);
        for word in words {
            count += 1;
            total += if is_familiar(word, familiar) { 1 } else { syllables(word) };
        }
        Self {
            words: count,
            sentences: usize::from(count > 0),
            syllables: total,
            longest_sentence: count,
        }
    }

    /// Both measures together.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        Self {
            words: self.words + other.words,
            sentences: self.sentences + other.sentences,
            syllables: self.syllables + other.syllables,
            longest_sentence: self.longest_sentence.max(other.longest_sentence),
        }
    }

    /// The age in years of a reader who follows it; 0 for no words at all.
    #[expect(clippy::cast_precision_loss, reason = "a survey has thousands of words, not 2^52")]
    pub fn age(self) -> f64 {
        if self.words == 0 {
            return 0.0;
        }
        let words = self.words as f64;
        0.39 * words / self.sentences as f64 + 11.8 * self.syllables as f64 / words - 15.59 + 5.0
    }
}

fn is_familiar(word: &str, familiar: &[String]) -> bool {
    let word = word.to_lowercase().replace('’', "'");
    let stem = word.strip_suffix("'s").or_else(|| word.strip_suffix('s')).unwrap_or(&word);
    familiar.iter().any(|known| {
        let known = known.to_lowercase();
        known == word || known == stem
    })
}

fn syllables(word: &str) -> usize {
    let word = word.to_lowercase();
    let vowel = |c: char| "aeiouy".contains(c);
    let mut groups = 0;
    let mut inside = false;
    for c in word.chars() {
        groups += usize::from(vowel(c) && !inside);
        inside = vowel(c);
    }
    let sounded_le =
        word.strip_suffix("le").is_some_and(|stem| stem.ends_with(|c: char| !vowel(c)));
    if word.ends_with('e') && !sounded_le && groups > 1 && !word.ends_with("ee") {
        groups -= 1;
    }
    groups.max(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn syllables_are_counted_as_people_say_them() {
        for (word, count) in [
            ("cat", 1),
            ("worker", 2),
            ("safe", 1),
            ("table", 2),
            ("partnership", 3),
            ("the", 1),
            ("agree", 2),
        ] {
            assert_eq!(syllables(word), count, "{word}");
        }
    }

    #[test]
    fn a_childs_sentence_is_younger_than_an_officials() {
        let child = Measure::of("Does your worker listen to you?", &[]);
        let official = Measure::of(
            "Partnership arrangements demonstrably facilitate proportionate interventions across \
                organisations.",
            &[],
        );
        assert!(child.age() < 9.0, "{}", child.age());
        assert!(official.age() > 18.0, "{}", official.age());
    }

    #[test]
    fn a_familiar_word_counts_as_one_syllable_in_its_plural_too() {
        let known = ["advocate".to_owned()];
        assert_eq!(Measure::of("Advocates", &known).syllables, 1);
        assert_eq!(Measure::of("an advocate's job", &known).syllables, 3);
    }
}
