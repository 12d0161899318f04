//! Determines the columns of a table.

use super::{
    Refusal,
    mailbox::{address, holds, likenesses, may_hold},
    part_names::PartNames,
    table::{Row, letters},
    words::{self, Email, PartColumn, listed, shown},
};

/// In how many rows to look for column names.
const HEAD: usize = 30;
/// How many addresses may be above the column names, as in a line that says whom to ask.
const ABOVE: usize = 2;
/// In how many rows to look for the parts of a collection.
const LOOKED_AT: usize = 5_000;
/// The longest column name that is quoted, in characters.
const LONGEST_NAME: usize = 40;

/// The layout of a table. Rows are relative to the table, columns start at 0.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Layout {
    /// The row with the names of the columns.
    pub header: Option<usize>,
    /// The first row of a person.
    pub first: usize,
    pub email: usize,
    pub part: Option<usize>,
}

impl Layout {
    /// How many rows have an address.
    pub fn people(&self, rows: &[Row]) -> usize {
        rows.iter().skip(self.first).filter(|row| address(row.cell(self.email)).is_ok()).count()
    }

    /// Whether a row has a second address in a column that the header does not name. A cell with
    /// two addresses looks like this if it contains the separator.
    pub fn is_double(&self, names: Option<&Row>, row: &Row) -> bool {
        let own = likenesses(row.cell(self.email));
        let beside = |(column, cell): (usize, &String)| {
            column != self.email
                && may_hold(cell)
                && names.is_some_and(|names| names.cell(column).trim().is_empty())
                && !likenesses(cell).is_subset(&own)
        };
        row.cells.iter().enumerate().any(beside)
    }
}

/// What a column holds below the header.
#[derive(Clone, Copy, Debug, Default)]
struct Held {
    filled: usize,
    addresses: usize,
}

impl Held {
    const fn are_mostly_addresses(self) -> bool {
        self.addresses > 0 && self.addresses * 2 >= self.filled
    }
}

/// Finds the column of addresses: the one with the best known name that holds some; otherwise the
/// only one whose cells are addresses.
///
/// # Errors
///
/// Tables without such a column, or with several that are equally good.
pub fn find(rows: &[Row], parts: &PartNames) -> Result<Layout, Refusal> {
    let header = header(rows);
    let below = header.map_or(0, |header| header + 1);
    let people = rows.get(below..).unwrap_or_default();
    let held = held(people);
    let names = header.and_then(|header| rows.get(header));
    let by_name = names.map_or(Ok(None), |names| named(names, &held))?;
    let email = match by_name {
        Some(email) => email,
        None => only(rows, names, &held)?,
    };
    let above = above_first(rows, email);
    let (header, first) = match header {
        // A title may look like a column name.
        Some(header) if by_name.is_some() || above.0.is_none_or(|above| above < header) => {
            (Some(header), below)
        }
        _ => above,
    };
    let names = header.and_then(|header| rows.get(header));
    let people = rows.get(first..).unwrap_or_default();
    Ok(Layout { header, first, email, part: part(names, people, email, parts) })
}

/// The row with a known name for email addresses. Titles may stand above it; of several rows before
/// the first address, the last counts.
pub fn header(rows: &[Row]) -> Option<usize> {
    let mut found = None;
    let mut above = 0;
    for (place, row) in rows.iter().enumerate().take(HEAD) {
        let has_address = row.cells.iter().any(|cell| holds(cell));
        if has_address && found.is_some() {
            break;
        }
        above += usize::from(has_address);
        if !has_address
            && above <= ABOVE
            && row.cells.iter().any(|name| words::email(name).is_some())
        {
            found = Some(place);
        }
    }
    found
}

fn held(people: &[Row]) -> Vec<Held> {
    let mut held: Vec<Held> = Vec::new();
    for row in people {
        if row.cells.len() > held.len() {
            held.resize(row.cells.len(), Held::default());
        }
        for (cell, held) in row.cells.iter().zip(&mut held) {
            held.filled += usize::from(!cell.trim().is_empty());
            held.addresses += usize::from(holds(cell));
        }
    }
    held
}

