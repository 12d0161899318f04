/// Why a password is refused, for the person who chose it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PasswordError {
    #[error(
        "This password is too short. Use at least {SHORTEST} characters, such as several \
            unrelated words."
    )]
    TooShort,
    #[error("This password is too long. Use at most {LONGEST} characters.")]
    TooLong,
    #[error("This password repeats one character. Use several unrelated words.")]
    OneCharacter,
    #[error(
        "This password is your email address. Use several unrelated words that are not about you."
    )]
    OwnAddress,
    #[error(
        "This password is too easy to guess. Attackers try common passwords, names, dates, \
            keyboard patterns and repeated words first. Use several unrelated words."
    )]
    Guessable,
}

/// The fewest characters of a password.
pub(super) const SHORTEST: usize = 12;

/// The most characters of a password, to bound the cost of hashing.
pub(super) const LONGEST: usize = 200;
