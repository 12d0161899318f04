//! Detects the separator of a text file.

use super::{
    Refusal,
    delimited::{split, split_lines},
    layout::{self, Layout},
    mailbox::{holds, likenesses},
    part_names::PartNames,
    table::Row,
    words,
};

/// The separators that programs write, the most likely first.
const SEPARATORS: [char; 5] = [',', ';', '\t', '|', '^'];
/// How much of a text is examined, in bytes.
const LOOKED_AT: usize = 128 * 1024;

/// The separator that Excel's first line names (`sep=;`), and the rest of the text.
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

/// The separator under which the text begins with a header for addresses; then the one with the
/// most people; then the one `named` in the text; then the one with the most rows of equal length.
/// Programs may keep the line that names one and write another.
pub fn guessed(text: &str, parts: &PartNames, named: Option<char>) -> char {
    let sample = sample(text);
    let score = |separator: &char| {
        // An unclosed quote must not make another separator look better. The sample may also end
        // within a cell.
        let rows = split(sample, *separator)
            .or_else(|_| split_lines(sample, *separator))
            .unwrap_or_default();
        let found = layout::find(&rows, parts);
        // A title that mentions addresses is not a header if the rows below have none under this
        // separator.
        let holds_some = !matches!(found, Err(Refusal::File(_)));
        let is_likely = is_likely(&rows, *separator);
        (
            is_likely,
            holds_some && has_header(&rows),
            people(&rows, found),
            named == Some(*separator),
            alike(&rows),
        )
    };
    // Of equal ones, the last is taken.
    SEPARATORS.into_iter().rev().chain(named).max_by_key(score).unwrap_or(',')
}

/// Whether a character may be the separator of these rows. One that can occur in addresses must be
/// in most rows.
fn is_likely(rows: &[Row], separator: char) -> bool {
    !matches!(separator, '|' | '^')
        || rows.iter().filter(|row| row.cells.len() > 1).count() * 2 > rows.len()
}

/// The beginning of a text, up to the end of a line.
fn sample(text: &str) -> &str {
    let Some(end) = (LOOKED_AT..text.len()).find(|end| text.is_char_boundary(*end)) else {
        return text;
    };
    let head = text.get(..end).unwrap_or(text);
    head.rfind(['\n', '\r']).and_then(|end| head.get(..end)).unwrap_or(head)
}

/// Whether a row has a name for the column of addresses in a separate cell.
pub fn has_header(rows: &[Row]) -> bool {
    let header = layout::header(rows).and_then(|header| rows.get(header));
    let is_own = |name: &String| words::email(name).is_some() && !name.trim().contains(SEPARATORS);
    header.is_some_and(|header| header.cells.iter().any(is_own))
}

fn people(rows: &[Row], found: Result<Layout, Refusal>) -> usize {
    match found {
        Ok(layout) => layout.people(rows),
        Err(Refusal::Columns(_)) => {
            rows.iter().filter(|row| row.cells.iter().any(|cell| holds(cell))).count()
        }
        Err(_) => 0,
    }
}

/// How many rows have the most common number of cells, if that is more than one.
fn alike(rows: &[Row]) -> usize {
    let mut widths = std::collections::HashMap::new();
    for row in rows.iter().filter(|row| row.cells.len() > 1) {
        *widths.entry(row.cells.len()).or_insert(0) += 1;
    }
    widths.into_values().max().unwrap_or(0)
}

/// The lines of a text, whether they end with CR, LF or both.
fn lines(text: &str) -> impl Iterator<Item = &str> {
    text.split('\n').flat_map(|line| line.strip_suffix('\r').unwrap_or(line).split('\r'))
}

/// The rows of a text that is one line of recipients, perhaps below a header, as copied from a
/// message: `Ann Grant <a@b.example>; Bell, Euan <c@d.example>`. Each is a row of that line.
pub fn recipients(text: &str) -> Option<Vec<Row>> {
    const FEWEST: usize = 3;
    let mut rows = Vec::new();
    let mut filled = (1..).zip(lines(text)).filter(|(_, text)| !text.trim().is_empty());
    let (mut line, mut all) = filled.next()?;
    let title = all.trim().trim_end_matches(SEPARATORS);
    if words::email(title).is_some() && !title.contains(SEPARATORS) {
        rows.push(Row { line, cells: vec![title.to_owned()] });
        (line, all) = filled.next()?;
    }
    if filled.next().is_some() || likenesses(all).len() < FEWEST {
        return None;
    }
    let separator = if all.contains(';') { ';' } else { ',' };
    let mut recipient = String::new();
    for piece in all.split_inclusive(separator) {
        recipient.push_str(piece);
        // A name may contain the separator, so only an address ends a recipient.
        if likenesses(&recipient).is_empty() {
            continue;
        }
        rows.push(Row { line, cells: vec![std::mem::take(&mut recipient)] });
    }
    Some(rows)
}

/// The text without the quotes around each whole line, if it contains the names of its columns.
pub fn unwrapped(text: &str, rows: &[Row]) -> Option<String> {
    let is_whole = |line: &str| line.is_empty() || line.starts_with('"') && line.ends_with('"');
    if !lines(text).map(str::trim).all(is_whole)
        || rows.iter().any(|row| row.cell(0).contains('\n'))
    {
        return None;
    }
    let mut lines = String::new();
    let mut line = 1;
    for row in rows {
        let blank = usize::try_from(row.line.saturating_sub(line)).ok()?;
        lines.extend([&"\n".repeat(blank), row.cell(0), "\n"]);
        line = row.line + 1;
    }
    let is_table = |separator: &char| {
        let rows = split_lines(sample(&lines), *separator).unwrap_or_default();
        has_header(&rows) && rows.first().is_some_and(|row| row.cells.len() > 1)
    };
    SEPARATORS.iter().any(is_table).then_some(lines)
}
