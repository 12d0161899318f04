//! Imports a list of people: from bytes to text or a workbook, to rows, to the relevant columns, to
//! mailboxes.

mod consent;
mod delimited;
mod dialect;
mod elsewhere;
mod file_kind;
mod gathering;
mod kind;
mod layout;
mod list;
mod mailbox;
mod outcome;
mod part_names;
mod queries;
mod read_list;
mod reading;
mod refusal;
mod table;
#[cfg(test)]
mod tests;
mod text;
mod words;
mod workbook;

pub use consent::{Changes, Consent};
pub use list::{BadRow, Group, List, Reason};
pub use mailbox::{Fault, address};
pub use outcome::{ImportError, Imported};
pub use part_names::PartNames;
pub use queries::{Source, look, store};
pub use read_list::ReadList;
pub use refusal::Refusal;
pub use words::number;

use table::Table;

use crate::invitation::import::file_kind::FileKind;

/// The minimum number of mailboxes in a part. With fewer, the count of responses alone could reveal
/// who has answered.
pub const FEWEST: u64 = 5;

/// Reads a list: CSV in any of the usual dialects and encodings, or a workbook. `sheet` names the
/// sheet to read of a workbook in which several hold addresses.
///
/// # Errors
///
/// Files of other kinds, and unreadable lists.
pub fn read(bytes: &[u8], parts: &PartNames, sheet: Option<&str>) -> Result<ReadList, Refusal> {
    match kind::recognise(bytes)? {
        FileKind::Text => of_text(bytes, parts),
        kind => of_workbook(bytes, kind, parts, sheet),
    }
}

fn of_text(bytes: &[u8], parts: &PartNames) -> Result<ReadList, Refusal> {
    let (text, encoding) = text::decode(bytes)?;
    let (named, text) =
        dialect::named(&text).map_or((None, text.as_str()), |(sign, rest)| (Some(sign), rest));
    of_lines(text, parts, named, encoding)
}

fn of_lines(
    text: &str,
    parts: &PartNames,
    named: Option<char>,
    encoding: &str,
) -> Result<ReadList, Refusal> {
    if let Some(rows) = dialect::recipients(text) {
        let file = format!("text, one line of recipients, {encoding}");
        return reading::read(&Table { rows, ..Table::default() }, parts, (file, Vec::new()));
    }
    let separator = dialect::guessed(text, parts, named);
    let rows = delimited::split(text, separator)?;
    let is_one_column = rows.iter().all(|row| row.cells.len() == 1);
    if is_one_column && let Some(inner) = dialect::unwrapped(text, &rows) {
        return of_lines(&inner, parts, None, encoding);
    }
    let file = match separator {
        _ if is_one_column => format!("text, one column, {encoding}"),
        ',' => format!("CSV, separated by commas, {encoding}"),
        ';' => format!("CSV, separated by semicolons, {encoding}"),
        '\t' => format!("text, separated by tabs, {encoding}"),
        other => format!("text, separated by {other}, {encoding}"),
    };
    reading::read(&Table { rows, ..Table::default() }, parts, (file, Vec::new()))
}

fn of_workbook(
    bytes: &[u8],
    kind: FileKind,
    parts: &PartNames,
    sheet: Option<&str>,
) -> Result<ReadList, Refusal> {
    let tables = workbook::sheets(bytes, kind)?;
    let file = match kind {
        FileKind::Ods => "OpenDocument workbook (.ods)",
        FileKind::Xls => "Excel workbook (.xls)",
        FileKind::Xlsx | FileKind::Text => "Excel workbook (.xlsx)",
    };
    let hidden: Vec<String> = tables
        .iter()
        .filter(|table| table.hidden && Some(table.name.as_str()) != sheet)
        .map(|t| t.name.clone())
        .collect();
    let table = chosen(&tables, parts, sheet)?;
    reading::read(table, parts, (file.to_owned(), hidden))
}

/// The named sheet, or the only one with addresses.
fn chosen<'a>(
    tables: &'a [Table],
    parts: &PartNames,
    sheet: Option<&str>,
) -> Result<&'a Table, Refusal> {
    let names = |tables: &[&Table]| -> Vec<String> {
        tables.iter().map(|table| table.name.clone()).collect()
    };
    let shown: Vec<&Table> = tables.iter().filter(|table| !table.hidden).collect();
    if let Some(name) = sheet {
        let folded = crate::text::fold::folded(name);
        let exact = tables.iter().find(|table| table.name == name);
        let alike = || tables.iter().find(|table| crate::text::fold::folded(&table.name) == folded);
        let unknown = || {
            Refusal::file(format!(
                "There is no sheet “{name}”. The sheets are {}.",
                words::and(&names(&shown))
            ))
        };
        return exact.or_else(alike).ok_or_else(unknown);
    }
    let holds = |table: &&Table| !matches!(layout::find(&table.rows, parts), Err(Refusal::File(_)));
    let holding: Vec<&Table> = shown.iter().copied().filter(holds).collect();
    match holding.as_slice() {
        [one] => Ok(one),
        [] => {
            let in_hidden: Vec<&Table> =
                tables.iter().filter(|table| table.hidden).filter(holds).collect();
            let filled: Vec<&Table> =
                shown.iter().copied().filter(|table| !table.rows.is_empty()).collect();
            match (in_hidden.first(), filled.as_slice()) {
                // Reading the only sheet says what is wrong with it.
                (None, [one]) => Ok(one),
                (None, []) => {
                    Err(Refusal::file("There is no mailbox in this workbook: it is empty."))
                }
                (None, several) => Err(Refusal::file(format!(
                    "There is no mailbox in this workbook: none of the sheets {} has a column of \
                        email addresses.",
                    words::and(&names(several))
                ))),
                (Some(hidden), _) => Err(Refusal::file(format!(
                    "Only the hidden sheet “{}” holds email addresses. If that is the list, \
                        unhide the sheet, save the workbook, and choose it again.",
                    hidden.name
                ))),
            }
        }
        several => Err(Refusal::Choose(names(several))),
    }
}
