//! What separates the cells of a text.

use super::{
    delimited::{split, split_lines},
    layout,
    part::Parts,
    table::Row,
};

/// The separators that programs write, the likeliest first.
const SEPARATORS: [char; 4] = [',', ';', '\t', '|'];
/// How much of a text is looked at, in bytes.
const LOOKED_AT: usize = 128 * 1024;

/// The separator that the first line names, as Excel has it (`sep=;`), with the rest of the text.
pub fn named(text: &str) -> Option<(char, &str)> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let end = text.find(['\r', '\n'])?;
    let (first, rest) = text.split_at(end);
    let first = first.trim_matches(['"', ' ']);
    let (key, sign) = first.split_at_checked(4)?;
    let mut signs = sign.chars();
    // Programs that do not know such lines add their own separators to them.
    let sign = signs.next().filter(|_| key.eq_ignore_ascii_case("sep="))?;
    signs.all(|c| SEPARATORS.contains(&c) || c == '"').then_some((sign, rest))
}

/// The separator under which the beginning of a text has the most people, then the one that the text has `named`, then
/// that with the most rows of equal length. Programs may keep the line that names one and write their own.
pub fn guessed(text: &str, parts: &Parts, named: Option<char>) -> char {
    let sample = sample(text);
    let score = |separator: &char| {
        // A quote that is not closed must not make another separator look better. The sample may end within a cell, too.
        let rows = split(sample, *separator).or_else(|_| split_lines(sample, *separator)).unwrap_or_default();
        (people(&rows, parts), named == Some(*separator), alike(&rows))
    };
    // Of equals, the last is taken.
    SEPARATORS.into_iter().rev().chain(named).max_by_key(score).unwrap_or(',')
}

/// The beginning of a text, as far as a whole line.
fn sample(text: &str) -> &str {
    let Some(end) = (LOOKED_AT..text.len()).find(|end| text.is_char_boundary(*end)) else { return text };
    let head = text.get(..end).unwrap_or(text);
    head.rfind(['\n', '\r']).and_then(|end| head.get(..end)).unwrap_or(head)
}

fn people(rows: &[Row], parts: &Parts) -> usize {
    layout::find(rows, parts).map_or(0, |layout| layout.people(rows))
}

/// How many rows have as many cells as most others, if that is more than one.
fn alike(rows: &[Row]) -> usize {
    let mut widths = std::collections::HashMap::new();
    for row in rows.iter().filter(|row| row.cells.len() > 1) {
        *widths.entry(row.cells.len()).or_insert(0) += 1;
    }
    widths.into_values().max().unwrap_or(0)
}
