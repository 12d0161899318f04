//! Every answer as a file, for the team.

use chrono::{DateTime, Utc};

use super::model::RecordsPage;
use crate::{
    export::{Cell, Column, Export, Note, Table, written},
    language::calendar,
    records::Reading,
    survey::Survey,
};

/// One row for each reading that somebody has begun.
pub fn contents(page: &RecordsPage) -> Export<'static> {
    let survey = page.survey.clone();
    let readings = page.readings.clone();
    let (columns, about) = (columns(&page.survey), format!("One row is one {}.", what(page)));
    let rows = move |take: crate::export::Take<'_>| {
        for reading in readings.iter().filter(|one| one.saved_by.is_some()) {
            row(&survey, reading, take)?;
        }
        Ok(())
    };
    Export {
        first: None,
        notes: notes(page, page.now),
        tables: vec![Table { name: "records", about, columns, rows: Box::new(rows) }],
    }
}

fn what(page: &RecordsPage) -> &'static str {
    if page.has_sample() { "reading of a record" } else { "meeting" }
}

fn notes(page: &RecordsPage, now: DateTime<Utc>) -> Vec<Note> {
    vec![
        Note::new("inspection", page.inspection.title.clone()),
        Note::new("collection", page.collection.name()),
        Note::new("made", calendar::date_and_time(now)),
        Note::new(
            "use",
            "For the inspection’s team only. It is not anonymous: it says who recorded what, and \
                figures from it may rest on few records.",
        ),
    ]
}

fn columns(survey: &Survey) -> Vec<Column> {
    let mut columns = vec![
        Column::new("number", "The number of the record or meeting."),
        Column::new("reading", "1 for the first reading, 2 for the second."),
        Column::new("reader", "Who reads it."),
        Column::new("state", "Whether it is finished: done or draft."),
    ];
    columns.extend(written::columns(survey));
    columns
}

fn row(
    survey: &Survey,
    reading: &Reading,
    take: crate::export::Take<'_>,
) -> Result<(), crate::export::ExportError> {
    let values = written::values(survey, &reading.written);
    let mut cells = vec![
        Cell::Number(reading.number.into()),
        Cell::Number(reading.turn.number().into()),
        Cell::Text(&reading.reader),
        Cell::Text(reading.state.key()),
    ];
    cells.extend(written::cells(survey, &values));
    take(&cells)
}