/// The column with the best known name among those that hold addresses.
fn named(names: &Row, held: &[Held]) -> Result<Option<usize>, Refusal> {
    let known = |(column, held): (usize, &Held)| {
        let kind = words::email(names.cell(column))?;
        let holds =
            if kind == Email::Perhaps { held.are_mostly_addresses() } else { held.addresses > 0 };
        holds.then_some((kind, column, held.addresses))
    };
    let known: Vec<(Email, usize, usize)> = held.iter().enumerate().filter_map(known).collect();
    // A column for work addresses that is nearly empty is not the one.
    let most = known.iter().map(|(_, _, addresses)| *addresses).max().unwrap_or(0);
    let full = || known.iter().filter(|(_, _, addresses)| addresses * 2 >= most);
    let Some(best) = full().map(|(kind, _, _)| *kind).min() else { return Ok(None) };
    // A column with an unknown name may be better than one of personal addresses, or one that is
    // nearly empty.
    let is_rival = |(column, held): &(usize, &Held)| {
        let is_better =
            held.addresses > most * 2 || best >= Email::Other && held.addresses * 2 >= most;
        is_better && held.are_mostly_addresses() && words::email(names.cell(*column)).is_none()
    };
    let rivals = held.iter().enumerate().filter(is_rival).map(|(column, _)| column);
    let best = full().filter(|(kind, _, _)| *kind == best).map(|(_, column, _)| *column);
    let mut best: Vec<usize> = best.chain(rivals).collect();
    best.sort_unstable();
    match best.as_slice() {
        [one] => Ok(Some(*one)),
        several => Err(too_many(Some(names), several)),
    }
}

/// The only column whose cells are addresses, if no name is known.
fn only(rows: &[Row], names: Option<&Row>, held: &[Held]) -> Result<usize, Refusal> {
    let holds = |column: &usize| held.get(*column).is_some_and(|held| held.are_mostly_addresses());
    let columns: Vec<usize> = (0..held.len()).filter(holds).collect();
    match columns.as_slice() {
        [one] => Ok(*one),
        [] => Err(missing(rows, names)),
        several => {
            let first = several.first().copied().unwrap_or(0);
            let header =
                names.or_else(|| above_first(rows, first).0.and_then(|header| rows.get(header)));
            Err(too_many(header, several))
        }
    }
}

/// The row above the first address, as the column names, and the first row of a person. A cell with
/// an @ is not a name but a mistyped address.
fn above_first(rows: &[Row], email: usize) -> (Option<usize>, usize) {
    let first = rows.iter().position(|row| may_hold(row.cell(email))).unwrap_or(0);
    match first.checked_sub(1) {
        Some(above) if rows.get(above).is_some_and(|row| !row.cell(email).trim().is_empty()) => {
            (Some(above), first)
        }
        _ => (None, first),
    }
}

/// The column of the parts: by an unambiguous name, or by values that are parts.
fn part(names: Option<&Row>, people: &[Row], email: usize, parts: &PartNames) -> Option<usize> {
    if parts.are_none() {
        return None;
    }
    let width = people.iter().map(|row| row.cells.len()).max().unwrap_or(0);
    let rank = |column: usize| names.and_then(|names| words::part(names.cell(column)));
    let matches = |column: usize| {
        people.iter().take(LOOKED_AT).filter(|row| parts.find(row.cell(column)).is_some()).count()
    };
    let columns = (0..width).filter(|column| *column != email);
    let known = columns.map(|column| (column, rank(column), matches(column)));
    let known =
        known.filter(|(_, rank, matches)| *matches > 0 || *rank == Some(PartColumn::Certainly));
    // First those whose values are parts, then those whose name says so, then the leftmost.
    let best = known.max_by_key(|(column, rank, matches)| {
        (
            *matches > 0,
            *rank == Some(PartColumn::Certainly),
            rank.is_some(),
            *matches,
            std::cmp::Reverse(*column),
        )
    });
    best.map(|(column, _, _)| column)
}

/// The quoted name of a column, or its letter alone.
pub fn quoted(names: Option<&Row>, column: usize) -> String {
    own_name(names, column).map_or_else(|| letters(column), |name| format!("“{name}”"))
}

/// The name of a column, or its letter if it has none or could be an address.
pub fn name(names: Option<&Row>, column: usize) -> String {
    own_name(names, column).unwrap_or_else(|| format!("column {}", letters(column)))
}

fn own_name(names: Option<&Row>, column: usize) -> Option<String> {
    let name = shown(names?.cell(column), LONGEST_NAME);
    Some(name).filter(|name| !name.is_empty() && !may_hold(name))
}

fn too_many(names: Option<&Row>, columns: &[usize]) -> Refusal {
    Refusal::Columns(columns.iter().map(|column| quoted(names, *column)).collect())
}

fn missing(rows: &[Row], names: Option<&Row>) -> Refusal {
    let widest = rows.iter().take(HEAD).rev().max_by_key(|row| row.filled());
    let Some(names) = names.or(widest) else {
        return Refusal::file("There is no mailbox in this list: it is empty.");
    };
    let filled = (0..names.cells.len()).filter(|column| !names.cell(*column).trim().is_empty());
    let columns: Vec<String> = filled.map(|column| quoted(Some(names), column)).collect();
    let (the, hold) = if columns.len() == 1 {
        ("column", "it contains no")
    } else {
        ("columns", "none of them contains")
    };
    Refusal::file(format!(
        "There is no mailbox in this list: it has the {the} {}, and {hold} email addresses. Add a \
            column called “Email” with one address in each row.",
        listed(&columns)
    ))
}
