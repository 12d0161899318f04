/// Why a text is no password, in sentences for the person who chose it.
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
        "This password is your email address. Use several unrelated words that have nothing to do \
            with you."
    )]
    OwnAddress,
    #[error(
        "This password is too easy to guess. Common passwords, names, dates, keyboard patterns \
         and repeated words are tried first. Use several unrelated words."
    )]
    Guessable,
}

/// The fewest characters of a password.
pub(super) const SHORTEST: usize = 12;

/// The most characters of a password, so that a huge text costs nobody time.
pub(super) const LONGEST: usize = 200;
