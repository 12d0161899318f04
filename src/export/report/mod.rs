//! A report of results for word processors, ready to edit. It is laid out from the rows of the files
//! of figures and rates, so it says nothing that these do not say.

mod question;
mod row;
mod section;
#[cfg(test)]
mod tests;

use chrono::{DateTime, Utc};

use super::{
    ExportError, Note, ProgrammeSelection, Selection, Table,
    figures::{self, Section},
    notes::{About, notes_on_report},
    rates,
    word::{Block, Grid, Level, Orientation, Word},
};
use crate::{
    inspection::Collection,
    language::calendar::{self, date_and_time},
};
pub use row::Row;

/// The report of a collection or an inspection.
pub fn report(scope: &Selection, now: DateTime<Utc>) -> Result<Word, ExportError> {
    let collections: Vec<&Collection> = scope.collections.iter().collect();
    Plan {
        title: &scope.inspection.title,
        name: if scope.across.is_empty() { &scope.name } else { "All areas" },
        closed: closed(&collections),
        rates: rates::rates(scope),
        sections: figures::sections(scope),
        notes: notes_on_report(&About::of(scope), now),
    }
    .word(now)
}

/// The report of a programme.
pub fn report_of_programme(
    scope: &ProgrammeSelection,
    now: DateTime<Utc>,
) -> Result<Word, ExportError> {
    let collections: Vec<&Collection> =
        scope.rates.iter().map(|(_, line)| &line.collection).collect();
    Plan {
        title: &scope.programme.title,
        name: "All inspections of the programme",
        closed: closed(&collections),
        rates: rates::by_inspection(scope.rates.clone()),
        sections: figures::sections_of_programme(scope),
        notes: notes_on_report(&About::of_programme(scope), now),
    }
    .word(now)
}

/// When fieldwork closed; `None` before anything is released.
fn closed(collections: &[&Collection]) -> Option<String> {
    let released = || collections.iter().filter(|one| one.released_at.is_some());
    let first = released().map(|one| one.closes_at).min()?;
    let last = released().map(|one| one.closes_at).max()?;
    Some(if first == last {
        date_and_time(last)
    } else {
        calendar::span(calendar::day(first), calendar::day(last))
    })
}

/// What a report is made of.
struct Plan<'a> {
    title: &'a str,
    name: &'a str,
    closed: Option<String>,
    rates: Table<'static>,
    sections: Vec<Section>,
    notes: Vec<Note>,
}

impl Plan<'_> {
    fn word(self, now: DateTime<Utc>) -> Result<Word, ExportError> {
        let mut blocks = vec![Block::Subtitle(format!("Results: {}", self.name))];
        if let Some(closed) = &self.closed {
            blocks.push(Block::paragraph(format!("Closed: {closed}.")));
        }
        blocks.push(Block::paragraph(format!("This file was made {}.", date_and_time(now))));
        blocks.extend(who_answered(&Row::all(self.rates)?));
        if self.sections.is_empty() {
            blocks.push(Block::paragraph("Nothing is released yet, so there are no results."));
        }
        for section in self.sections {
            blocks.push(Block::PageBreak);
            blocks.extend(section::blocks(section)?);
        }
        blocks.push(Block::PageBreak);
        blocks.extend(how_to_read(&self.notes));
        Ok(Word {
            title: self.title.to_owned(),
            orientation: Orientation::Portrait,
            blocks,
            made_at: now,
        })
    }
}

/// How many answered, of how many.
fn who_answered(rates: &[Row]) -> Vec<Block> {
    let first = rates.first().map(|row| row.get("inspection"));
    let inspections = rates.iter().any(|row| Some(row.get("inspection")) != first);
    let mut header = vec!["Area", "Survey", "Answered", "Of", "Per cent"];
    if inspections {
        header.insert(1, "Inspection");
    }
    let row = |row: &Row| {
        let survey = row.get("survey").parse::<crate::survey::Instrument>();
        let survey =
            survey.map_or_else(|_| row.get("survey").to_owned(), |one| one.name().to_owned());
        let mut cells = vec![
            row.get("area_name").to_owned(),
            survey,
            row.or_dash("returned"),
            row.or_dash("issued"),
            row.percent("percent"),
        ];
        if inspections {
            cells.insert(1, row.get("inspection").to_owned());
        }
        cells
    };
    vec![
        Block::heading(Level::One, "Who answered"),
        Block::Table(Grid {
            caption: "How many answered, by area and survey".to_owned(),
            header: header.into_iter().map(str::to_owned).collect(),
            widths: if inspections { vec![3, 4, 4, 2, 2, 2] } else { vec![4, 4, 2, 2, 2] },
            rows: rates.iter().map(row).collect(),
        }),
    ]
}

/// The rules behind the figures, and what the words of quantity say.
fn how_to_read(notes: &[Note]) -> Vec<Block> {
    let mut blocks = vec![Block::heading(Level::One, "How to read this report")];
    for Note { name, text } in notes.iter().filter(|note| note.name != "Made") {
        blocks.push(Block::heading(Level::Two, name));
        blocks.push(Block::paragraph(text));
    }
    blocks.push(Block::heading(Level::Two, "Percentages"));
    blocks.push(Block::paragraph(
        "Percentages are of people who gave an answer on the scale. People who skipped the question, \
         or chose an answer such as not sure, are not counted. A favourable answer is one that speaks \
         well of services. The 95% interval shows how far chance alone can move a percentage.",
    ));
    blocks.push(Block::Table(Grid {
        caption: "Words of quantity".to_owned(),
        header: vec!["Word".to_owned(), "Share of the answers".to_owned()],
        widths: Vec::new(),
        rows: figures::terms().into_iter().map(|(word, share)| vec![word, share]).collect(),
    }));
    blocks
}
