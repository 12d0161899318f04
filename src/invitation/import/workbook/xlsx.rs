//! Workbooks of Excel since 2007 (ECMA-376), cell by cell, so that an almost empty sheet of great
//! extent is cheap.

use std::io::Cursor;

use calamine::{Data, DataRef, Reader, SheetType, SheetVisible, Xlsx, XlsxError};

use super::{
    super::{
        Refusal,
        table::{Budget, Table},
    },
    SHEETS, damaged, hidden, locked,
    rows::Rows,
};

pub fn read(bytes: &[u8]) -> Result<Vec<Table>, Refusal> {
    let mut workbook: Xlsx<Cursor<&[u8]>> =
        Xlsx::new(Cursor::new(bytes)).map_err(|error| refuse(&error))?;
    let sheets: Vec<_> = workbook.sheets_metadata().iter().take(SHEETS).cloned().collect();
    // Hidden rows are optional, too.
    let mut hidden = hidden::rows(bytes).unwrap_or_default();
    let mut budget = Budget::default();
    let mut tables = Vec::new();
    for sheet in sheets.into_iter().filter(|sheet| sheet.typ == SheetType::WorkSheet) {
        let mut rows = cells(&mut workbook, &sheet.name, &mut budget)?;
        // Links are optional: a sheet with damaged links is read without them.
        for link in workbook.hyperlinks_by_sheet_name(&sheet.name).unwrap_or_default() {
            let (row, column) = link.range.start;
            if let Some(target) =
                link.target.filter(|target| target.to_ascii_lowercase().starts_with("mailto:"))
            {
                rows.link(row, usize::try_from(column).unwrap_or(usize::MAX), &target);
            }
        }
        for merged in workbook.merge_cells_by_sheet_name(&sheet.name).unwrap_or_default() {
            rows.merge(&mut budget, merged.start, merged.end)?;
        }
        hidden.remove(&sheet.name).unwrap_or_default().into_iter().for_each(|row| rows.hide(row));
        tables.push(rows.into_table(sheet.name, sheet.visible != SheetVisible::Visible));
    }
    Ok(tables)
}

fn cells(
    workbook: &mut Xlsx<Cursor<&[u8]>>,
    sheet: &str,
    budget: &mut Budget,
) -> Result<Rows, Refusal> {
    let mut rows = Rows::default();
    let mut cells = workbook.worksheet_cells_reader(sheet).map_err(|error| refuse(&error))?;
    while let Some(cell) = cells.next_cell().map_err(|error| refuse(&error))? {
        let ((row, column), text) = (cell.get_position(), shown(cell.get_value()));
        rows.put(budget, row, usize::try_from(column).unwrap_or(usize::MAX), text)?;
    }
    Ok(rows)
}

fn refuse(error: &XlsxError) -> Refusal {
    if matches!(error, XlsxError::Password) { locked() } else { damaged() }
}

/// A value as text: of a formula its result, of a number no needless decimals.
fn shown(value: &DataRef<'_>) -> String {
    match value {
        DataRef::SharedString(text) => (*text).to_owned(),
        other => Data::from(other.clone()).to_string(),
    }
}
