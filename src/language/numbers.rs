//! Formats numbers, and reads them as people write them.

use std::fmt::Display;

/// A count with its noun: "1 response", "1,200 responses".
pub fn counted(count: impl Display, one: &str, many: &str) -> String {
    let count = count.to_string();
    let noun = if count == "1" { one } else { many };
    match count.parse() {
        Ok(number) => format!("{} {noun}", grouped(number)),
        Err(_) => format!("{count} {noun}"),
    }
}

/// A number with commas between its thousands.
pub fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// "40% to 59%": two shares from 0 to 1, with as many decimals as it takes to tell them apart,
/// three at most.
pub fn percent_range(low: f64, high: f64) -> String {
    let with = |decimals: usize| [low, high].map(|share| format!("{:.decimals$}%", 100.0 * share));
    let apart = (0..3).map(with).find(|[low, high]| low != high);
    apart.unwrap_or_else(|| with(3)).join(" to ")
}

/// The digits of a whole number with or without commas or spaces between its thousands; `None` of
/// any other text.
pub fn digits(text: &str) -> Option<String> {
    let groups: Vec<&str> = text.trim().split([',', ' ', '\u{a0}']).collect();
    let (first, rest) = groups.split_first()?;
    let thousands = rest.is_empty()
        || (1..=3).contains(&first.len()) && rest.iter().all(|group| group.len() == 3);
    let all = groups.concat();
    (thousands && !all.is_empty() && all.bytes().all(|c| c.is_ascii_digit())).then_some(all)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_of_thousands_have_commas() {
        assert_eq!(counted(1, "response", "responses"), "1 response");
        assert_eq!(counted(1_332, "response", "responses"), "1,332 responses");
        assert_eq!(counted("7,041", "response", "responses"), "7,041 responses");
    }

    #[test]
    fn a_range_has_as_many_decimals_as_its_ends_need() {
        assert_eq!(percent_range(0.4, 0.594), "40% to 59%");
        assert_eq!(percent_range(0.8727, 0.8733), "87.27% to 87.33%");
        assert_eq!(percent_range(0.5, 0.5), "50.000% to 50.000%");
    }
}
