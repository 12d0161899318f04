use super::ExportError;

/// What a file or a set of tables holds, before it is known in which format it will be written.
pub struct Export<'a> {
    /// What people should know before they read a figure: what this is, when it was made, how small
    /// numbers are hidden.
    pub notes: Vec<Note>,
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

/// One table. Its rows are made while they are written, so that a million of them take no more
/// memory than one.
pub struct Table<'a> {
    /// For machines: lower-case letters, digits and underscores; at most 25 of them, so that it can
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
    /// For machines. It stands in the header, and no other column of the table has it.
    pub name: String,
    pub explanation: String,
    /// What its cells may say, and what each means; empty where it may be anything.
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

/// One cell. It lends its text, so that a row is written without being copied.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Cell<'a> {
    Empty,
    Text(&'a str),
    Number(i64),
    /// A mean, written with one digit after the point.
    Mean(f64),
}

impl Cell<'_> {
    /// A count, or an empty cell where there is none.
    pub fn count(number: Option<u64>) -> Self {
        number.map_or(Self::Empty, |number| Self::Number(i64::try_from(number).unwrap_or(i64::MAX)))
    }
}

/// What takes the rows, each with as many cells as the table has columns.
pub type Take<'t> = &'t mut dyn FnMut(&[Cell<'_>]) -> Result<(), ExportError>;

/// What makes the rows: it hands each to the one who takes them, and ends early with the first
/// error.
pub type Rows<'a> = Box<dyn FnOnce(Take<'_>) -> Result<(), ExportError> + Send + 'a>;
