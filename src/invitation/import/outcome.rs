use std::fmt;

use super::{Changes, FEWEST, number};
use crate::store::StoreError;

/// The result of an import.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Imported {
    pub added: usize,
    /// How many were already known from an earlier list.
    pub known: usize,
    /// How many of those had not been reached, and are invited again.
    pub again: usize,
    /// Whether it is the first list of an open collection: nothing is sent until somebody resumes
    /// the messages.
    pub first_while_open: bool,
}

/// "1,306 mailboxes imported, 4 were already in the list".
impl fmt::Display for Imported {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let many = |count: usize| if count == 1 { "mailbox" } else { "mailboxes" };
        write!(f, "{} {} imported", number(self.added), many(self.added))?;
        if self.known > 0 {
            let were = if self.known == 1 { "was" } else { "were" };
            write!(f, ", {} {were} already in the list", number(self.known))?;
        }
        if self.again > 0 {
            write!(
                f,
                ", {} not reached before {} again",
                number(self.again),
                if self.again == 1 { "is tried" } else { "are tried" }
            )?;
        }
        Ok(())
    }
}

/// Why a list was refused. None of it was stored.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error("This collection has closed. Nobody can answer any more.")]
    Closed,
    #[error(
        "{part} would have {count} mailbox{}. With fewer than {FEWEST}, the count of responses \
            could show who has answered. {remedy}", if *count == 1 { "" } else { "es" }
    )]
    TooFew { part: String, count: u64, remedy: &'static str },
    /// It adds so few that their answers could be told from the count.
    #[error(
        "{part} would get {count} new mailbox{}. Once people can answer, add at least {FEWEST} at a \
            time: the count of responses would otherwise show whether the new people have answered. \
            Wait until you have {FEWEST}, or, if somebody has changed address, correct the address \
            that was not reached.", if *count == 1 { "" } else { "es" }
    )]
    FewAdded { part: String, count: u64 },
    /// Invitations have begun, and nobody has yet confirmed what the list changes.
    #[error(
        "Invitations to this survey are already being sent, so those for this list would be sent \
            at once: {} new, {} from an earlier list. Nothing was imported.", .0.added, .0.known
    )]
    NotSeen(Changes),
}
