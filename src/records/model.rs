use std::str::FromStr;

use chrono::{DateTime, Utc};

use super::Written;
use crate::store::{Id, StoreError};

/// One person's reading of a record, or one meeting.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reading {
    /// The record's number in the sample, or the meeting's number, from 1.
    pub number: u32,
    pub turn: Turn,
    /// Its random id, by which a form that is sent twice is recognised.
    pub id: Id,
    /// The address of the person who is to read it, or has.
    pub reader: String,
    /// The address of the person who last saved it; `None` if nobody has.
    pub saved_by: Option<String>,
    pub state: ReadingState,
    pub written: Written,
    /// How often it was saved. A form that was filled from another number is out of date.
    pub edits: u64,
    pub updated_at: DateTime<Utc>,
}

/// Which reading of a record it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Turn {
    /// The reading that counts in results.
    First,
    /// The reading by another person that shows how far two agree.
    Second,
}

impl Turn {
    /// The number in addresses and in the database.
    pub const fn number(self) -> u32 {
        match self {
            Self::First => 1,
            Self::Second => 2,
        }
    }

    #[must_use]
    pub const fn other(self) -> Self {
        match self {
            Self::First => Self::Second,
            Self::Second => Self::First,
        }
    }
}

impl FromStr for Turn {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match text {
            "1" => Ok(Self::First),
            "2" => Ok(Self::Second),
            _ => Err("a record is read once or twice"),
        }
    }
}

/// How far a reading is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReadingState {
    Unread,
    Draft,
    Done,
}

impl ReadingState {
    /// The name in files and in the database.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Unread => "unread",
            Self::Draft => "draft",
            Self::Done => "done",
        }
    }
}

impl FromStr for ReadingState {
    type Err = &'static str;

    fn from_str(key: &str) -> Result<Self, Self::Err> {
        [Self::Unread, Self::Draft, Self::Done]
            .into_iter()
            .find(|state| state.key() == key)
            .ok_or("not a state of a reading")
    }
}

crate::store::text_column!(ReadingState);

/// Why nothing was saved.
#[derive(Debug, thiserror::Error)]
pub enum NotSaved {
    /// The reading or its collection no longer exists.
    #[error("it no longer exists")]
    Gone,
    #[error("the collection is not open")]
    NotOpen,
    /// It was saved since the form was filled; this is what it is now.
    #[error("somebody else has saved it")]
    Stale(Box<Reading>),
    /// The same person did the other reading.
    #[error("the same person cannot read a record twice")]
    SamePerson,
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Why a sample was not set.
#[derive(Debug, thiserror::Error)]
pub enum NotSampled {
    /// The collection no longer exists.
    #[error("it no longer exists")]
    Gone,
    #[error("the collection has closed")]
    Closed,
    /// Somebody else has set it since the form was filled.
    #[error("somebody else has set the sample")]
    SampleChanged,
    /// A record above the new size of the sample has answers.
    #[error("record {0} has answers")]
    HasAnswers(u32),
    #[error(transparent)]
    Store(#[from] StoreError),
}
