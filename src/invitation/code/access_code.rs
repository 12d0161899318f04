use std::{fmt, str::FromStr};

use rand::Rng;

/// The code on a slip: eight letters, in two groups of four. It has no `Debug`, is never logged,
/// and appears only on its slip; the database stores the digest of its ticket.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct AccessCode([u8; LENGTH]);

/// How many letters a code has.
pub const LENGTH: usize = 8;
/// An example code for hints.
pub const EXAMPLE: &str = "BCDF-GHJK";
/// No vowels (including Y), so that no word appears by chance. No digits, so that people need not
/// switch keyboards or confuse them with letters. Only one of Q and D, which look like O.
const ALPHABET: &[u8; 19] = b"BCDFGHJKLMNPRSTVWXZ";

/// Characters that no code contains, with the letter that they resemble.
const LOOK_ALIKES: [(char, u8); 6] =
    [('8', b'B'), ('6', b'G'), ('1', b'L'), ('I', b'L'), ('5', b'S'), ('2', b'Z')];

/// Why a text is not a code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotACode {
    /// Nothing was typed.
    Empty,
    /// No code contains this character.
    Character(char),
    /// It has this many letters.
    Length(usize),
}

impl AccessCode {
    pub fn random() -> Self {
        let mut rng = rand::rng();
        Self([0; LENGTH].map(|_: u8| {
            ALPHABET.get(rng.random_range(0..ALPHABET.len())).copied().unwrap_or(b'B')
        }))
    }

    /// The letters without a dash, from which its ticket is derived.
    pub fn as_bytes(&self) -> &[u8; LENGTH] {
        &self.0
    }
}

/// As it is printed: "BCDF-GHJK".
impl fmt::Display for AccessCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (place, letter) in self.0.iter().enumerate() {
            if place == LENGTH / 2 {
                f.write_str("-")?;
            }
            write!(f, "{}", char::from(*letter))?;
        }
        Ok(())
    }
}

/// Parses a typed code: in any case, with or without spaces and dashes, and with look-alike digits
/// for letters.
impl FromStr for AccessCode {
    type Err = NotACode;

    fn from_str(text: &str) -> Result<Self, NotACode> {
        let letters = text
            .chars()
            .filter(|c| !separates(*c))
            .map(letter)
            .collect::<Result<Vec<u8>, char>>()
            .map_err(NotACode::Character)?;
        match letters.len() {
            0 => Err(NotACode::Empty),
            count => letters.try_into().map(Self).map_err(|_| NotACode::Length(count)),
        }
    }
}

fn letter(typed: char) -> Result<u8, char> {
    let capital = typed.to_ascii_uppercase();
    let meant = LOOK_ALIKES.iter().find(|(other, _)| *other == capital).map(|(_, letter)| *letter);
    let byte = meant.or_else(|| u8::try_from(capital).ok());
    byte.filter(|byte| ALPHABET.contains(byte)).ok_or(typed)
}

/// Whether a character may separate groups or surround a code: dashes, spaces, characters added by
/// copying, and punctuation of the surrounding sentence.
fn separates(c: char) -> bool {
    let dash = matches!(
        c,
        '-' | '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{fe58}' | '\u{fe63}' | '\u{ff0d}' | '_'
    );
    let unseen = matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}');
    let around = matches!(c, '.' | ',' | ';' | ':' | '\'' | '"' | '(' | ')' | '[' | ']' | '*')
        || matches!(c, '\u{2018}'..='\u{201f}' | '«' | '»');
    c.is_whitespace() || dash || unseen || around
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use proptest::prelude::*;

    use super::*;

    /// Characters that people confuse.
    const ALIKE: [&str; 7] = ["0OQD", "1IL", "2Z", "5S", "69G", "38B", "UVY"];

    #[test]
    fn the_alphabet_has_no_vowel_no_digit_and_one_at_most_of_what_looks_alike() {
        assert_eq!(ALPHABET.iter().collect::<HashSet<_>>().len(), ALPHABET.len());
        assert!(ALPHABET.iter().all(|c| c.is_ascii_uppercase() && !b"AEIOUY".contains(c)));
        for alike in ALIKE {
            assert!(alike.bytes().filter(|c| ALPHABET.contains(c)).count() <= 1, "{alike}");
        }
    }

    #[test]
    fn what_was_meant_is_never_in_doubt() {
        for (typed, letter) in LOOK_ALIKES {
            assert!(!ALPHABET.contains(&(typed as u8)) && ALPHABET.contains(&letter), "{typed}");
        }
    }

    #[test]
    fn invalid_codes_are_distinguished() {
        assert!(EXAMPLE.parse::<AccessCode>().is_ok());
        for (text, why) in [
            ("", NotACode::Empty),
            (" – ", NotACode::Empty),
            ("BCDF", NotACode::Length(4)),
            ("BCDF-GHJK-B", NotACode::Length(9)),
            ("BCDF-GHJe", NotACode::Character('e')),
            ("BCDF\0GHJK", NotACode::Character('\0')),
            ("BCDFGHJß", NotACode::Character('ß')),
            ("ſBCDFGHJ", NotACode::Character('ſ')),
        ] {
            assert!(text.parse::<AccessCode>() == Err(why), "{text:?}");
        }
    }

    fn letters() -> impl Strategy<Value = [u8; LENGTH]> {
        prop::array::uniform8(prop::sample::select(ALPHABET.as_slice()))
    }

    proptest! {
        #[test]
        fn a_code_is_read_in_any_case_with_any_spaces_and_dashes_and_with_digits_that_look_like_it(
            letters in letters(),
            gaps in prop::array::uniform9("[ \u{a0}\t\u{2010}-\u{2015}\u{2212}\u{feff}-]{0,2}"),
            lower: [bool; 8],
            like: [bool; 8],
        ) {
            let code = AccessCode(letters);
            prop_assert!(code.to_string().parse() == Ok(code));
            let mut typed = gaps[8].clone();
            for (place, letter) in code.0.iter().enumerate() {
                let other = LOOK_ALIKES.iter().find(|(_, meant)| meant == letter).filter(|_| like[place]);
                let c = other.map_or(char::from(*letter), |(other, _)| *other);
                typed.push(if lower[place] { c.to_ascii_lowercase() } else { c });
                typed.push_str(&gaps[place]);
            }
            prop_assert!(typed.parse() == Ok(code), "{typed:?}");
        }

        #[test]
        fn one_other_letter_is_another_code_and_one_less_is_none(letters in letters(), at in 0..8_usize, by in 1..19_usize) {
            let code = AccessCode(letters);
            let mut other = code;
            let place = ALPHABET.iter().position(|c| *c == code.0[at]).expect("in the alphabet");
            other.0[at] = ALPHABET[(place + by) % ALPHABET.len()];
            prop_assert!(other.to_string().parse::<AccessCode>() != Ok(code));
            let mut short = code.to_string().replace('-', "");
            short.remove(at);
            prop_assert!(short.parse::<AccessCode>() == Err(NotACode::Length(7)));
        }
    }

    #[test]
    fn every_letter_comes_at_every_place_about_as_often() {
        let mut seen = [[0_u32; 19]; LENGTH];
        for _ in 0..19_000 {
            for (place, letter) in AccessCode::random().0.iter().enumerate() {
                seen[place][ALPHABET.iter().position(|c| c == letter).expect("in the alphabet")] +=
                    1;
            }
        }
        // A thousand each on average; seven standard deviations are 215.
        assert!(seen.iter().flatten().all(|count| (785..1_215).contains(count)), "{seen:?}");
    }
}
