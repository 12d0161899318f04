use std::io::{BufWriter, Write};

use serde_json::json;

use crate::export::{Cell, Column, Export, ExportError, Note, Table, codebook, digest::Digesting};

/// How much is gathered before it is handed on, in bytes.
const BUFFER: usize = 64 * 1024;

type Out<'o> = BufWriter<Digesting<&'o mut dyn Write>>;

/// Writes one object: `notes`, `codebook`, and `tables`, each with its columns and its rows as
/// arrays, one row per line. The last line has the number of rows in all tables and the SHA-256 of
/// all bytes before that line. Returns the number of rows.
pub fn write(export: Export<'_>, out: &mut dyn Write) -> Result<u64, ExportError> {
    let mut out: Out<'_> = BufWriter::with_capacity(BUFFER, Digesting::new(out));
    let explained = codebook(&export);
    out.write_all(b"{\n\"notes\": [")?;
    for (place, Note { name, text }) in export.notes.iter().enumerate() {
        out.write_all(if place == 0 { b"\n" } else { b",\n" })?;
        serde_json::to_writer(&mut out, &json!({ "name": name, "text": text }))?;
    }
    out.write_all(b"\n],\n\"codebook\": ")?;
    table(explained, &mut out)?;
    out.write_all(b",\n\"tables\": [")?;
    let mut rows = 0;
    for (place, one) in export.tables.into_iter().enumerate() {
        out.write_all(if place == 0 { b"\n" } else { b",\n" })?;
        rows += table(one, &mut out)?;
    }
    out.write_all(b"\n],\n")?;
    let (out, sha256) = out.into_inner().map_err(std::io::IntoInnerError::into_error)?.finish();
    writeln!(out, "\"rows\": {rows}, \"sha256\": \"{sha256}\"}}")?;
    out.flush()?;
    Ok(rows)
}

fn table(table: Table<'_>, out: &mut Out<'_>) -> Result<u64, ExportError> {
    let columns: Vec<&str> =
        table.columns.iter().map(|Column { name, .. }| name.as_str()).collect();
    write!(out, "{{\"name\": {}, \"columns\": {}, \"rows\": [", json!(table.name), json!(columns))?;
    let mut rows = 0;
    (table.rows)(&mut |cells| {
        out.write_all(if rows == 0 { b"\n" } else { b",\n" })?;
        rows += 1;
        row(cells, out)
    })?;
    out.write_all(b"\n]}")?;
    Ok(rows)
}

fn row(cells: &[Cell<'_>], out: &mut Out<'_>) -> Result<(), ExportError> {
    let mut before: &[u8] = b"[";
    for cell in cells {
        out.write_all(before)?;
        before = b",";
        match cell {
            Cell::Empty => out.write_all(b"null")?,
            Cell::Text(text) => serde_json::to_writer(&mut *out, text)?,
            Cell::Number(number) => write!(out, "{number}")?,
            Cell::Mean(mean) => write!(out, "{mean:.1}")?,
            Cell::Day(day) => write!(out, "\"{day}\"")?,
        }
    }
    out.write_all(if cells.is_empty() { b"[]" } else { b"]" })?;
    Ok(())
}
