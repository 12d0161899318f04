//! Workbooks of Excel 97 to 2003, and other files in their container (MS-CFB, MS-XLS).

use std::io::{Cursor, Read, Write};

use calamine::{Reader, SheetVisible, Xls, XlsError};
use cfb::{CompoundFile, Version};

use super::{
    super::{
        Refusal,
        refusal::SAVE,
        table::{Budget, Table},
    },
    SHEETS, UNPACKED, damaged, locked,
    rows::Rows,
    too_large,
};
use crate::invitation::import::file_kind::FileKind;

/// The largest extent of all sheets together, in cells. The reader allocates all of them.
const EXTENT: u64 = 4_000_000;
const STREAMS: [&str; 2] = ["/Workbook", "/Book"];

/// The kind of document in a container.
pub fn kind(bytes: &[u8]) -> Result<FileKind, Refusal> {
    let file = open(bytes)?;
    match () {
        () if file.exists("/EncryptedPackage") => Err(locked()),
        () if STREAMS.iter().any(|name| file.is_stream(name)) => Ok(FileKind::Xls),
        () if file.exists("/WordDocument") => Err(Refusal::kind("a Word document", SAVE)),
        () if file.exists("/__properties_version1.0") => Err(Refusal::kind(
            "an email message of Outlook",
            "Save the attached list, and choose that.",
        )),
        () => Err(Refusal::kind("a document of an older Office program", SAVE)),
    }
}

pub fn read(bytes: &[u8]) -> Result<Vec<Table>, Refusal> {
    let stream = stream(bytes)?;
    let places = check(&stream)?;
    let refuse =
        |error: XlsError| if matches!(error, XlsError::Password) { locked() } else { damaged() };
    // The checked stream is repacked, so that the reader sees the same bytes.
    let mut workbook: Xls<Cursor<Vec<u8>>> =
        Xls::new(Cursor::new(packed(&stream).map_err(|_| damaged())?)).map_err(refuse)?;
    let sheets: Vec<_> = workbook.sheets_metadata().iter().take(SHEETS).cloned().collect();
    let mut budget = Budget::default();
    let mut tables = Vec::new();
    for (sheet, place) in sheets.into_iter().zip(places) {
        let Ok(range) = workbook.worksheet_range(&sheet.name) else { continue };
        let (top, left) = range.start().unwrap_or_default();
        let mut rows = Rows::default();
        for (row, column, value) in range.used_cells() {
            let row = top.saturating_add(u32::try_from(row).unwrap_or(u32::MAX));
            let column = column.saturating_add(usize::try_from(left).unwrap_or(usize::MAX));
            rows.put(&mut budget, row, column, value.to_string())?;
        }
        for merged in workbook.merge_cells_by_sheet_name(&sheet.name).unwrap_or_default() {
            rows.merge(&mut budget, merged.start, merged.end)?;
        }
        hidden_rows(&stream, place).for_each(|row| rows.hide(row));
        tables.push(rows.into_table(sheet.name, sheet.visible != SheetVisible::Visible));
    }
    Ok(tables)
}

/// Opens a container. Web programs write tables of sectors beyond the end of their files, which
/// Excel accepts; the missing sectors are added, up to the capacity of one sector of that table.
fn open(bytes: &[u8]) -> Result<CompoundFile<Cursor<Vec<u8>>>, Refusal> {
    let mut bytes = bytes.to_vec();
    let sector = 1_usize
        << number(&bytes, 30, 2).filter(|shift| matches!(shift, 9 | 12)).ok_or_else(damaged)?;
    let tables = number(&bytes, 44, 4).and_then(|count| usize::try_from(count).ok()).unwrap_or(0);
    let counted = sector / 4 * sector;
    let whole = tables.saturating_mul(counted).saturating_add(sector);
    if whole > bytes.len() && whole - bytes.len() <= counted {
        bytes.resize(whole, 0);
    }
    CompoundFile::open(Cursor::new(bytes)).map_err(|_| damaged())
}

fn stream(bytes: &[u8]) -> Result<Vec<u8>, Refusal> {
    let mut file = open(bytes)?;
    let name = STREAMS.iter().find(|name| file.is_stream(name)).ok_or_else(damaged)?;
    let mut stream = Vec::new();
    file.open_stream(name)
        .and_then(|stream_of| stream_of.take(UNPACKED).read_to_end(&mut stream))
        .map_err(|_| damaged())?;
    Ok(stream)
}

