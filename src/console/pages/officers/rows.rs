//! The answers of areas as a file.

use std::sync::Arc;

use super::reading::Across;
use crate::{
    export::{Cell, Column, Export, Note, Table, Take, written},
    inspection::Area,
    language::calendar,
    records::Written,
};

/// One row for each area whose answers can be read.
pub fn contents(across: &Across<'_>) -> Export<'static> {
    let page = across.page;
    let survey = Arc::clone(&page.survey);
    let mut columns = vec![
        Column::new("area", "The GSS code of the area."),
        Column::new("area_name", "The name of the area."),
    ];
    columns.extend(written::columns(&survey));
    let answered: Vec<(Area, Written)> = across
        .answered
        .iter()
        .map(|(area, written)| (area.collection.area, (*written).clone()))
        .collect();
    let rows = move |take: Take<'_>| {
        for (area, written) in &answered {
            let values = written::values(&survey, written);
            let mut cells = vec![Cell::Text(area.code()), Cell::Text(area.name())];
            cells.extend(written::cells(&survey, &values));
            take(&cells)?;
        }
        Ok(())
    };
    Export {
        first: None,
        notes: vec![
            Note::new("inspection", page.inspection.title.clone()),
            Note::new("survey", page.instrument.name()),
            Note::new("made", calendar::date_and_time(page.now)),
            Note::new("use", "Not anonymous: each row is the answers of an area, as it sent them."),
        ],
        tables: vec![Table {
            name: "areas",
            about: "One row is one area.".to_owned(),
            columns,
            rows: Box::new(rows),
        }],
    }
}
