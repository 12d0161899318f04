use chrono::{DateTime, Utc};

use super::{
    Fault,
    queries::{Next, Stored, after, has_users},
};
use crate::{
    audit::{Head, head},
    store::{Connection, HashValue, StoreError, chain},
};

/// The result for an intact chain.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sound {
    pub entries: i64,
    /// `None` while the log is empty.
    pub head: Option<Head>,
}

/// Walks the whole chain in one snapshot, and compares it with older heads. Memory does not depend
/// on the number of entries.
pub fn verify(
    connection: &mut Connection,
    older: &[Head],
) -> Result<Result<Sound, Fault>, StoreError> {
    connection.at_one_moment(|connection| {
        let mut walk = Walk { older, head: head(connection)?, last: None };
        loop {
            let last = walk.last.as_ref().map(|last| last.number);
            match after(connection, last)? {
                Next::Unreadable(number) => return Ok(Err(Fault::Unreadable { number })),
                Next::Entries(entries) if entries.is_empty() => {
                    return guarded(connection, walk.end());
                }
                Next::Entries(entries) => {
                    if let Err(fault) = entries.into_iter().try_for_each(|entry| walk.step(&entry))
                    {
                        return Ok(Err(fault));
                    }
                }
            }
        }
    })
}

/// An intact chain is valid only if nothing around it was removed.
fn guarded(
    connection: &mut Connection,
    end: Result<Sound, Fault>,
) -> Result<Result<Sound, Fault>, StoreError> {
    let Ok(sound) = end else { return Ok(end) };
    if sound.entries == 0 && has_users(connection)? {
        return Ok(Err(Fault::Emptied));
    }
    let triggers = chain::missing_guards(connection)?;
    Ok(if triggers.is_empty() {
        Ok(sound)
    } else {
        Err(Fault::Unguarded { entries: sound.entries, triggers })
    })
}

/// The entry that was looked at last.
struct Last {
    number: i64,
    at: DateTime<Utc>,
    digest: HashValue,
}

struct Walk<'a> {
    older: &'a [Head],
    head: Option<Head>,
    last: Option<Last>,
}

impl Walk<'_> {
    fn step(&mut self, entry: &Stored) -> Result<(), Fault> {
        let (number, at) = (entry.link.number, entry.link.at.utc());
        let expected = self.last.as_ref().map_or(1, |last| last.number + 1);
        if number < expected || self.head.is_some_and(|head| number > head.number) {
            return Err(Fault::Inserted { number, at });
        }
        if number > expected {
            return Err(Fault::Missing {
                from: expected,
                to: number - 1,
                next: Some((number, at)),
            });
        }
        if !entry.is_plain || entry.link.digest() != entry.digest {
            return Err(Fault::Changed { number, at });
        }
        match &self.last {
            None if entry.link.previous != chain::START => {
                return Err(Fault::Beheaded { number, at });
            }
            Some(last) if entry.link.previous != last.digest => {
                return Err(Fault::Replaced { number: last.number, at: last.at });
            }
            _ => {}
        }
        if self.older.iter().any(|older| older.number == number && older.digest != entry.digest) {
            return Err(Fault::Rewritten { number, at });
        }
        self.last = Some(Last { number, at, digest: entry.digest });
        Ok(())
    }

    fn end(self) -> Result<Sound, Fault> {
        let entries = self.last.as_ref().map_or(0, |last| last.number);
        match (self.head, self.last) {
            (None, Some(_)) => return Err(Fault::HeadMissing),
            (Some(head), _) if head.number > entries => {
                return Err(Fault::Missing { from: entries + 1, to: head.number, next: None });
            }
            (Some(head), Some(last)) if head.digest != last.digest => {
                return Err(Fault::Replaced { number: last.number, at: last.at });
            }
            _ => {}
        }
        match self.older.iter().find(|older| older.number > entries) {
            Some(older) => Err(Fault::Shortened { last: entries, older: older.number }),
            None => Ok(Sound { entries, head: self.head }),
        }
    }
}
