//! What every workbook that is a ZIP archive has in common.

use std::{
    borrow::Cow,
    io::{Cursor, Read},
};

use zip::ZipArchive;

use super::{
    super::{Refusal, refusal::SAVE},
    UNPACKED, damaged, locked, too_large,
};
use crate::invitation::import::file_kind::FileKind;

/// The most files in an archive.
const ENTRIES: usize = 10_000;
/// The most shared texts that a workbook may declare. Readers allocate that many.
const ANNOUNCED: u64 = 10_000_000;

pub(super) fn open(bytes: &[u8]) -> Result<ZipArchive<Cursor<&[u8]>>, Refusal> {
    let archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| damaged())?;
    if archive.len() > ENTRIES { Err(too_large()) } else { Ok(archive) }
}

/// Which kind of workbook an archive is, by the names of its files.
pub fn kind(bytes: &[u8]) -> Result<FileKind, Refusal> {
    let mut archive = open(bytes)?;
    let names: Vec<String> =
        archive.file_names().filter_map(Result::ok).map(Cow::into_owned).collect();
    let begins = |beginning: &str| names.iter().any(|name| name.starts_with(beginning));
    if names.iter().any(|name| name == "mimetype") {
        return open_document(&mut archive);
    }
    match () {
        () if names.iter().any(|name| name.ends_with("workbook.bin")) => Err(Refusal::kind(
            "a binary workbook (.xlsb)",
            "Open it in Excel, save it as a workbook (.xlsx), and choose that.",
        )),
        () if begins("xl/") => Ok(FileKind::Xlsx),
        () if begins("word/") => Err(Refusal::kind("a Word document", SAVE_TABLE)),
        () if begins("ppt/") => Err(Refusal::kind("a presentation", SAVE_TABLE)),
        () if begins("Index/") => Err(Refusal::kind(
            "a document of Numbers or Pages",
            "Export it to Excel (.xlsx), and choose that.",
        )),
        () => Err(Refusal::kind("a ZIP archive", "Unpack it, and choose the list in it.")),
    }
}

const SAVE_TABLE: &str = "Copy its table into a new workbook, save that as .xlsx, and choose it.";

fn open_document(archive: &mut ZipArchive<Cursor<&[u8]>>) -> Result<FileKind, Refusal> {
    let mut of_type = String::new();
    let file = archive.by_name("mimetype").map_err(|_| damaged())?;
    file.take(200).read_to_string(&mut of_type).map_err(|_| damaged())?;
    match of_type.trim() {
        "application/vnd.oasis.opendocument.spreadsheet"
        | "application/vnd.oasis.opendocument.spreadsheet-template" => Ok(FileKind::Ods),
        text if text.starts_with("application/vnd.oasis.opendocument") => {
            Err(Refusal::kind("a document of LibreOffice that is no spreadsheet", SAVE_TABLE))
        }
        _ => Err(Refusal::kind("a ZIP archive", SAVE)),
    }
}

/// Unpacks an archive without keeping it, because the sizes that it declares may be wrong.
pub fn check(bytes: &[u8]) -> Result<(), Refusal> {
    let mut archive = open(bytes)?;
    let mut left = UNPACKED;
    for place in 0..archive.len() {
        let mut file = match archive.by_index(place) {
            Ok(file) => file,
            Err(zip::result::ZipError::UnsupportedArchive(_)) => return Err(locked()),
            Err(_) => return Err(damaged()),
        };
        let name = file.name().map(|name| name.to_ascii_lowercase()).unwrap_or_default();
        let read = if name.ends_with("sharedstrings.xml") || name.ends_with("manifest.xml") {
            let mut text = Vec::new();
            let read = file.take(left + 1).read_to_end(&mut text).map_err(|_| damaged())?;
            announces_little(&text)?;
            u64::try_from(read).unwrap_or(u64::MAX)
        } else {
            std::io::copy(&mut (&mut file).take(left + 1), &mut std::io::sink())
                .map_err(|_| damaged())?
        };
        left = left.checked_sub(read).ok_or_else(too_large)?;
    }
    Ok(())
}

fn announces_little(text: &[u8]) -> Result<(), Refusal> {
    const COUNT: &[u8] = b"uniqueCount";
    const LOCKED: &[u8] = b"encryption-data";
    if text.windows(LOCKED.len()).any(|part| part == LOCKED) {
        return Err(locked());
    }
    for (place, _) in text.windows(COUNT.len()).enumerate().filter(|(_, part)| *part == COUNT) {
        let after = text.get(place + COUNT.len()..).unwrap_or_default();
        let sign = |byte: &&u8| matches!(byte, b'=' | b'"' | b'\'' | b' ' | b'\n' | b'\r' | b'\t');
        let digits: String = after
            .iter()
            .skip_while(sign)
            .take_while(|byte| byte.is_ascii_digit())
            .map(|byte| char::from(*byte))
            .collect();
        if digits.len() > 18 || digits.parse::<u64>().is_ok_and(|count| count > ANNOUNCED) {
            return Err(too_large());
        }
    }
    Ok(())
}
