use zxcvbn::{Score, zxcvbn};

use super::error::PasswordError;
use crate::inspection::Area;

/// How many characters are examined. The cost grows much faster than the length, and sixty
/// characters that are hard to guess are enough.
const EXAMINED: usize = 60;
/// The shortest part of an address that counts as a known word.
const SHORTEST_PART: usize = 3;
/// Names of the service and of the organisations that run it.
const SERVICE: [&str; 6] =
    ["speir", "care", "inspectorate", "careinspectorate", "joint inspection", "survey"];

/// Words of the field and the most common words: with a year or a symbol, they make up most weak
/// passwords.
const COMMON: [&str; 35] = [
    "angus",
    "autumn",
    "battery",
    "changeme",
    "child",
    "children",
    "city of",
    "correct",
    "council",
    "dalkeith",
    "dundee",
    "edinburgh",
    "fife",
    "getitright",
    "girfec",
    "glasgow",
    "horse",
    "inspection",
    "inspector",
    "joint",
    "letmein",
    "moray",
    "my ",
    "password",
    "protection",
    "scotland",
    "social",
    "spring",
    "staple",
    "summer",
    "team",
    "welcome",
    "winter",
    "work",
    "worker",
];

/// Words that an attacker of one account knows.
#[derive(Clone, Debug)]
pub struct Known {
    email: String,
    words: Vec<String>,
}

impl Known {
    /// The words of the account with this address, on the service at this host or base address.
    pub fn of(email: &str, host: &str) -> Self {
        let email = email.to_lowercase();
        let mut words: Vec<String> = SERVICE.into_iter().chain(COMMON).map(str::to_owned).collect();
        words.extend(Area::all().map(|area| area.name().to_lowercase()));
        words.extend(Area::all().map(|area| area.name().to_lowercase().replace(' ', "")));
        for text in [email.as_str(), &host.to_lowercase()] {
            let address = text.split_once("://").map_or(text, |(_, rest)| rest);
            words.push(address.to_owned());
            words.extend(address.split('@').map(str::to_owned));
            words.extend(address.split(|c: char| !c.is_alphanumeric()).map(str::to_owned));
            words.extend(address.split(|c: char| !c.is_alphabetic()).map(str::to_owned));
        }
        words.retain(|word| word.chars().count() >= SHORTEST_PART);
        // Remove the longest first, so that a part does not break up a whole word.
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
        let words: Vec<&str> = self.words.iter().map(String::as_str).collect();
        if zxcvbn(&self.examined(text), &words).score() < Score::Three {
            return Err(PasswordError::Guessable);
        }
        Ok(())
    }

    fn examined(&self, text: &str) -> String {
        self.without_known_words(text).chars().take(EXAMINED).map(one_of_its_kind).collect()
    }

    /// The rest without known words. It must be hard to guess on its own.
    fn without_known_words(&self, text: &str) -> String {
        let lower = text.to_lowercase();
        let rest =
            self.words.iter().fold(lower.clone(), |rest, word| rest.replace(word.as_str(), ""));
        if rest == lower { text.to_owned() } else { rest }
    }
}

/// Maps characters that zxcvbn treats as the same letter to one. It tries every combination of
/// them, which would take ten times as long.
const fn one_of_its_kind(character: char) -> char {
    match character {
        '[' | '{' | '<' => '(',
        '|' => '1',
        other => other,
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
            "password password",
            "summer summer",
            "my password is",
            "correcthorsebatterystaple",
            "Summer2026!!",
            "Autumn2026Autumn",
            "CityOfEdinburgh",
            "Edinburgh2026!",
            "FifeCouncil2026",
            "ClackmannanshireCouncil",
            "Midlothian Council 2026",
            "Socialwork2026",
            "ChildProtection1",
            "Jointinspection1",
            "GIRFEC2026girfec",
            "Changeme2026!",
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

    #[test]
    fn what_is_examined_is_bounded() {
        let known = Known::of("morag.sinclair@fife.example", "https://speir.example:8443");
        let every_symbol = "4@8({[<369&#!1/|0$5+7%2".repeat(9);
        let examined = known.examined(&every_symbol);
        assert_eq!(examined.chars().count(), 60);
        assert!(!examined.contains(['[', '{', '<', '|']), "{examined}");
        assert_eq!(known.examined("Marble Kestrel"), "Marble Kestrel", "capitals are kept");
        let padded = format!("{}Marble Kestrel", "speir".repeat(30));
        assert_eq!(known.examined(&padded), "marble kestrel", "known words take no room");
    }

    #[test]
    fn a_long_password_needs_a_strong_beginning_alone() {
        let strong = "heron kettle gravel quartz lantern orchid pebble tundra walnut";
        assert_eq!(refusal(&format!("{strong}{}", "a".repeat(100))), None);
        assert_eq!(refusal(&"{[<(|1!".repeat(28)), Some(PasswordError::Guessable));
    }
}
