use std::{collections::BTreeMap, fmt};

use super::{mailbox::Fault, words};

/// How many line numbers are shown for one reason.
const LINES: usize = 10;
/// How many reasons are shown.
const REASONS: usize = 20;
/// The mailboxes of a list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct List {
    /// The addresses, each once, with the key of their part.
    pub mailboxes: Vec<(String, Option<String>)>,
    /// How many rows repeated an address.
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

/// Why a row cannot be used. It contains no address, so that it can be shown anywhere.
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
