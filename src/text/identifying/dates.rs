const MONTHS: [&str; 12] =
    ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/// The dates in a text that have a day, a month and a year, each once.
pub fn dates(text: &str) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    let pieces: Vec<&str> = text
        .split_whitespace()
        .map(|piece| piece.trim_matches(|c: char| !c.is_alphanumeric()))
        .collect();
    let numeric = pieces.iter().filter(|piece| is_numeric(piece)).map(|piece| (*piece).to_owned());
    let spelt = (0..pieces.len()).filter_map(|place| spelt(pieces.get(place..)?));
    for date in numeric.chain(spelt) {
        if !found.contains(&date) {
            found.push(date);
        }
    }
    found
}

/// `03/05/2011`, `3.5.11` or `2011-05-03`.
fn is_numeric(piece: &str) -> bool {
    let groups: Option<Vec<u32>> =
        piece.split(['/', '.', '-']).map(|group| group.parse().ok()).collect();
    match groups.as_deref() {
        Some([day, month, year]) if *day <= 31 => {
            *day > 0 && (1..=31).contains(month) && (*year <= 99 || is_year(*year))
        }
        Some([year, month, day]) => {
            is_year(*year) && (1..=12).contains(month) && (1..=31).contains(day)
        }
        _ => false,
    }
}

/// `3 May 2011`, `3rd of May 2011` or `May 3 2011` at the start of these words.
fn spelt(words: &[&str]) -> Option<String> {
    let length = match words {
        [day, month, year, ..] if is_day(day) && is_month(month) && names_year(year) => 3,
        [month, day, year, ..] if is_month(month) && is_day(day) && names_year(year) => 3,
        [day, "of", month, year, ..] if is_day(day) && is_month(month) && names_year(year) => 4,
        _ => return None,
    };
    Some(words.get(..length)?.join(" "))
}

fn is_day(word: &str) -> bool {
    let digits = word.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let end = word.get(digits.len()..).unwrap_or_default().to_lowercase();
    ["", "st", "nd", "rd", "th"].contains(&end.as_str())
        && digits.parse::<u32>().is_ok_and(|day| (1..=31).contains(&day))
}

fn is_month(word: &str) -> bool {
    word.get(..3).is_some_and(|start| MONTHS.contains(&start.to_lowercase().as_str()))
        && word.chars().all(char::is_alphabetic)
}

fn names_year(word: &str) -> bool {
    word.parse().is_ok_and(is_year)
}

const fn is_year(year: u32) -> bool {
    1900 <= year && year < 2100
}
