//! A file for each format.

mod csv;
mod json;
#[cfg(test)]
mod tests;
mod xlsx;

use std::io::Write;

use super::{Export, ExportError, Format, codebook};

/// Writes an export, and gives the number of rows in its tables. A CSV file holds one table; the
/// other formats hold any number, with notes and codebook.
pub fn write(export: Export<'_>, format: Format, out: &mut dyn Write) -> Result<u64, ExportError> {
    let export = match format {
        Format::Xlsx => export,
        Format::Csv | Format::Json => Export { first: None, ..export },
    };
    match format {
        Format::Csv => {
            let tables = export.tables.len();
            match (export.tables.into_iter().next(), tables) {
                (Some(table), 1) => csv::write(table, out),
                _ => Err(ExportError::NotOneTable(tables)),
            }
        }
        Format::Xlsx => xlsx::Book::new().write(export, out),
        Format::Json => json::write(export, out),
    }
}
