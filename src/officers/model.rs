use chrono::{DateTime, Utc};

use crate::{
    records::{Reading, ReadingState},
    store::{Id, StoreError},
};

/// The largest number of officers of one collection.
pub const MOST: usize = 20;

/// A person who answers for an area.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Officer {
    /// The random id from which their link is made.
    pub id: Id,
    pub collection: Id,
    pub email: String,
    pub added_at: DateTime<Utc>,
    /// When mail to them came back because there is no such mailbox.
    pub mail_returned_at: Option<DateTime<Utc>>,
}

/// How far the response of an area is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Standing {
    /// No officer is named, so nobody can answer.
    NobodyNamed,
    NotBegun,
    Draft,
    Sent,
}

impl Standing {
    pub fn of(officers: usize, response: Option<&Reading>) -> Self {
        match response.map(|response| response.state) {
            Some(ReadingState::Done) => Self::Sent,
            Some(ReadingState::Draft) => Self::Draft,
            Some(ReadingState::Unread) | None if officers == 0 => Self::NobodyNamed,
            Some(ReadingState::Unread) | None => Self::NotBegun,
        }
    }

    /// What people read.
    pub const fn name(self) -> &'static str {
        match self {
            Self::NobodyNamed => "Nobody named",
            Self::NotBegun => "Not begun",
            Self::Draft => "Draft",
            Self::Sent => "Sent",
        }
    }
}

/// Why nobody was named.
#[derive(Debug, thiserror::Error)]
pub enum NotNamed {
    #[error("the collection no longer exists")]
    Gone,
    #[error("the collection has closed")]
    Closed,
    #[error("an area has at most {MOST} officers")]
    TooMany,
    #[error(transparent)]
    Store(#[from] StoreError),
}
