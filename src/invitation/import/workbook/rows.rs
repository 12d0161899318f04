use std::collections::{BTreeMap, BTreeSet};

use super::super::{
    Refusal,
    table::{Budget, Row, Table, within_columns},
};

/// Arranges a sheet's cells in rows, in whatever order they come.
#[derive(Default)]
pub struct Rows {
    rows: BTreeMap<u32, Vec<String>>,
    hidden: BTreeSet<u32>,
}

impl Rows {
    /// Adds a cell, both places counted from 0. Cells far to the right are ignored.
    pub fn put(
        &mut self,
        budget: &mut Budget,
        row: u32,
        column: usize,
        mut text: String,
    ) -> Result<(), Refusal> {
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

    /// Puts `text` into a cell without an address, for cells that show a name with a mailbox link.
    pub fn link(&mut self, row: u32, column: usize, text: &str) {
        let cell = self.rows.get_mut(&row).and_then(|cells| cells.get_mut(column));
        if let Some(cell) = cell.filter(|cell| !cell.is_empty() && !cell.contains('@')) {
            text.clone_into(cell);
        }
    }

    /// Repeats the text of vertically merged cells in all rows that are not empty. Horizontally
    /// merged cells are titles.
    pub fn merge(
        &mut self,
        budget: &mut Budget,
        (top, left): (u32, u32),
        (bottom, right): (u32, u32),
    ) -> Result<(), Refusal> {
        let column = usize::try_from(left).unwrap_or(usize::MAX);
        if left != right {
            return Ok(());
        }
        let Some(text) = self.rows.get(&top).and_then(|cells| cells.get(column)).cloned() else {
            return Ok(());
        };
        let below: Vec<u32> =
            self.rows.range(top..=bottom.max(top)).skip(1).map(|(row, _)| *row).collect();
        below.into_iter().try_for_each(|row| self.put(budget, row, column, text.clone()))
    }

    pub fn hide(&mut self, row: u32) {
        self.hidden.insert(row);
    }

    pub fn into_table(self, name: String, hidden: bool) -> Table {
        let row =
            |(row, cells)| (self.hidden.contains(&row), Row { line: u64::from(row) + 1, cells });
        let rows = self.rows.into_iter().map(row).filter(|(_, row)| row.filled() > 0);
        let (unseen, seen): (Vec<_>, Vec<_>) = rows.partition(|(is_hidden, _)| *is_hidden);
        let rows = seen.into_iter().map(|(_, row)| row).collect();
        Table { name, hidden, rows, hidden_lines: unseen.iter().map(|(_, row)| row.line).collect() }
    }
}
