use super::tokens::Token;

/// The months, and how they are shortened.
pub const MONTHS: [&str; 23] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
    "jan",
    "feb",
    "mar",
    "apr",
    "jun",
    "jul",
    "aug",
    "sep",
    "oct",
    "nov",
    "dec",
];
const SEASONS: [&str; 4] = ["spring", "summer", "autumn", "winter"];

/// Whether it is a month or a season.
pub fn is_time(token: &Token) -> bool {
    token.is(&MONTHS) || token.is(&SEASONS)
}
