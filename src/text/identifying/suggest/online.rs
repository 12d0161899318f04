use super::found::{Found, Kind};

/// Ends of web addresses that people write without `www`.
const ENDS: [&str; 16] = [
    "com", "org", "net", "info", "uk", "scot", "gov", "eu", "co", "io", "me", "app", "site",
    "online", "link", "xyz",
];

/// Email addresses, web addresses and names on social media.
pub fn online(text: &str) -> Vec<Found> {
    let mut found = Vec::new();
    let words: Vec<(usize, &str)> = words(text);
    for (place, (at, word)) in words.iter().enumerate() {
        let span = *at..*at + word.len();
        if word.len() > 2 && word.contains('@') {
            let kind = if word.starts_with('@') { Kind::Online } else { Kind::Email };
            found.push(Found::likely(span, kind));
        } else if is_web(word) {
            found.push(Found::likely(span, Kind::Online));
        } else if let Some(length) = spelt(words.get(place..).unwrap_or_default()) {
            let last = words.get(place + length - 1).map_or(span.end, |(at, word)| at + word.len());
            found.push(Found::likely(*at..last, Kind::Email));
        }
    }
    found
}

/// Words between spaces, without the punctuation around them.
fn words(text: &str) -> Vec<(usize, &str)> {
    let ends = |c: char| !c.is_alphanumeric() && c != '@';
    text.split(|c: char| c.is_whitespace() || matches!(c, ',' | '(' | ')' | '<' | '>' | '"'))
        .map(|word| {
            let start = word.as_ptr().addr() - text.as_ptr().addr();
            let front = word.len() - word.trim_start_matches(ends).len();
            (start + front, word.trim_matches(ends))
        })
        .filter(|(_, word)| !word.is_empty())
        .collect()
}

fn is_web(word: &str) -> bool {
    let lower = word.to_lowercase();
    if lower.contains("://") || lower.starts_with("www.") {
        return true;
    }
    let host = lower.split('/').next().unwrap_or_default();
    let labels: Vec<&str> = host.split('.').collect();
    let is_label = |label: &&str| {
        !label.is_empty() && label.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
    };
    let [first, .., last] = labels.as_slice() else { return false };
    labels.iter().all(is_label)
        && ENDS.contains(last)
        && first.len() > 1
        && !(*last == "me" && labels.len() == 2)
}

/// How many of these words spell out an address: `jo at example dot org`.
fn spelt(words: &[(usize, &str)]) -> Option<usize> {
    let texts: Vec<String> = words.iter().take(7).map(|(_, word)| word.to_lowercase()).collect();
    let word = |at: usize| texts.get(at).map_or("", String::as_str);
    let is_end = |at: usize| ENDS.contains(&word(at));
    if word(1) != "at" || word(3) != "dot" || !is_end(4) {
        return None;
    }
    Some(if word(5) == "dot" && is_end(6) { 7 } else { 5 })
}
