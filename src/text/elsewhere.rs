//! Checks texts that leads write for messages. They must not contain links, addresses or telephone
//! numbers: people trust messages from the service, so these could be used for phishing.

/// What a text contains that would lead its reader elsewhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Elsewhere {
    #[error("a web address, or something that mail programs turn into a link")]
    Link,
    #[error("an email address")]
    Email,
    #[error("a telephone number")]
    Telephone,
}

/// The fewest digits that count as a telephone number, and the fewest if it begins with an area
/// code, such as `0800 1111`.
const TELEPHONE: usize = 9;
const WITH_CODE: usize = 8;

/// Ways to spell out a full stop.
const HIDDEN_DOTS: [&str; 5] = ["[.]", "(.)", "{.}", "[dot]", "(dot)"];
/// Top-level domains that may follow the word "dot".
const ENDS: [&str; 16] = [
    "com", "org", "net", "info", "uk", "scot", "gov", "eu", "co", "io", "me", "app", "site",
    "online", "link", "xyz",
];

/// Finds a link, an address or a telephone number in `text`.
///
/// Mail programs make links of words such as `example.org` too, so any full stop between two words
/// counts as one. A time (`17.30`), an abbreviation (`e.g.`) and a date (`11.12.2026`) do not. Full
/// stops that are spelt out or put in brackets count too.
pub fn leads_elsewhere(text: &str) -> Option<Elsewhere> {
    let text: String = text.chars().map(folded).collect();
    if text.contains('@') || text.to_lowercase().contains("mailto:") {
        return Some(Elsewhere::Email);
    }
    let lower = HIDDEN_DOTS.iter().fold(text.to_lowercase(), |text, dot| text.replace(dot, "."));
    if spells_out(&lower) {
        return Some(Elsewhere::Link);
    }
    if lower.contains("://") || lower.contains("www.") || lower.split_whitespace().any(is_host) {
        return Some(Elsewhere::Link);
    }
    has_telephone(&text).then_some(Elsewhere::Telephone)
}

/// Replaces look-alike characters, and characters that browsers treat as another. Invisible ones
/// are refused elsewhere.
pub(super) fn folded(c: char) -> char {
    match c {
        '\u{3002}' | '\u{ff0e}' | '\u{ff61}' | '\u{2024}' | '\u{fe52}' => '.',
        '\u{ff20}' | '\u{fe6b}' => '@',
        '\u{ff1a}' | '\u{fe55}' | '\u{2236}' => ':',
        '\u{ff0f}' | '\u{2044}' | '\u{2215}' => '/',
        '\u{ff10}'..='\u{ff19}' => char::from_digit(u32::from(c) - 0xff10, 10).unwrap_or(c),
        '\u{2010}'..='\u{2015}' | '\u{2212}' => '-',
        '\u{a0}' | '\u{2000}'..='\u{200d}' | '\u{202f}' => ' ',
        c => c,
    }
}

/// Whether a host is spelt out, as `example dot org`.
fn spells_out(lower: &str) -> bool {
    let words: Vec<&str> =
        lower.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    words.windows(2).any(|pair| matches!(pair, ["dot", end] if ENDS.contains(end)))
}

/// Whether a word, or part of it between punctuation, looks like a host name.
fn is_host(word: &str) -> bool {
    word.split(|c: char| !(c.is_alphanumeric() || matches!(c, '.' | '-'))).any(|part| {
        let part = part.trim_matches(['.', '-']);
        let labels: Vec<&str> = part.split('.').collect();
        let [.., before, last] = labels.as_slice() else { return false };
        let named = last.chars().count() >= 2
            && last.chars().any(char::is_alphabetic)
            && !before.is_empty();
        let numbered = labels.len() == 4 && labels.iter().all(|label| label.parse::<u8>().is_ok());
        named || numbered
    })
}

/// Whether there is a run of digits, grouped in any way, that is long enough for a telephone
/// number. Years occur in dates, so they count only after a group that cannot begin a date.
pub(super) fn has_telephone(text: &str) -> bool {
    let in_number = |c: char| {
        c.is_numeric() || matches!(c, ' ' | '-' | '+' | '(' | ')' | '.' | '/' | '_' | '·' | '•')
    };
    text.split(|c| !in_number(c)).any(|run| {
        let groups: Vec<&str> =
            run.split(|c: char| !c.is_numeric()).filter(|group| !group.is_empty()).collect();
        let is_code = groups
            .first()
            .is_some_and(|first| first.starts_with('0') && first.chars().count() >= 3);
        let counts = |group: &&&str| is_code || run.contains('+') || !is_year(group);
        groups.iter().filter(counts).map(|group| group.chars().count()).sum::<usize>()
            >= if is_code { WITH_CODE } else { TELEPHONE }
    })
}

fn is_year(group: &str) -> bool {
    group.len() == 4 && (group.starts_with("19") || group.starts_with("20"))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn what_leads_elsewhere_is_named() {
        for (text, what) in [
            ("See https://example.org/x", Elsewhere::Link),
            ("See HTTPS://EXAMPLE.ORG", Elsewhere::Link),
            ("See www.example", Elsewhere::Link),
            ("See example.org.", Elsewhere::Link),
            ("See (bit.ly/abc)", Elsewhere::Link),
            ("See example。org", Elsewhere::Link),
            ("See exämple.рф", Elsewhere::Link),
            ("See 192.0.2.7/x", Elsewhere::Link),
            ("We ended.Thank you", Elsewhere::Link),
            ("Go to evil dot com", Elsewhere::Link),
            ("Go to Evil-DOT-org", Elsewhere::Link),
            ("Go to evil[.]com", Elsewhere::Link),
            ("Go to evil(dot)example", Elsewhere::Link),
            ("Write to ann@example.org", Elsewhere::Email),
            ("Write to ann＠example", Elsewhere::Email),
            ("Phone 0131 496 0000", Elsewhere::Telephone),
            ("Phone +44 (0)131-496-0000", Elsewhere::Telephone),
            ("Phone 0131.496.0000", Elsewhere::Telephone),
            ("Phone ０１３１ ４９６ ００００", Elsewhere::Telephone),
            ("Ask on 0800 1111", Elsewhere::Telephone),
            ("Phone 0131·496·0000", Elsewhere::Telephone),
            ("Phone 0131_496_0000", Elsewhere::Telephone),
        ] {
            assert_eq!(leads_elsewhere(text), Some(what), "{text}");
        }
    }

    #[test]
    fn plain_sentences_pass() {
        for text in [
            "We look at services in Fife, e.g. schools, from 9.30 to 17.00 on 11.12.2026.",
            "Like the reviews of 2018-20 (2025-26), until 01.12.2026 at 09.30.",
            "Between 11/12/2026 and 20/12/2026 we ask 1,306 people. Thank you.",
            "Dr. Mòrag MacLeod (inspector) leads it… and thanks you!",
            "Connect the dots: each dot counts. The point in 2026 is this.",
            "Version 2.0 of the survey, questions 1-40.",
            "",
        ] {
            assert_eq!(leads_elsewhere(text), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn an_address_is_found_wherever_it_stands(
            before in "[a-zA-Z ,]{0,30}", after in "[a-zA-Z ,]{0,30}", host in "[a-z]{1,9}\\.(org|com|scot|ly)",
        ) {
            for address in [host.clone(), format!("http://{host}"), format!("ann@{host}")] {
                let text = format!("{before} {address} {after}");
                prop_assert!(leads_elsewhere(&text).is_some());
            }
        }
    }
}
