use std::{
    collections::{BTreeMap, HashMap},
    fmt,
};

use super::{
    layout::Layout,
    mailbox::{Fault, address},
    part::Parts,
    table::Row,
    words,
};

/// How many line numbers are told of one reason.
const LINES: usize = 10;
/// How many reasons are told.
const REASONS: usize = 20;
/// The longest value of a part that is repeated, in characters.
const LONGEST_VALUE: usize = 40;

/// The mailboxes of a list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct List {
    /// The addresses, each once, with the key of their stratum.
    pub mailboxes: Vec<(String, Option<String>)>,
    /// How many rows named an address again.
    pub repeated: usize,
    pub bad: Vec<BadRow>,
}

/// A row that cannot be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BadRow {
    /// Counted from 1, as editors and spreadsheets do.
    pub line: u64,
    pub reason: Reason,
}

/// Why a row cannot be used. It repeats no address, so that it can be shown anywhere.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, thiserror::Error)]
pub enum Reason {
    #[error("{0}")]
    Address(Fault),
    #[error("“{0}” is not a part of this collection")]
    Part(String),
    #[error("a value that is not a part of this collection")]
    UnnamedPart,
    #[error("an earlier row has the same address in another part")]
    InAnotherPart,
}

/// Rows with the same reason.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    pub reason: String,
    pub lines: Vec<u64>,
}

/// "3 rows, lines 4, 7 and 9: no email address".
impl fmt::Display for Group {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.lines.len() {
            1 => write!(f, "1 row, {}: {}", lines(&self.lines), self.reason),
            count => {
                write!(f, "{} rows, {}: {}", words::number(count), lines(&self.lines), self.reason)
            }
        }
    }
}

/// "line 4", "lines 4, 7 and 9", "lines 1, 2, … and 312 more".
pub fn lines(lines: &[u64]) -> String {
    let told: Vec<String> = lines.iter().take(LINES).map(ToString::to_string).collect();
    match (told.split_last(), lines.len().saturating_sub(LINES)) {
        (None, _) => String::new(),
        (Some((only, [])), 0) => format!("line {only}"),
        (Some((last, others)), 0) => format!("lines {} and {last}", others.join(", ")),
        (Some(_), more) => format!("lines {} and {} more", told.join(", "), words::number(more)),
    }
}

impl List {
    /// Whether more rows are bad than good, so that it is probably the wrong list or column.
    pub fn is_mostly_bad(&self) -> bool {
        self.bad.len() > self.mailboxes.len() + self.repeated
    }

    /// The bad rows by their reason, those with most rows first. Beyond a few reasons the rest are
    /// one group.
    pub fn groups(&self) -> Vec<Group> {
        let mut by_reason: BTreeMap<&Reason, Vec<u64>> = BTreeMap::new();
        for row in &self.bad {
            by_reason.entry(&row.reason).or_default().push(row.line);
        }
        let mut groups: Vec<Group> = by_reason
            .into_iter()
            .map(|(reason, lines)| Group { reason: reason.to_string(), lines })
            .collect();
        groups.sort_by_key(|group| std::cmp::Reverse(group.lines.len()));
        if groups.len() > REASONS {
            let mut lines: Vec<u64> =
                groups.drain(REASONS..).flat_map(|group| group.lines).collect();
            lines.sort_unstable();
            groups.push(Group { reason: "other reasons of these kinds".to_owned(), lines });
        }
        groups
    }
}

/// The mailboxes of a table, and the lines below them that are notes.
pub fn gather(rows: &[Row], layout: &Layout, parts: &Parts) -> (List, Vec<u64>) {
    let names = layout.header.and_then(|header| rows.get(header));
    let people = rows.get(layout.first..).unwrap_or_default();
    let end = people
        .iter()
        .rposition(|row| address(row.cell(layout.email)).is_ok())
        .map_or(0, |place| place + 1);
    let (mut list, mut notes) = (List::default(), Vec::new());
    let mut seen: HashMap<String, Option<String>> = HashMap::new();
    for (place, row) in people.iter().enumerate() {
        // Lists that were put together of several have their header again.
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
    parts: &Parts,
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

/// Whether a row below the last address is what reports put under a list, such as a total, and no
/// person.
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
