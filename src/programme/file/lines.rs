//! Lines and cells, as spreadsheets write them. A figure stands on one line, so a quotation mark
//! that is not closed swallows no other.

use crate::text::fold::visible;

/// The separators that spreadsheets write, the most likely first.
pub const SEPARATORS: [char; 3] = [',', ';', '\t'];

/// How much of a wrong cell an error repeats, in characters.
const SHOWN: usize = 60;

/// How many line breaks a text has: CR, LF or both together.
pub fn breaks(text: &str) -> usize {
    split(text).count() - 1
}

/// The lines that hold anything but separators, each with its number from 1.
pub fn filled(text: &str) -> Vec<(usize, &str)> {
    let is_filled = |line: &&str| {
        line.contains(|c: char| !c.is_whitespace() && !SEPARATORS.contains(&c) && c != '"')
    };
    (1..).zip(split(text)).filter(|(_, line)| is_filled(line)).collect()
}

fn split(text: &str) -> impl Iterator<Item = &str> {
    text.split('\n').flat_map(|line| line.strip_suffix('\r').unwrap_or(line).split('\r'))
}

/// The separator that Excel's first line names: `sep=;`.
pub fn separator_named(line: &str) -> Option<char> {
    let line = line.trim_matches(['"', ' ', '\r']);
    let (key, sign) = line.split_at_checked(4)?;
    let sign = sign.chars().next()?;
    (key.eq_ignore_ascii_case("sep=") && SEPARATORS.contains(&sign)).then_some(sign)
}

/// The cells of a line, without spaces around them. In quotation marks, a separator is text and two
/// marks are one (RFC 4180, section 2). `None` where a mark is not closed.
pub fn cells(line: &str, separator: char) -> Option<Vec<String>> {
    let (mut cells, mut cell) = (Vec::new(), String::new());
    let (mut is_quoted, mut chars) = (false, line.chars().peekable());
    while let Some(c) = chars.next() {
        match c {
            '"' if is_quoted && chars.next_if_eq(&'"').is_some() => cell.push('"'),
            '"' if is_quoted => is_quoted = false,
            '"' if cell.trim().is_empty() => {
                cell.clear();
                is_quoted = true;
            }
            c if c == separator && !is_quoted => cells.push(std::mem::take(&mut cell)),
            c => cell.push(c),
        }
    }
    cells.push(cell);
    (!is_quoted).then(|| cells.into_iter().map(|cell| cell.trim().to_owned()).collect())
}

/// A cell as an error repeats it.
pub fn shown(cell: &str) -> String {
    let plain: String = visible(cell).chars().filter(|c| !c.is_control()).collect();
    if plain.chars().count() > SHOWN {
        plain.chars().take(SHOWN).chain(['…']).collect()
    } else {
        plain
    }
}
