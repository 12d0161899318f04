use super::PasswordError;
use zxcvbn::{Score, zxcvbn};

/// How many characters are examined. The time that it takes grows faster than the length, and a password whose first
/// hundred characters are hard to guess is strong enough.
const EXAMINED: usize = 100;
/// The shortest part of an address that counts as a known word.
const SHORTEST_PART: usize = 3;
/// Names of the service and of those who run it.
const SERVICE: [&str; 6] = ["speir", "care", "inspectorate", "careinspectorate", "joint inspection", "survey"];

/// Words that somebody who tries to guess a password of one account knows.
#[derive(Clone, Debug)]
pub struct Known {
    email: String,
    words: Vec<String>,
}

impl Known {
    /// The words of the account with this address, on the service at this host or base address.
    pub fn of(email: &str, host: &str) -> Self {
        let email = email.to_lowercase();
        let mut words: Vec<String> = SERVICE.map(str::to_owned).to_vec();
        for text in [email.as_str(), &host.to_lowercase()] {
            let address = text.split_once("://").map_or(text, |(_, rest)| rest);
            words.push(address.to_owned());
            words.extend(address.split('@').map(str::to_owned));
            words.extend(address.split(|c: char| !c.is_alphanumeric()).map(str::to_owned));
            words.extend(address.split(|c: char| !c.is_alphabetic()).map(str::to_owned));
        }
        words.retain(|word| word.chars().count() >= SHORTEST_PART);
        // The longest first, so that no part is taken out of the middle of a whole.
        words.sort_by(|a, b| b.chars().count().cmp(&a.chars().count()).then_with(|| a.cmp(b)));
        words.dedup();
        Self { email, words }
    }

    /// Refuses a password that is easy to guess: fewer than 10^8 tries, as zxcvbn estimates them.
    pub(super) fn refuse(&self, text: &str) -> Result<(), PasswordError> {
        let mut characters = text.chars();
        let first = characters.next();
        if characters.all(|character| Some(character) == first) {
            return Err(PasswordError::OneCharacter);
        }
        if text.trim().to_lowercase() == self.email {
            return Err(PasswordError::OwnAddress);
        }
        let examined: String = text.chars().take(EXAMINED).collect();
        let words: Vec<&str> = self.words.iter().map(String::as_str).collect();
        let guessable = |text: &str| zxcvbn(text, &words).score() < Score::Three;
        // Known words count for nothing, however many are joined: what is left has to be strong enough alone.
        if guessable(&examined) || guessable(&self.without_known_words(&examined)) {
            return Err(PasswordError::Guessable);
        }
        Ok(())
    }

    fn without_known_words(&self, text: &str) -> String {
        self.words.iter().fold(text.to_lowercase(), |rest, word| rest.replace(word.as_str(), ""))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refusal(text: &str) -> Option<PasswordError> {
        Known::of("morag.sinclair@fife.example", "https://speir.example:8443").refuse(text).err()
    }

    #[test]
    fn common_and_patterned_passwords_are_refused() {
        for text in [
            "password1234",
            "Password123!",
            "P@ssw0rd1234",
            "123456789012",
            "qwertyuiop12",
            "qwertyuiopasdfgh",
            "abcdefghijkl",
            "abcabcabcabc",
            "passwordpassword",
            "letmeinletmein",
            "iloveyou2024",
            "1qaz2wsx3edc",
            "zaq12wsxcde3",
            "01/01/2001/01",
        ] {
            assert_eq!(refusal(text), Some(PasswordError::Guessable), "{text}");
        }
    }

    #[test]
    fn words_of_the_person_and_of_the_service_are_refused() {
        for text in [
            "morag.sinclair1",
            "MoragSinclair1",
            "sinclairmorag",
            "Sinclair-Morag-Fife",
            "speir morag inspectorate",
            "fife.example",
            "speirspeir2026",
            "Care Inspectorate",
            "careinspectorate1",
            "speir.example:8443",
        ] {
            assert_eq!(refusal(text), Some(PasswordError::Guessable), "{text}");
        }
        assert_eq!(refusal("Morag.Sinclair@Fife.example"), Some(PasswordError::OwnAddress));
    }

    #[test]
    fn one_repeated_character_is_refused_in_any_script() {
        for text in ["aaaaaaaaaaaa", "            ", "££££££££££££", "🦆🦆🦆🦆🦆🦆🦆🦆🦆🦆🦆🦆"]
        {
            assert_eq!(refusal(text), Some(PasswordError::OneCharacter), "{text}");
        }
    }

    #[test]
    fn unrelated_words_of_any_script_are_taken() {
        for text in [
            "heron kettle gravel",
            "bcd fghjkm2npq9",
            "сова чайник гравий",
            "eun coire grinneal lampa",
            "scared otter lamp hill",
        ] {
            assert_eq!(refusal(text), None, "{text}");
        }
    }
}
