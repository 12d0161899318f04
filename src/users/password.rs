//! Passwords: which are accepted (OWASP ASVS 5.0, 6.2), how they are stored, and how they are
//! checked.

mod error;
mod guessable;
pub(super) mod kdf;

use std::fmt;

use argon2::{Params, password_hash};
use error::{LONGEST, SHORTEST};
use rand::Rng;

pub use error::PasswordError;
pub use guessable::Known;

/// No vowels, so that no word appears by chance, and no characters that look alike.
const ALPHABET: &[u8; 27] = b"bcdfghjkmnpqrstvwxz23456789";

/// A hash of an unknown password with the usual costs, so that unknown addresses take as long to
/// refuse as wrong passwords.
const OF_NOBODY: &str = "$argon2id$v=19$m=19456,t=2,p=1$c3BlaXIgb2Ygbm9ib2R5$4/JDpuISMSvXldxK8VZy8CsmTEoYT3UNVQlI6LUkEzs";

/// An acceptable password. It is never shown.
#[derive(Clone)]
pub struct Password(String);

impl Password {
    /// Checks a chosen password. This takes tens of milliseconds for long texts, so call it on a
    /// thread that may block.
    pub fn chosen(text: String, known: &Known) -> Result<Self, PasswordError> {
        match text.chars().count() {
            count if count < SHORTEST => return Err(PasswordError::TooShort),
            count if count > LONGEST => return Err(PasswordError::TooLong),
            _ => {}
        }
        known.refuse(&text)?;
        Ok(Self(text))
    }

    /// The password itself, to be shown once.
    pub fn reveal(&self) -> &str {
        &self.0
    }

    /// Its argon2id hash with a fresh salt. This is slow by design, so call it on a thread that may
    /// block.
    pub fn hash(&self) -> Result<String, password_hash::Error> {
        kdf::hash(&Params::default(), &self.0)
    }
}

impl fmt::Debug for Password {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Password(…)")
    }
}

/// Whether `text` is the password of `hash`. Without a hash, it takes the same time. Blocks.
pub fn verify(text: &str, hash: Option<&str>) -> bool {
    let known = hash.is_some() && text.chars().count() <= LONGEST;
    let shortened: String = text.chars().take(LONGEST).collect();
    let fits = kdf::fits(&shortened, hash.unwrap_or(OF_NOBODY));
    known && fits
}

/// A new password that is easy to read out: four groups of five characters, about 95 bits.
pub fn random_password() -> Password {
    Password(random_groups(4))
}

/// So many groups of five random characters, with a hyphen between; each group has 23.7 bits.
pub(super) fn random_groups(count: usize) -> String {
    let mut rng = rand::rng();
    let mut group = || -> String {
        (0..5)
            .filter_map(|_| ALPHABET.get(rng.random_range(0..ALPHABET.len())))
            .map(|c| char::from(*c))
            .collect()
    };
    (0..count).map(|_| group()).collect::<Vec<_>>().join("-")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chosen(text: &str) -> Result<Password, PasswordError> {
        Password::chosen(text.to_owned(), &Known::of("lead@council.example", "speir.example"))
    }

    #[test]
    fn a_password_opens_its_own_hash_and_no_other() {
        let hash = chosen("heron kettle gravel").expect("a password").hash().expect("a hash");
        assert!(verify("heron kettle gravel", Some(&hash)));
        for other in [
            "heron kettle grave",
            "Heron kettle gravel",
            " heron kettle gravel",
            "heron kettle gravel ",
        ] {
            assert!(!verify(other, Some(&hash)), "{other}");
        }
        assert!(!verify("heron kettle gravel", None));
        assert!(!verify("heron kettle gravel", Some("not a hash")));
    }

    #[test]
    fn unknown_users_cost_as_much_as_known_ones() {
        let hash = random_password().hash().expect("a hash");
        let costs = |hash: &str| hash.split('$').take(4).map(str::to_owned).collect::<Vec<_>>();
        assert_eq!(costs(&hash), costs(OF_NOBODY));
        assert!(argon2::PasswordHash::new(OF_NOBODY).is_ok());
    }

    #[test]
    fn length_is_counted_in_characters() {
        assert_eq!(chosen("wolf 2 glass").err(), None);
        assert_eq!(chosen("wolf 2 glas").err(), Some(PasswordError::TooShort));
        assert_eq!(
            chosen("ċżħġàèìòù").err(),
            Some(PasswordError::TooShort),
            "18 bytes are 9 characters"
        );
        let long = random_groups(40);
        assert!(chosen(long.get(..200).expect("long enough")).is_ok());
        assert_eq!(
            chosen(long.get(..201).expect("long enough")).err(),
            Some(PasswordError::TooLong)
        );
    }

    #[test]
    fn a_long_password_counts_to_its_last_character() {
        let long = random_groups(40);
        let (whole, shorter) =
            (long.get(..200).expect("long enough"), long.get(..199).expect("long enough"));
        let hash = chosen(whole).expect("a password").hash().expect("a hash");
        assert!(verify(whole, Some(&hash)) && !verify(shorter, Some(&hash)));
    }

    #[test]
    fn a_password_is_never_shown_by_accident() {
        let password = random_password();
        assert!(!format!("{password:?}").contains(password.reveal()));
    }

    #[test]
    fn a_random_password_is_four_groups_of_five() {
        let password = random_password();
        let groups: Vec<_> = password.reveal().split('-').map(str::len).collect();
        assert_eq!(groups, [5, 5, 5, 5]);
        assert_ne!(password.reveal(), random_password().reveal());
    }
}
