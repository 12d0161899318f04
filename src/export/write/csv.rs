use std::{fmt, io::Write};

use csv::{Terminator, Writer, WriterBuilder};

use crate::export::{Cell, Column, ExportError, Table, defuse, digest::Digesting};

/// How much is gathered before it is handed on, in bytes.
const BUFFER: usize = 64 * 1024;

/// Writes one table as in RFC 4180, in UTF-8 without a byte order mark, and a last line with the
/// number of rows and the SHA-256 of all bytes before that line. Returns the number of rows.
pub fn write(table: Table<'_>, out: &mut dyn Write) -> Result<u64, ExportError> {
    let mut lines = Lines::new(out, &table.columns)?;
    (table.rows)(&mut |row| lines.write(row))?;
    let (out, rows, sha256) = lines.finish()?;
    out.write_all(trailer(rows, &sha256).as_bytes())?;
    out.flush()?;
    Ok(rows)
}

/// The last line of a file.
fn trailer(rows: u64, sha256: &str) -> String {
    format!("# rows: {rows}, sha256: {sha256}\r\n")
}

/// A header and rows, counted and digested.
pub struct Lines<W: Write> {
    writer: Writer<Digesting<W>>,
    rows: u64,
    number: Vec<u8>,
}

impl<W: Write> Lines<W> {
    pub fn new(out: W, columns: &[Column]) -> Result<Self, ExportError> {
        let writer = WriterBuilder::new()
            .terminator(Terminator::CRLF)
            // What begins with # is quoted, so that no row is taken for the last line.
            .comment(Some(b'#'))
            .buffer_capacity(BUFFER)
            .from_writer(Digesting::new(out));
        let mut lines = Self { writer, rows: 0, number: Vec::new() };
        for column in columns {
            lines.writer.write_field(defuse(&column.name).as_ref())?;
        }
        lines.writer.write_record(None::<&[u8]>)?;
        Ok(lines)
    }

    pub fn write(&mut self, row: &[Cell<'_>]) -> Result<(), ExportError> {
        for cell in row {
            match cell {
                Cell::Empty => self.writer.write_field("")?,
                Cell::Text(text) => self.writer.write_field(defuse(text).as_ref())?,
                Cell::Number(number) => self.write_number(format_args!("{number}"))?,
                Cell::Mean(mean) => self.write_number(format_args!("{mean:.1}"))?,
                Cell::Day(day) => self.write_number(format_args!("{day}"))?,
            }
        }
        self.writer.write_record(None::<&[u8]>)?;
        self.rows += 1;
        Ok(())
    }

    fn write_number(&mut self, number: fmt::Arguments<'_>) -> Result<(), ExportError> {
        self.number.clear();
        self.number.write_fmt(number)?;
        Ok(self.writer.write_field(&self.number)?)
    }

    /// What lies below, the number of rows, and the digest.
    pub fn finish(self) -> Result<(W, u64, String), ExportError> {
        let digesting = self.writer.into_inner().map_err(csv::IntoInnerError::into_error)?;
        let (out, sha256) = digesting.finish();
        Ok((out, self.rows, sha256))
    }
}
