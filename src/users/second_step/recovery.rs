use argon2::{Params, password_hash};

use crate::users::password::{kdf, random_groups};

/// How many recovery codes an account has.
const CODES: u8 = 10;
/// How many groups of five random characters a code has: 118 bits.
const GROUPS: usize = 5;

/// A recovery code: its number, which is not secret and selects the hash to compare, and 118 random
/// bits.
#[derive(Clone, PartialEq, Eq)]
pub struct RecoveryCode {
    pub selector: i32,
    random: String,
}

/// The stored form of a recovery code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecoveryHash {
    pub selector: i32,
    pub hash: String,
}

impl RecoveryCode {
    /// Ten new codes, to be shown once.
    pub fn ten() -> Vec<Self> {
        (0..CODES)
            .map(|number| Self { selector: number.into(), random: random_groups(GROUPS) })
            .collect()
    }

    /// The code as people keep it: "3-bcdfg-hjkmn-pqrst-vwxz2-34567".
    pub fn reveal(&self) -> String {
        format!("{}-{}", self.selector, self.random)
    }

    /// A code as people type it: in any case, with or without its hyphens.
    pub fn read(text: &str) -> Option<Self> {
        let plain: String = text
            .chars()
            .filter(char::is_ascii_alphanumeric)
            .map(|c| c.to_ascii_lowercase())
            .collect();
        let (selector, random) = (plain.get(..1)?, plain.get(1..)?);
        let groups: Vec<&str> =
            (0..GROUPS).map(|group| random.get(group * 5..group * 5 + 5)).collect::<Option<_>>()?;
        (random.len() == GROUPS * 5).then_some(())?;
        Some(Self { selector: selector.parse().ok()?, random: groups.join("-") })
    }

    /// Its stored hash. This takes some milliseconds, so call it on a thread that may block.
    pub fn hash(&self) -> Result<RecoveryHash, password_hash::Error> {
        Ok(RecoveryHash { selector: self.selector, hash: kdf::hash(&params()?, &self.random)? })
    }

    /// Whether this is the code of `hash`. This takes some milliseconds, so call it on a thread
    /// that may block.
    pub fn fits(&self, hash: &str) -> bool {
        kdf::fits(&self.random, hash)
    }
}

/// 4 MiB and one pass: a code has so many random bits that a higher cost would protect nothing.
fn params() -> Result<Params, password_hash::Error> {
    Ok(Params::new(4_096, 1, 1, None)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_read_however_it_is_typed() {
        for code in RecoveryCode::ten() {
            let typed = format!(" {} ", code.reveal().to_uppercase().replace('-', " "));
            assert!(RecoveryCode::read(&typed) == Some(code));
        }
        for text in [
            "",
            "123456",
            "3-bcdfg-hjkmn-pqrst-vwxz2-3456",
            "3-bcdfg-hjkmn-pqrst-vwxz2-345678",
            "x",
            "é",
        ] {
            assert!(RecoveryCode::read(text).is_none(), "{text}");
        }
    }

    #[test]
    fn a_code_has_at_least_112_random_bits() {
        let [first, second] =
            [RecoveryCode::ten(), RecoveryCode::ten()].map(|codes| codes[0].random.clone());
        let characters = u32::try_from(first.replace('-', "").len()).expect("few");
        assert!(f64::from(characters) * 27_f64.log2() >= 112.0);
        assert_ne!(first, second);
    }

    #[test]
    fn a_code_fits_its_own_hash_and_no_other() {
        let codes = RecoveryCode::ten();
        let [first, second] = [&codes[0], &codes[1]].map(|code| code.hash().expect("a hash"));
        assert!(first.hash.starts_with("$argon2id$"));
        assert!(
            codes[0].fits(&first.hash)
                && !codes[0].fits(&second.hash)
                && !codes[0].fits("not a hash")
        );
    }
}
