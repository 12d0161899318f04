use std::{collections::HashMap, sync::Arc};

use crate::export::{Cell, ExportError, Table};

/// A row of a table, as its CSV file has it: by the names of the columns, with an empty text where a
/// cell is empty.
#[derive(Clone, Debug)]
pub struct Row {
    places: Arc<HashMap<String, usize>>,
    cells: Vec<String>,
}

impl Row {
    /// Reads a whole table into memory.
    pub fn all(table: Table<'_>) -> Result<Vec<Self>, ExportError> {
        let names = table.columns.into_iter().map(|column| column.name);
        let places: Arc<HashMap<String, usize>> =
            Arc::new(names.enumerate().map(|(place, name)| (name, place)).collect());
        let mut rows = Vec::new();
        (table.rows)(&mut |cells| {
            let cells = cells.iter().map(written).collect();
            rows.push(Self { places: Arc::clone(&places), cells });
            Ok(())
        })?;
        Ok(rows)
    }

    /// The cell of a column; empty too if the table has no such column.
    pub fn get(&self, column: &str) -> &str {
        let cell = self.places.get(column).and_then(|place| self.cells.get(*place));
        cell.map_or("", String::as_str)
    }

    pub fn has(&self, column: &str) -> bool {
        !self.get(column).is_empty()
    }

    /// The cell, or a dash.
    pub fn or_dash(&self, column: &str) -> String {
        if self.has(column) { self.get(column).to_owned() } else { "–".to_owned() }
    }

    /// A percentage, or a dash.
    pub fn percent(&self, column: &str) -> String {
        if self.has(column) { format!("{}%", self.get(column)) } else { "–".to_owned() }
    }
}

fn written(cell: &Cell<'_>) -> String {
    match cell {
        Cell::Empty => String::new(),
        Cell::Text(text) => (*text).to_owned(),
        Cell::Number(number) => number.to_string(),
        Cell::Mean(mean) => format!("{mean:.1}"),
        Cell::Day(day) => day.to_string(),
    }
}
