use std::fmt;

use chrono::{DateTime, Utc};

/// The first faulty entry, and its fault. It contains nothing of an entry's contents.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// The columns of an entry differ from its SHA-256.
    Changed { number: i64, at: DateTime<Utc> },
    /// A column of an entry has an impossible value.
    Unreadable { number: i64 },
    /// Entries from one number to another are missing. `next`: the entry after them, and its time.
    Missing { from: i64, to: i64, next: Option<(i64, DateTime<Utc>)> },
    /// An entry is whole, but the next one, or the head of the log, was chained to another.
    Replaced { number: i64, at: DateTime<Utc> },
    /// The first entry was chained to an entry before it.
    Beheaded { number: i64, at: DateTime<Utc> },
    /// An entry is not part of the chain.
    Inserted { number: i64, at: DateTime<Utc> },
    /// The log has entries and no head.
    HeadMissing,
    /// The chain holds together, but differs from an older head.
    Rewritten { number: i64, at: DateTime<Utc> },
    /// An older head has a higher number than the last entry.
    Shortened { last: i64, older: i64 },
    /// There are accounts but no entries, although creating an account adds an entry.
    Emptied,
    /// The entries are intact, but these triggers that protect them are missing, disabled or
    /// changed.
    Unguarded { entries: i64, triggers: Vec<&'static str> },
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Changed { number, at } => {
                write!(
                    f,
                    "Entry {number} ({}) was changed: its SHA-256 does not match its contents.",
                    Time(at)
                )
            }
            Self::Unreadable { number } => {
                write!(f, "Entry {number} was changed: it cannot be read.")
            }
            Self::Missing { from, to, next } => {
                if from == to {
                    write!(f, "Entry {from} was removed: ")?;
                } else {
                    write!(f, "Entries {from} to {to} were removed: ")?;
                }
                match next {
                    Some((number, at)) => {
                        write!(f, "entry {number} ({}) follows in their place.", Time(at))
                    }
                    None => write!(f, "the head of the log is entry {to}."),
                }
            }
            Self::Replaced { number, at } => {
                write!(
                    f,
                    "Entry {number} ({}) was replaced: the entry after it is chained to another \
                        one.",
                    Time(at)
                )
            }
            Self::Beheaded { number, at } => {
                write!(
                    f,
                    "Entry {number} ({}) was replaced: it does not begin the chain.",
                    Time(at)
                )
            }
            Self::Inserted { number, at } => {
                write!(
                    f,
                    "Entry {number} ({}) was inserted: it is not part of the chain.",
                    Time(at)
                )
            }
            Self::HeadMissing => f.write_str("The head of the log was removed."),
            Self::Rewritten { number, at } => write!(
                f,
                "Entry {number} ({}) does not match the SHA-256 of the head that you gave: this \
                    entry or an earlier one was changed.",
                Time(at)
            ),
            Self::Shortened { last, older } => {
                write!(
                    f,
                    "The log ends with entry {last}: entry {older}, the head that you gave, was \
                        removed."
                )
            }
            Self::Emptied => f.write_str(
                "The log was emptied: accounts exist, but there is no entry for their creation.",
            ),
            Self::Unguarded { entries, triggers } => write!(
                f,
                "The chain of {entries} entries is intact, but triggers that protect it are \
                    missing, disabled or changed: {}. Find out who did that, then restore the \
                    triggers as docs/operate/audit-log.md says.",
                triggers.join(", ")
            ),
        }
    }
}

impl std::error::Error for Fault {}

struct Time<'a>(&'a DateTime<Utc>);

impl fmt::Display for Time<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.format("%-d %B %Y %H:%M:%S UTC").fmt(f)
    }
}
