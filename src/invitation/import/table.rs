use super::{
    Refusal,
    mailbox::{LONGEST_CELL, may_hold},
};

/// The most rows in a list.
pub const ROWS: usize = 1_000_000;
/// The maximum number of columns in a list. Further cells are not read.
pub const COLUMNS: usize = 500;
/// The most filled cells in a list.
const CELLS: usize = 10_000_000;
/// The maximum length of all cells together, in bytes.
const TEXT: usize = 256 * 1024 * 1024;

/// A row of a list with its number in editors and spreadsheets, from 1.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    pub line: u64,
    pub cells: Vec<String>,
}

impl Row {
    pub fn cell(&self, column: usize) -> &str {
        self.cells.get(column).map_or("", String::as_str)
    }

    pub fn filled(&self) -> usize {
        self.cells.iter().filter(|cell| !cell.trim().is_empty()).count()
    }
}

/// One sheet of a workbook, or a text file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Table {
    /// Empty for a text file.
    pub name: String,
    pub hidden: bool,
    pub rows: Vec<Row>,
    /// The lines that are hidden or filtered out, and not among the rows.
    pub hidden_lines: Vec<u64>,
}

/// What was read of a file so far, within limits.
#[derive(Debug, Default)]
pub struct Budget {
    rows: usize,
    cells: usize,
    text: usize,
}

impl Budget {
    /// Counts a row. Empty rows are not counted.
    pub fn row(&mut self) -> Result<(), Refusal> {
        self.rows += 1;
        within(self.rows <= ROWS, "more than 1,000,000 rows")
    }

    /// Checks that so many rows and cells fit, before they are made.
    pub fn allows(&self, rows: usize, cells: usize) -> Result<(), Refusal> {
        within(
            rows <= ROWS && rows.saturating_mul(cells) <= CELLS - self.cells.min(CELLS),
            "too many cells",
        )
    }

    /// Counts a cell, and truncates it beyond any address or name.
    pub fn cell(&mut self, text: &mut String) -> Result<(), Refusal> {
        if text.len() > LONGEST_CELL {
            let end = (0..=LONGEST_CELL).rev().find(|end| text.is_char_boundary(*end)).unwrap_or(0);
            text.truncate(end);
            text.shrink_to_fit();
        }
        self.cells += 1;
        self.text += text.len();
        within(self.cells <= CELLS && self.text <= TEXT, "too much text")
    }
}

/// Refuses a list that has too much of something.
pub fn within(holds: bool, has: &str) -> Result<(), Refusal> {
    if holds {
        Ok(())
    } else {
        Err(Refusal::file(format!("The list has {has}. Split it, and add the parts one by one.")))
    }
}

/// Whether a column is read. An address beyond the last one must not be lost unnoticed.
pub fn within_columns(column: usize, cell: &str) -> Result<bool, Refusal> {
    match column < COLUMNS {
        false if may_hold(cell) => Err(Refusal::file(format!(
            "There are email addresses to the right of the first {COLUMNS} columns. Speir reads \
                only those columns. Move the addresses to the left, and try again."
        ))),
        within => Ok(within),
    }
}

/// The letters over a column in a spreadsheet: A, B, … Z, AA.
pub fn letters(column: usize) -> String {
    let letter = u32::try_from(column % 26)
        .ok()
        .and_then(|place| char::from_u32(u32::from('A') + place))
        .unwrap_or('A');
    if column < 26 { letter.to_string() } else { format!("{}{letter}", letters(column / 26 - 1)) }
}
