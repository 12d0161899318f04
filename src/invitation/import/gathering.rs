use std::collections::HashMap;

use super::{
    layout::Layout,
    list::{BadRow, List, Reason},
    mailbox::{Fault, address},
    part_names::PartNames,
    table::Row,
    words,
};

/// The longest value of a part that is quoted, in characters.
const LONGEST_VALUE: usize = 40;

/// The mailboxes of a table, and the lines below them that are notes.
pub fn gather(rows: &[Row], layout: &Layout, parts: &PartNames) -> (List, Vec<u64>) {
    let names = layout.header.and_then(|header| rows.get(header));
    let people = rows.get(layout.first..).unwrap_or_default();
    let end = people
        .iter()
        .rposition(|row| address(row.cell(layout.email)).is_ok())
        .map_or(0, |place| place + 1);
    let (mut list, mut notes) = (List::default(), Vec::new());
    let mut seen: HashMap<String, Option<String>> = HashMap::new();
    for (place, row) in people.iter().enumerate() {
        // Lists merged from several have their header again.
        if words::email(row.cell(layout.email)).is_some() {
            continue;
        }
        if place >= end && is_note(row) {
            notes.push(row.line);
            continue;
        }
        match person(row, names, layout, parts) {
            Ok((email, part)) => match seen.get(&email.to_lowercase()) {
                None => {
                    seen.insert(email.to_lowercase(), part.clone());
                    list.mailboxes.push((email, part));
                }
                Some(other) if *other != part => {
                    list.bad.push(BadRow { line: row.line, reason: Reason::InAnotherPart });
                }
                Some(_) => list.repeated += 1,
            },
            Err(reason) => list.bad.push(BadRow { line: row.line, reason }),
        }
    }
    (list, notes)
}

fn person(
    row: &Row,
    names: Option<&Row>,
    layout: &Layout,
    parts: &PartNames,
) -> Result<(String, Option<String>), Reason> {
    let email = address(row.cell(layout.email)).map_err(Reason::Address)?;
    if layout.is_double(names, row) {
        return Err(Reason::Address(Fault::Beside));
    }
    let part = layout.part.map_or("", |part| row.cell(part).trim());
    match parts.find(part) {
        _ if part.is_empty() => Ok((email, None)),
        Some(key) => Ok((email, Some(key.to_owned()))),
        None if part.contains('@') => Err(Reason::UnnamedPart),
        None => Err(Reason::Part(words::shown(part, LONGEST_VALUE))),
    }
}

/// Whether a row below the last address is a report's footer, such as a total, and not a person.
fn is_note(row: &Row) -> bool {
    const BEGINNINGS: [&str; 14] = [
        "total",
        "count",
        "number of",
        "page ",
        "end of",
        "report",
        "generated",
        "printed",
        "produced",
        "exported",
        "source",
        "note",
        "(",
        "©",
    ];
    let mut filled =
        row.cells.iter().map(|cell| cell.trim().to_lowercase()).filter(|cell| !cell.is_empty());
    let first = filled.next().unwrap_or_default();
    let numbers = filled.all(|cell| cell.chars().all(|c| c.is_ascii_digit()));
    numbers
        && !first.contains('@')
        && BEGINNINGS.iter().any(|beginning| first.starts_with(beginning))
}
