//! Hidden or filtered rows of Excel workbooks, which the reader of cells does not report.

use std::{
    collections::HashMap,
    io::{BufReader, Cursor, Read},
};

use quick_xml::{
    XmlVersion,
    events::{BytesStart, Event},
    reader::Reader,
};
use zip::ZipArchive;

use super::archive;

type Archive<'a> = ZipArchive<Cursor<&'a [u8]>>;

/// The hidden rows, counted from 0, by sheet name; `None` if the workbook cannot be read.
pub fn rows(bytes: &[u8]) -> Option<HashMap<String, Vec<u32>>> {
    let mut archive = archive::open(bytes).ok()?;
    let (mut sheets, mut targets) = (Vec::new(), HashMap::new());
    each(&mut archive, "xl/workbook.xml", "sheet", |sheet| {
        sheets.extend(attribute(sheet, "name").zip(attribute(sheet, "id")));
    })?;
    each(&mut archive, "xl/_rels/workbook.xml.rels", "Relationship", |relation| {
        targets.extend(attribute(relation, "Id").zip(attribute(relation, "Target")));
    })?;
    let mut hidden = HashMap::new();
    for (name, id) in sheets {
        let Some(target) = targets.get(&id) else { continue };
        let path = target.strip_prefix('/').map_or_else(|| format!("xl/{target}"), str::to_owned);
        let (mut rows, mut next) = (Vec::new(), 1_u32);
        each(&mut archive, &path, "row", |row| {
            // A row without a number follows the one before it.
            let number = attribute(row, "r").and_then(|number| number.parse().ok()).unwrap_or(next);
            next = number.saturating_add(1);
            if attribute(row, "hidden").is_some_and(|value| value == "1" || value == "true") {
                rows.extend(number.checked_sub(1));
            }
        });
        hidden.insert(name, rows);
    }
    Some(hidden)
}

/// Calls `seen` with every element of this name in a file of the archive.
fn each(
    archive: &mut Archive<'_>,
    path: &str,
    name: &str,
    mut seen: impl FnMut(&BytesStart<'_>),
) -> Option<()> {
    let file = archive.by_name(path).ok()?.take(super::UNPACKED);
    let mut reader = Reader::from_reader(BufReader::new(file));
    let mut buffer = Vec::new();
    loop {
        match reader.read_event_into(&mut buffer).ok()? {
            Event::Start(element) | Event::Empty(element)
                if element.local_name().as_ref() == name =>
            {
                seen(&element);
            }
            Event::Eof => return Some(()),
            _ => {}
        }
        buffer.clear();
    }
}

/// An attribute, whatever prefix it has.
fn attribute(element: &BytesStart<'_>, name: &str) -> Option<String> {
    let mut attributes = element.attributes().filter_map(Result::ok);
    let found = attributes.find(|attribute| attribute.key.local_name().as_ref() == name)?;
    found.normalized_value(XmlVersion::Implicit1_0).ok().map(std::borrow::Cow::into_owned)
}
