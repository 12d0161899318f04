use std::{
    fs::File,
    io::{self, Seek, Sink, Write},
};

use chrono::NaiveDate;
use rust_xlsxwriter::{Format, Workbook, Worksheet};

use super::{codebook, csv::Lines};
use crate::export::{Cell, Column, Export, ExportError, Note, Table};

/// How many rows a sheet may have, with its header ("Excel specifications and limits").
const ROWS_A_SHEET: u32 = 1_048_576;
/// How wide a column is, in characters.
fn width(column: &str) -> f64 {
    match column {
        EXPLANATION | TEXT => 90.0,
        "sentence" | "sha256" | "Sentence" => 70.0,
        "question_text" | "options" | "Question" => 60.0,
        "inspection"
        | "option_text"
        | "stratum_name"
        | "hint"
        | "hidden_why"
        | "note"
        | "Inspection question"
        | "Why hidden"
        | "Inspection" => 40.0,
        "Per cent" | "n" => 10.0,
        _ => 18.0,
    }
}

/// The columns of paragraphs, which are wrapped.
const EXPLANATION: &str = "explanation";
const TEXT: &str = "text";

/// What is wrapped.
fn is_paragraph(column: &str) -> bool {
    matches!(column, EXPLANATION | TEXT | "Question" | "Sentence" | "Inspection question")
}

/// A workbook: notes, codebook, the tables, and a last sheet that says how many rows each has.
pub struct Book {
    workbook: Workbook,
    rows_a_sheet: u32,
    header: Format,
    paragraph: Format,
    day: Format,
}

/// How long a table came out.
struct Counted {
    name: &'static str,
    rows: u64,
    sha256: String,
}

impl Book {
    pub fn new() -> Self {
        Self::with_rows_a_sheet(ROWS_A_SHEET)
    }

    /// A workbook whose tables go on in a further sheet after so many rows, header included; at
    /// least two.
    pub fn with_rows_a_sheet(rows_a_sheet: u32) -> Self {
        Self {
            workbook: Workbook::new(),
            rows_a_sheet: rows_a_sheet.max(2),
            header: Format::new().set_bold(),
            paragraph: Format::new().set_text_wrap(),
            day: Format::new().set_num_format("yyyy-mm-dd"),
        }
    }

    /// Writes everything, and gives the number of rows in the tables. Rows wait in temporary files
    /// without a name until the workbook is put together, for that can only be done at the end.
    pub fn write(mut self, export: Export<'_>, out: &mut dyn Write) -> Result<u64, ExportError> {
        // The codebook can itself be the table that is asked for. Two sheets have no common name.
        let explained = codebook(&export);
        let first = export.first.map(|table| self.table(table)).transpose()?;
        self.notes(&export.notes)?;
        if export.tables.iter().all(|table| table.name != explained.name) {
            self.table(explained)?;
        }
        let mut counts = Vec::new();
        for table in export.tables {
            counts.push(self.table(table)?);
        }
        let rows = counts.iter().map(|counted| counted.rows).sum();
        counts.extend(first);
        self.end(counts)?;
        let mut whole = tempfile::tempfile()?;
        self.save(&mut whole)?;
        io::copy(&mut whole, out)?;
        out.flush()?;
        Ok(rows)
    }

    fn save(mut self, whole: &mut File) -> Result<(), ExportError> {
        self.workbook.save_to_writer(&mut *whole)?;
        whole.rewind()?;
        Ok(())
    }

    fn notes(&mut self, notes: &[Note]) -> Result<(), ExportError> {
        let how = "The last sheet, End, has the number of rows of each table, and the SHA-256 of \
                   its header and rows as Speir writes them as CSV, before the last line of such \
                   a file. A table of more than 1,048,575 rows continues on another sheet. Text \
                   is written as text, never as a formula.";
        let all: Vec<Note> =
            notes.iter().cloned().chain([Note::new("Check that it is complete", how)]).collect();
        self.table(Table {
            name: "notes",
            about: String::new(),
            columns: vec![Column::new("note", ""), Column::new("text", "")],
            rows: Box::new(move |take| {
                all.iter().try_for_each(|n| take(&[Cell::Text(&n.name), Cell::Text(&n.text)]))
            }),
        })?;
        Ok(())
    }

