use std::{fmt, str::FromStr};

use rand::Rng;

/// The last part of the short address of an open link, `/s/{link}`: ten characters that are easy to
/// type and cannot be guessed.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Link(String);

/// No vowels, so that no word appears by chance, and no characters that look alike.
const ALPHABET: &[u8; 26] = b"bcdfghjkmnpqrstvwxz2345678";
const LENGTH: usize = 10;

impl Link {
    /// A new link: 26^10, about 2^47 possibilities.
    pub fn random() -> Self {
        let mut rng = rand::rng();
        Self(
            (0..LENGTH)
                .filter_map(|_| ALPHABET.get(rng.random_range(0..ALPHABET.len())))
                .map(|c| char::from(*c))
                .collect(),
        )
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Link {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Reads a link in any case.
impl FromStr for Link {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let lower = text.to_ascii_lowercase();
        if lower.len() == LENGTH && lower.bytes().all(|c| ALPHABET.contains(&c)) {
            Ok(Self(lower))
        } else {
            Err("not a link".to_owned())
        }
    }
}

crate::store::text_column!(Link);