fn packed(stream: &[u8]) -> std::io::Result<Vec<u8>> {
    // The reader treats version 4 without a small stream as empty.
    let mut file = CompoundFile::create_with_version(Version::V3, Cursor::new(Vec::new()))?;
    file.create_stream("/Workbook")?.write_all(stream)?;
    file.flush()?;
    Ok(file.into_inner().into_inner())
}

/// Records of a stream from `place`: each with its type and its data.
fn records(stream: &[u8], place: usize) -> impl Iterator<Item = (u16, &[u8])> {
    let mut rest = stream.get(place..).unwrap_or_default();
    std::iter::from_fn(move || {
        let (of_type, length) = (number(rest, 0, 2)?, number(rest, 2, 2)?);
        let end = 4 + usize::try_from(length).ok()?;
        let data = rest.get(4..end)?;
        rest = rest.get(end..)?;
        Some((u16::try_from(of_type).ok()?, data))
    })
}

/// A number of `length` bytes, in little-endian order.
fn number(data: &[u8], place: usize, length: usize) -> Option<u64> {
    let bytes = data.get(place..place.checked_add(length)?)?;
    Some(bytes.iter().rev().fold(0, |number, byte| number << 8 | u64::from(*byte)))
}

/// Where the sheets begin. Refuses workbooks with sheets of too great an extent, as their cells or
/// they themselves say.
fn check(stream: &[u8]) -> Result<Vec<usize>, Refusal> {
    const SHEET: u16 = 0x85;
    const END: u16 = 0x0a;
    let globals = records(stream, 0).take_while(|(of_type, _)| *of_type != END);
    let sheets = globals.filter(|(of_type, _)| *of_type == SHEET);
    let place = |data| usize::try_from(number(data, 0, 4)?).ok();
    let places: Vec<usize> = sheets.map(|(_, data)| place(data).unwrap_or(usize::MAX)).collect();
    if places.len() > SHEETS {
        return Err(too_large());
    }
    let mut whole: u64 = 0;
    for place in &places {
        whole = whole.saturating_add(extent(stream, *place));
    }
    if whole > EXTENT { Err(too_large()) } else { Ok(places) }
}

/// The rows of a sheet that are hidden or filtered out (MS-XLS 2.4.221).
fn hidden_rows(stream: &[u8], place: usize) -> impl Iterator<Item = u32> {
    const ROW: u16 = 0x0208;
    const END: u16 = 0x0a;
    const HIDDEN: u64 = 0x20;
    let of_rows = records(stream, place)
        .take_while(|(of_type, _)| *of_type != END)
        .filter(|(of_type, _)| *of_type == ROW);
    let hidden = of_rows
        .filter(|(_, data)| number(data, 12, 2).is_some_and(|options| options & HIDDEN != 0));
    hidden.filter_map(|(_, data)| u32::try_from(number(data, 0, 2)?).ok())
}

/// How many cells there are between the corners of a sheet.
fn extent(stream: &[u8], place: usize) -> u64 {
    let (mut from, mut to, mut stated) = ((u64::MAX, u64::MAX), (0, 0), 0_u64);
    let mut depth = 0_u32;
    for (of_type, data) in records(stream, place) {
        let word = |place| number(data, place, 2).unwrap_or(0);
        match of_type {
            // A chart in a sheet begins and ends like the sheet.
            0x0809 => depth += 1,
            0x000a if depth <= 1 => break,
            0x000a => depth -= 1,
            0x0200 => stated = stated.max(stated_extent(data)),
            // Cells of all kinds begin with their row and column; a run of numbers ends with its
            // last column.
            0x0006 | 0x00bd | 0x00d6 | 0x00fd | 0x0203 | 0x0204 | 0x0205 | 0x027e => {
                let (row, column) = (word(0), word(2));
                let last = if of_type == 0x00bd {
                    column.max(word(data.len().saturating_sub(2)))
                } else {
                    column
                };
                from = (row.min(from.0), column.min(from.1));
                to = (row.max(to.0), last.max(to.1));
            }
            _ => {}
        }
    }
    let found = (to.0 + 1).saturating_sub(from.0).saturating_mul((to.1 + 1).saturating_sub(from.1));
    found.max(stated)
}

/// The extent that a sheet declares, in either version of the record.
fn stated_extent(data: &[u8]) -> u64 {
    let (rows, columns) = if data.len() >= 14 { (4, 8) } else { (2, 4) };
    let long = |place| number(data, place, rows).unwrap_or(0);
    let word = |place| number(data, place, 2).unwrap_or(0);
    let high = (long(rows) + 1).saturating_sub(long(0));
    high.saturating_mul((word(columns + 2) + 1).saturating_sub(word(columns)))
}
