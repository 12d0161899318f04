//! The header: which cell of a row holds what.

use super::lines::{SEPARATORS, cells, shown};

/// What a cell of a row holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Column {
    Question,
    Share,
    Base,
    Term,
    Source,
    Survey,
    QuestionId,
}

impl Column {
    const ALL: [Self; 7] = [
        Self::Question,
        Self::Share,
        Self::Base,
        Self::Term,
        Self::Source,
        Self::Survey,
        Self::QuestionId,
    ];

    pub const fn name(self) -> &'static str {
        match self {
            Self::Question => "question",
            Self::Share => "share",
            Self::Base => "base",
            Self::Term => "term",
            Self::Source => "source",
            Self::Survey => "survey",
            Self::QuestionId => "question_id",
        }
    }

    const fn is_optional(self) -> bool {
        matches!(self, Self::Survey | Self::QuestionId)
    }

    fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| name.eq_ignore_ascii_case(one.name()))
    }
}

/// The columns of a file.
#[derive(Clone, Debug)]
pub struct Columns {
    pub separator: char,
    columns: Vec<Option<Column>>,
}

impl Columns {
    /// Reads a header. `excels` is the separator that the file itself names, as Excel does.
    ///
    /// # Errors
    ///
    /// Columns that are unknown, repeated or missing.
    pub fn read(header: &str, excels: Option<char>) -> Result<Self, Vec<String>> {
        let cells_by = |separator: &char| cells(header, *separator).unwrap_or_default();
        let known = |separator: &char| {
            cells_by(separator).iter().filter(|name| Column::named(name).is_some()).count()
        };
        // Of several that fit equally, the last is taken.
        let all = SEPARATORS.into_iter().rev().chain(excels);
        let separator = all.max_by_key(known).unwrap_or(',');
        let mut names = cells_by(&separator);
        // Spreadsheets write a separator for every formatted cell.
        while names.last().is_some_and(String::is_empty) {
            names.pop();
        }
        let columns: Vec<Option<Column>> = names.iter().map(|name| Column::named(name)).collect();
        let reasons = problems(&names, &columns);
        if reasons.is_empty() { Ok(Self { separator, columns }) } else { Err(reasons) }
    }

    /// How many there are.
    pub fn count(&self) -> usize {
        self.columns.len()
    }

    /// The cell of a column; empty if the file has no such column.
    pub fn cell<'a>(&self, cells: &'a [String], column: Column) -> &'a str {
        let place = self.columns.iter().position(|one| *one == Some(column));
        place.and_then(|place| cells.get(place)).map_or("", String::as_str)
    }
}

fn problems(names: &[String], columns: &[Option<Column>]) -> Vec<String> {
    let count = |column: Column| columns.iter().filter(|one| **one == Some(column)).count();
    if columns.iter().all(Option::is_none) {
        return vec![
            "The first line must name the columns: question,share,base,term,source. After them \
                may come survey,question_id."
                .to_owned(),
        ];
    }
    let mut reasons = Vec::new();
    for (name, column) in names.iter().zip(columns) {
        if column.is_none() {
            let all = Column::ALL.map(Column::name).join(", ");
            reasons.push(format!("“{}” is not a column. Use only {all}.", shown(name)));
        }
    }
    for column in Column::ALL {
        match count(column) {
            0 if column.is_optional() => {}
            0 => reasons.push(format!("The column “{}” is missing. Add it.", column.name())),
            1 => {}
            _ => {
                reasons.push(format!("The column “{}” is there twice. Remove one.", column.name()))
            }
        }
    }
    reasons
}
