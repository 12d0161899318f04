use std::collections::BTreeMap;

use super::{
    layout::{self, Layout},
    mailbox::{address, likenesses, may_hold},
    table::Row,
    words::listed,
};

/// Counts the unused addresses of a list, so that none is lost unnoticed. Rows that are left out
/// are reported with their lines.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Elsewhere {
    /// How many are in other columns.
    columns: BTreeMap<usize, usize>,
    /// How many are beside the used one, in the same cell.
    beside: usize,
    /// How many are on lines that are skipped as titles or notes.
    skipped: usize,
}

impl Elsewhere {
    pub fn of(rows: &[Row], layout: &Layout) -> Self {
        let mut elsewhere = Self::default();
        for (place, row) in rows.iter().enumerate() {
            for (column, cell) in row.cells.iter().enumerate().filter(|(_, cell)| may_hold(cell)) {
                let alike = likenesses(cell);
                if place < layout.first {
                    elsewhere.skipped += alike.len();
                } else if column != layout.email {
                    *elsewhere.columns.entry(column).or_default() += alike.len();
                } else if let Ok(used) = address(cell).map(|used| used.to_lowercase()) {
                    elsewhere.beside += alike.iter().filter(|one| !used.ends_with(*one)).count();
                }
            }
        }
        elsewhere.columns.retain(|_, count| *count > 0);
        elsewhere
    }

    pub fn is_in(&self, column: usize) -> bool {
        self.columns.contains_key(&column)
    }

    pub fn facts(&self, names: Option<&Row>) -> Vec<(&'static str, String)> {
        let columns: Vec<String> = self
            .columns
            .iter()
            .map(|(column, count)| format!("{} ({count})", layout::quoted(names, *column)))
            .collect();
        [
            ("Addresses in other columns, not used", listed(&columns)),
            ("Second addresses in a cell, not used", self.beside.to_string()),
            ("Addresses on the skipped lines, not used", self.skipped.to_string()),
        ]
        .into_iter()
        .filter(|(_, value)| !value.is_empty() && value != "0")
        .collect()
    }
}
