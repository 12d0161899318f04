//! The CSV file of figures that were published elsewhere.

mod columns;
mod known;
mod lines;
mod row;
#[cfg(test)]
mod tests;

use std::{collections::HashMap, fmt};

use columns::Columns;

pub use known::Known;

use super::PublishedFigure;
use crate::language::numbers::grouped;

/// The largest file, in bytes.
pub const LARGEST: usize = 1024 * 1024;
/// The most figures in one file.
pub const MOST_FIGURES: usize = 5_000;

/// Why a file is refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mistake {
    /// Counted from 1; `None` for the whole file.
    pub line: Option<usize>,
    pub reason: String,
}

impl Mistake {
    fn of_file(reason: impl Into<String>) -> Self {
        Self { line: None, reason: reason.into() }
    }

    const fn at(line: usize, reason: String) -> Self {
        Self { line: Some(line), reason }
    }
}

impl fmt::Display for Mistake {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            Some(line) => write!(f, "Line {line}: {}", self.reason),
            None => f.write_str(&self.reason),
        }
    }
}

/// That a file is larger than [`LARGEST`].
pub fn too_large() -> Mistake {
    Mistake::of_file("The file is larger than 1 MB, the limit for a file of figures.")
}

/// Reads all figures of a file.
///
/// # Errors
///
/// Every mistake, in the order of the lines.
pub fn read(bytes: &[u8]) -> Result<Vec<PublishedFigure>, Vec<Mistake>> {
    Ok(with_lines(bytes)?.into_iter().map(|(_, figure)| figure).collect())
}

/// The same, and every survey and question that a figure names must be known.
///
/// # Errors
///
/// Every mistake, in the order of the lines.
pub fn read_known(bytes: &[u8], known: &Known) -> Result<Vec<PublishedFigure>, Vec<Mistake>> {
    let figures = with_lines(bytes)?;
    let unknown: Vec<Mistake> = figures
        .iter()
        .filter_map(|(line, figure)| Some(Mistake::at(*line, known.why_not(figure)?)))
        .collect();
    if unknown.is_empty() {
        Ok(figures.into_iter().map(|(_, figure)| figure).collect())
    } else {
        Err(unknown)
    }
}

fn with_lines(bytes: &[u8]) -> Result<Vec<(usize, PublishedFigure)>, Vec<Mistake>> {
    if bytes.len() > LARGEST {
        return Err(vec![too_large()]);
    }
    let text = std::str::from_utf8(bytes).map_err(|error| vec![not_utf_8(bytes, error)])?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut filled = lines::filled(text);
    let named = filled.first().and_then(|(_, line)| lines::separator_named(line));
    if named.is_some() {
        filled.remove(0);
    }
    let Some(((header_line, header), rows)) = filled.split_first() else {
        return Err(vec![Mistake::of_file("The file is empty. Choose another file.")]);
    };
    let columns = Columns::read(header, named).map_err(|reasons| {
        reasons.into_iter().map(|reason| Mistake::at(*header_line, reason)).collect::<Vec<_>>()
    })?;
    if rows.len() > MOST_FIGURES {
        return Err(vec![Mistake::of_file(format!(
            "The file has {} figures, but the limit is {}. Leave out those that you do not need.",
            grouped(rows.len() as u64),
            grouped(MOST_FIGURES as u64)
        ))]);
    }
    figures(&columns, rows)
}

fn figures(
    columns: &Columns,
    rows: &[(usize, &str)],
) -> Result<Vec<(usize, PublishedFigure)>, Vec<Mistake>> {
    let (mut figures, mut mistakes) = (Vec::new(), Vec::new());
    let mut seen: HashMap<row::Identity, usize> = HashMap::new();
    for (line, text) in rows {
        match row::read(columns, text) {
            Ok(None) => {}
            Ok(Some(figure)) => {
                let identity = row::identity(&figure);
                if let Some(first) = seen.get(&identity) {
                    let twice = format!(
                        "Line {first} has a figure for the same question. Remove one of them."
                    );
                    mistakes.push(Mistake::at(*line, twice));
                } else {
                    seen.insert(identity, *line);
                    figures.push((*line, figure));
                }
            }
            Err(reasons) => {
                mistakes.extend(reasons.into_iter().map(|reason| Mistake::at(*line, reason)));
            }
        }
    }
    match (mistakes.is_empty(), figures.is_empty()) {
        (false, _) => Err(mistakes),
        (true, true) => Err(vec![Mistake::of_file(
            "The file has no figures below the names of its columns. Choose another file.",
        )]),
        (true, false) => Ok(figures),
    }
}

fn not_utf_8(bytes: &[u8], error: std::str::Utf8Error) -> Mistake {
    let before = bytes.get(..error.valid_up_to()).unwrap_or(bytes);
    let line = lines::breaks(&String::from_utf8_lossy(before)) + 1;
    Mistake::at(
        line,
        "This is not UTF-8 text. Save the file as CSV UTF-8 and try again.".to_owned(),
    )
}
