use std::fmt;

use argon2::{
    Argon2, PasswordHash, PasswordHasher, PasswordVerifier,
    password_hash::{self, SaltString},
};
use rand::{Rng, RngCore};

/// The fewest characters of a password.
const SHORTEST: usize = 12;
/// The most characters that are looked at, so that a huge text costs nobody time.
const LONGEST: usize = 200;

/// A hash of no known password, with the costs of every other, so that an unknown address takes as long to refuse as
/// a wrong password.
const OF_NOBODY: &str =
    "$argon2id$v=19$m=19456,t=2,p=1$c3BlaXIgb2Ygbm9ib2R5$4/JDpuISMSvXldxK8VZy8CsmTEoYT3UNVQlI6LUkEzs";

/// A password that is long enough. It is never shown.
#[derive(Clone)]
pub struct Password(String);

/// Why a text is no password.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PasswordError {
    #[error(
        "Write a password of at least {SHORTEST} characters. Three or four words that do not belong together are good."
    )]
    TooShort,
    #[error("Write a password of at most {LONGEST} characters.")]
    TooLong,
}

impl Password {
    pub fn new(text: String) -> Result<Self, PasswordError> {
        match text.chars().count() {
            count if count < SHORTEST => Err(PasswordError::TooShort),
            count if count > LONGEST => Err(PasswordError::TooLong),
            _ => Ok(Self(text)),
        }
    }

    /// The password itself, to be shown once to whoever made it.
    pub fn reveal(&self) -> &str {
        &self.0
    }

    /// Its argon2id hash with a fresh salt. Takes a while by design: call it on a thread that may wait.
    pub fn hash(&self) -> Result<String, password_hash::Error> {
        let mut salt = [0; 16];
        rand::rng().fill_bytes(&mut salt);
        let salt = SaltString::encode_b64(&salt)?;
        Ok(Argon2::default().hash_password(self.0.as_bytes(), &salt)?.to_string())
    }
}

impl fmt::Debug for Password {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Password(…)")
    }
}

/// Whether `text` is the password behind `hash`. Without a hash it takes the same time to say no. Blocks.
pub fn verify(text: &str, hash: Option<&str>) -> bool {
    let known = hash.is_some() && text.chars().count() <= LONGEST;
    let Ok(parsed) = PasswordHash::new(hash.unwrap_or(OF_NOBODY)) else { return false };
    let shortened: String = text.chars().take(LONGEST).collect();
    let fits = Argon2::default().verify_password(shortened.as_bytes(), &parsed).is_ok();
    known && fits
}

/// A new password that is easy to read out: four groups of five characters, about 95 bits.
pub fn random_password() -> Password {
    /// No vowels, so that no word appears by chance, and no characters that look alike.
    const ALPHABET: &[u8; 27] = b"bcdfghjkmnpqrstvwxz23456789";
    let mut rng = rand::rng();
    let mut group = || -> String {
        (0..5).filter_map(|_| ALPHABET.get(rng.random_range(0..ALPHABET.len()))).map(|c| char::from(*c)).collect()
    };
    Password([group(), group(), group(), group()].join("-"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_opens_its_own_hash_and_no_other() {
        let password = Password::new("heron kettle gravel".to_owned()).expect("long enough");
        let hash = password.hash().expect("a hash");
        assert!(verify("heron kettle gravel", Some(&hash)));
        assert!(!verify("heron kettle grave", Some(&hash)));
        assert!(!verify("heron kettle gravel", None));
        assert!(!verify("heron kettle gravel", Some("not a hash")));
    }

    #[test]
    fn nobody_costs_as_much_as_somebody() {
        let hash = random_password().hash().expect("a hash");
        let costs = |hash: &str| hash.split('$').take(4).map(str::to_owned).collect::<Vec<_>>();
        assert_eq!(costs(&hash), costs(OF_NOBODY));
        assert!(PasswordHash::new(OF_NOBODY).is_ok());
    }

    #[test]
    fn a_password_has_12_to_200_characters() {
        assert_eq!(Password::new("eleven char".to_owned()).err(), Some(PasswordError::TooShort));
        assert!(Password::new("twelve chars".to_owned()).is_ok());
        assert_eq!(Password::new("x".repeat(201)).err(), Some(PasswordError::TooLong));
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
