use chrono::{DateTime, Utc};
use clap::ValueEnum;

use super::{
    Export, ExportError, ProgrammeSelection, Selection, Table,
    codebook::codebook,
    figures,
    notes::{About, notes, notes_on_rows},
    overview::overview,
    questions::questions,
    rates,
    responses::Responses,
};
use crate::store::Store;

/// A table that can be exported.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum What {
    /// The published figures: counts, percentages, quantity terms
    Figures,
    /// Released responses, one per row, in random order
    Rows,
    /// The questions of the survey versions
    Questions,
    /// Response rates
    Rates,
    /// The meaning of every column and value
    Codebook,
}

impl What {
    pub const ALL: [Self; 5] =
        [Self::Figures, Self::Rows, Self::Questions, Self::Rates, Self::Codebook];

    /// The name of a file and on the command line.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Figures => "figures",
            Self::Rows => "rows",
            Self::Questions => "questions",
            Self::Rates => "rates",
            Self::Codebook => "codebook",
        }
    }
}

/// An export of these tables; of figures, questions and rates if none is named. Blocks, for rows
/// some seconds per million.
pub fn contents(
    scope: &Selection,
    what: Option<What>,
    store: &Store,
    now: DateTime<Utc>,
) -> Result<Export<'static>, ExportError> {
    let mut export =
        Export { notes: notes(&About::of(scope), now), first: None, tables: Vec::new() };
    match what {
        Some(What::Rows) => {
            let responses = responses(scope, store)?;
            export.notes.extend(notes_on_rows(&responses, scope));
            export.tables.push(responses.into_table());
        }
        Some(What::Codebook) => {
            export.tables = tables(scope);
            if scope.survey().is_some() {
                let responses = responses(scope, store)?;
                export.notes.extend(notes_on_rows(&responses, scope));
                export.tables.push(responses.into_table());
            }
            let explained = codebook(&export);
            export.tables = vec![explained];
        }
        what => {
            export.first = what.is_none().then(|| overview(figures::figures(scope)));
            export.tables = chosen(tables(scope), what);
        }
    }
    Ok(export)
}

/// The same of a programme.
///
/// # Errors
/// Rows of responses: they are exported by inspection.
pub fn of_programme(
    scope: &ProgrammeSelection,
    what: Option<What>,
    now: DateTime<Utc>,
) -> Result<Export<'static>, ExportError> {
    let tables = vec![
        figures::of_programme(scope),
        questions(scope.surveys()),
        rates::by_inspection(scope.rates.clone()),
    ];
    let mut export = Export { notes: notes(&About::of_programme(scope), now), first: None, tables };
    match what {
        Some(What::Rows) => return Err(ExportError::RowsOfProgramme),
        Some(What::Codebook) => export.tables = vec![codebook(&export)],
        what => {
            export.first = what.is_none().then(|| overview(figures::of_programme(scope)));
            export.tables = chosen(export.tables, what);
        }
    }
    Ok(export)
}

fn tables(scope: &Selection) -> Vec<Table<'static>> {
    vec![figures::figures(scope), questions(scope.surveys()), rates::rates(scope)]
}

/// The table of this name, or all.
fn chosen(mut tables: Vec<Table<'static>>, what: Option<What>) -> Vec<Table<'static>> {
    tables.retain(|table| what.is_none_or(|what| table.name == what.key()));
    tables
}

fn responses(scope: &Selection, store: &Store) -> Result<Responses, ExportError> {
    if scope.survey().is_none() {
        return Err(ExportError::SeveralAudiences);
    }
    Responses::prepare(store, &scope.inspection.title, &scope.released)
}
