use std::collections::BTreeMap;

use super::super::{
    Refusal,
    table::{Budget, Row, within_columns},
};

/// Puts the cells of a sheet into rows, in whatever order they come.
#[derive(Default)]
pub struct Rows {
    rows: BTreeMap<u32, Vec<String>>,
}

impl Rows {
    /// Keeps a cell, both places counted from 0. Cells far to the right are left out.
    pub fn put(&mut self, budget: &mut Budget, row: u32, column: usize, mut text: String) -> Result<(), Refusal> {
        if text.is_empty() || !within_columns(column, &text)? {
            return Ok(());
        }
        if !self.rows.contains_key(&row) {
            budget.row()?;
        }
        budget.cell(&mut text)?;
        let cells = self.rows.entry(row).or_default();
        if cells.len() <= column {
            // Empty strings cost memory too, so they count as cells.
            for _ in cells.len()..column {
                budget.cell(&mut String::new())?;
            }
            cells.resize(column + 1, String::new());
        }
        if let Some(cell) = cells.get_mut(column) {
            *cell = text;
        }
        Ok(())
    }

    /// Puts `text` into a cell without an address, for cells that show a name and link to a mailbox.
    pub fn link(&mut self, row: u32, column: usize, text: &str) {
        let cell = self.rows.get_mut(&row).and_then(|cells| cells.get_mut(column));
        if let Some(cell) = cell.filter(|cell| !cell.is_empty() && !cell.contains('@')) {
            text.clone_into(cell);
        }
    }

    pub fn done(self) -> Vec<Row> {
        let row = |(row, cells)| Row { line: u64::from(row) + 1, cells };
        self.rows.into_iter().map(row).filter(|row| row.filled() > 0).collect()
    }
}
