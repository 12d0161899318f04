use chrono::{DateTime, Utc};
use clap::ValueEnum;

use super::{
    Export, ExportError, Note, Selection, codebook::codebook, figures::figures,
    questions::questions, rates::rates, responses::Responses,
};
use crate::{language::calendar, results::small_numbers::numbers_from, store::Store};

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
    let mut export = Export { notes: notes(scope, now), tables: Vec::new() };
    match what {
        None => export.tables = vec![figures(scope), questions(scope), rates(scope)],
        Some(What::Figures) => export.tables.push(figures(scope)),
        Some(What::Questions) => export.tables.push(questions(scope)),
        Some(What::Rates) => export.tables.push(rates(scope)),
        Some(What::Rows) => {
            let responses = responses(scope, store)?;
            export.notes.extend(notes_on_rows(&responses, scope));
            export.tables.push(responses.into_table());
        }
        Some(What::Codebook) => {
            export.tables = vec![figures(scope), questions(scope), rates(scope)];
            if scope.survey().is_some() {
                let responses = responses(scope, store)?;
                export.notes.extend(notes_on_rows(&responses, scope));
                export.tables.push(responses.into_table());
            }
            let explained = codebook(&export);
            export.tables = vec![explained];
        }
    }
    Ok(export)
}

fn responses(scope: &Selection, store: &Store) -> Result<Responses, ExportError> {
    if scope.survey().is_none() {
        return Err(ExportError::SeveralAudiences);
    }
    Responses::prepare(store, &scope.released)
}

/// The note with the time of the file.
pub fn made_on(now: DateTime<Utc>) -> Note {
    Note::new("Made", calendar::made_on(now))
}

fn notes(scope: &Selection, now: DateTime<Utc>) -> Vec<Note> {
    let k = scope.threshold();
    let numbers = numbers_from(k);
    let words = if k < numbers {
        format!(" A figure on {k} to {} people is its term alone.", numbers - 1)
    } else {
        String::new()
    };
    let waiting = scope.collections.len() - scope.released.len();
    let mut notes = vec![
        Note::new(
            "What this is",
            format!("Released results of an anonymous survey: {}.", scope.name),
        ),
        made_on(now),
        Note::new(
            "Fewest people behind a figure",
            format!(
                "{k}. No figure about answers rests on fewer than {k} people who gave an answer on the scale."
            ),
        ),
        Note::new(
            "How small numbers are hidden",
            format!(
                "A hidden number is an empty cell, never a zero, and the columns hidden and \
                 hidden_why say so.{words} Groups of \
                 fewer than {numbers} people are shown together, and a question is shown by group \
                 only where each group gave {numbers} answers. Totals over areas are the sums of \
                 the areas that are shown with numbers."
            ),
        ),
        Note::new(
            "How it may be used",
            "For the inspection and for improving services. Do not try to identify anybody, do \
                not combine the file with other files to do so, and pass it on only with these \
                notes. Figures may be quoted with their base.",
        ),
    ];
    if waiting > 0 {
        let text = match scope.collections.len() {
            1 => "The collection is not released yet and has no figures here.".to_owned(),
            all if waiting == 1 => {
                format!("1 of {all} collections is not released yet and has no figures here.")
            }
            all => format!(
                "{waiting} of {all} collections are not released yet and have no figures here."
            ),
        };
        notes.push(Note::new("Missing collections", text));
    }
    notes
}

fn notes_on_rows(responses: &Responses, scope: &Selection) -> Vec<Note> {
    let (numbers, released) = (numbers_from(scope.threshold()), &scope.released);
    let mut notes = vec![
        Note::new(
            "How rows are coarsened",
            format!(
                "A collection of fewer than {numbers} responses has no rows. A row says which groups \
                 its person is in, as the figures are shown by them, and nothing else that the \
                 person said of themselves. Everybody is in a group of {numbers} people or more of \
                 whom rows say the same. Where fewer of them were asked a question, or gave an \
                 answer on the scale, their answers are withheld, and those of more people with \
                 them, so that nothing follows by subtraction. Comments are not included."
            ),
        ),
        Note::new("Rows", format!("{} responses.", responses.count())),
    ];
    let gone = released.iter().filter(|results| results.collection.purged_at.is_some()).count();
    if gone > 0 {
        let text = format!(
            "The responses of {gone} of {} collections were deleted at the end of their retention \
                period.",
            released.len()
        );
        notes.push(Note::new("Missing rows", text));
    }
    for (area, [in_all, in_some]) in responses.withheld() {
        for (rows, questions) in [("every row", in_all), ("some rows", in_some)] {
            if !questions.is_empty() {
                notes.push(Note::new(
                    format!("Withheld in {area}, in {rows}"),
                    format!("The answers to {}.", questions.join(", ")),
                ));
            }
        }
    }
    notes
}