    fn end(&mut self, counts: Vec<Counted>) -> Result<(), ExportError> {
        self.table(Table {
            name: "end",
            about: String::new(),
            columns: ["table", "rows", "sha256"].map(|name| Column::new(name, "")).into(),
            rows: Box::new(move |take| {
                counts.iter().try_for_each(|Counted { name, rows, sha256 }| {
                    let rows = Cell::Number(i64::try_from(*rows).unwrap_or(i64::MAX));
                    take(&[Cell::Text(name), rows, Cell::Text(sha256)])
                })
            }),
        })?;
        Ok(())
    }

    fn table(&mut self, table: Table<'_>) -> Result<Counted, ExportError> {
        let mut lines: Lines<Sink> = Lines::new(io::sink(), &table.columns)?;
        let (mut number, mut line) = (1, 1);
        let mut sheet = self.sheet(table.name, number, &table.columns)?;
        (table.rows)(&mut |row| {
            if line == self.rows_a_sheet {
                number += 1;
                line = 1;
                let next = self.sheet(table.name, number, &table.columns)?;
                filter(&mut sheet, self.rows_a_sheet, table.columns.len())?;
                self.workbook.push_worksheet(std::mem::replace(&mut sheet, next));
            }
            lines.write(row)?;
            for ((place, cell), column) in (0..).zip(row).zip(&table.columns) {
                match cell {
                    Cell::Empty => Ok(&mut sheet),
                    Cell::Text(text) if is_paragraph(&column.name) => {
                        sheet.write_string_with_format(line, place, *text, &self.paragraph)
                    }
                    Cell::Text(text) => sheet.write_string(line, place, *text),
                    Cell::Number(number) => sheet.write_number(line, place, as_float(*number)),
                    Cell::Day(day) => {
                        sheet.write_number_with_format(line, place, serial(*day), &self.day)
                    }
                    Cell::Mean(mean) => {
                        sheet.write_number(line, place, (mean * 10.0).round() / 10.0)
                    }
                }?;
            }
            line += 1;
            Ok(())
        })?;
        filter(&mut sheet, line, table.columns.len())?;
        self.workbook.push_worksheet(sheet);
        let (_, rows, sha256) = lines.finish()?;
        Ok(Counted { name: table.name, rows, sha256 })
    }

    /// A sheet with its header, which stays in sight.
    fn sheet(
        &mut self,
        name: &str,
        number: u32,
        columns: &[Column],
    ) -> Result<Worksheet, ExportError> {
        let mut sheet = self.workbook.new_worksheet_with_constant_memory()?;
        let mut title: String = name.get(..1).map(str::to_uppercase).unwrap_or_default();
        title.push_str(name.get(1..).unwrap_or_default());
        sheet.set_name(if number == 1 { title } else { format!("{title} {number}") })?;
        sheet.set_freeze_panes(1, 0)?;
        for (place, column) in (0..).zip(columns) {
            sheet.set_column_width(place, width(&column.name))?;
            sheet.write_string_with_format(0, place, &column.name, &self.header)?;
        }
        Ok(sheet)
    }
}

/// Lets readers choose rows by what a column says. `lines` counts the header too.
fn filter(sheet: &mut Worksheet, lines: u32, columns: usize) -> Result<(), ExportError> {
    if let (Ok(columns @ 1..), 2..) = (u16::try_from(columns), lines) {
        sheet.autofilter(0, 0, lines - 1, columns - 1)?;
    }
    Ok(())
}

/// A day as spreadsheets count it: from the last day but one of 1899 (ECMA-376, part 1, 18.17.4.1).
fn serial(day: NaiveDate) -> f64 {
    let first = NaiveDate::from_ymd_opt(1899, 12, 30).unwrap_or_default();
    as_float((day - first).num_days())
}

/// Spreadsheets know no other numbers.
#[expect(clippy::cast_precision_loss, reason = "counts and answers stay far below 2^52")]
fn as_float(number: i64) -> f64 {
    number as f64
}
