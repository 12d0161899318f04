use chrono::NaiveDate;

use super::ExportError;

/// The contents of an export, independent of the format.
pub struct Export<'a> {
    /// Notes: what the export is, when it was made, and how small numbers are hidden.
    pub notes: Vec<Note>,
    /// A table for people rather than programs, which is the first sheet of a workbook; the other
    /// formats leave it out.
    pub first: Option<Table<'a>>,
    pub tables: Vec<Table<'a>>,
}

/// One thing that people should know.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    pub name: String,
    pub text: String,
}

impl Note {
    pub fn new(name: impl Into<String>, text: impl Into<String>) -> Self {
        Self { name: name.into(), text: text.into() }
    }
}

/// One table. Rows are generated while they are written, so memory does not depend on their number.
pub struct Table<'a> {
    /// The machine name: lower-case letters, digits and underscores, at most 25, so that it can
    /// name a sheet.
    pub name: &'static str,
    /// What one row is.
    pub about: String,
    pub columns: Vec<Column>,
    pub rows: Rows<'a>,
}

/// One column, as the codebook explains it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// The machine name in the header, unique within the table.
    pub name: String,
    pub explanation: String,
    /// Its possible values with their meanings; empty if any value is possible.
    pub values: Vec<(String, String)>,
}

impl Column {
    pub fn new(name: impl Into<String>, explanation: impl Into<String>) -> Self {
        Self { name: name.into(), explanation: explanation.into(), values: Vec::new() }
    }

    #[must_use]
    pub fn with_values(mut self, values: Vec<(String, String)>) -> Self {
        self.values = values;
        self
    }
}

/// One cell. It borrows its text to avoid copies.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Cell<'a> {
    Empty,
    Text(&'a str),
    Number(i64),
    /// A mean, written with one digit after the point.
    Mean(f64),
    /// A day in Scotland, written as in ISO 8601.
    Day(NaiveDate),
}

impl Cell<'_> {
    /// A count, or an empty cell where there is none.
    pub fn count(number: Option<u64>) -> Self {
        number.map_or(Self::Empty, |number| Self::Number(i64::try_from(number).unwrap_or(i64::MAX)))
    }

    /// A day, or an empty cell where there is none.
    pub fn day(day: Option<NaiveDate>) -> Self {
        day.map_or(Self::Empty, Self::Day)
    }
}

/// What takes the rows, each with as many cells as the table has columns.
pub type Take<'t> = &'t mut dyn FnMut(&[Cell<'_>]) -> Result<(), ExportError>;

/// What makes the rows: it hands each to the one who takes them, and ends early with the first
/// error.
pub type Rows<'a> = Box<dyn FnOnce(Take<'_>) -> Result<(), ExportError> + Send + 'a>;
