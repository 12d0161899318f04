use chrono::{DateTime, NaiveDate, Utc};

use super::AccessCode;
use crate::{
    inspection::{Collection, Inspection, Link, Part},
    intake::IssuedTicket,
    language::calendar,
    rates::Visible,
    settings::BaseUrl,
    store::Id,
};

/// The minimum size of a batch: one sheet, so that the count of used slips identifies nobody.
pub const FEWEST: u32 = 8;
/// The most slips that are made together.
pub const MOST: u32 = 5_000;
/// The longest name of a place, in characters.
pub const LONGEST_PLACE: usize = 100;

/// A batch of slips. The database knows how many were used, not which.
#[derive(Clone, Debug)]
pub struct Batch {
    pub id: Id,
    pub collection: Id,
    /// The key under which their responses are stored.
    pub part: String,
    /// Where they are handed out, such as a school; can be empty.
    pub place: String,
    /// How many slips it has.
    pub number: u64,
    /// How many of them were used, as far as it is shown.
    pub used: Visible,
    pub revoked: bool,
    pub made_on: NaiveDate,
}

/// A batch to be made. Its id is chosen in advance, so that a repeated request makes only one
/// batch.
#[derive(Clone, Debug)]
pub struct NewBatch {
    pub id: Id,
    pub collection: Id,
    /// The key under which the responses are kept: `Part::kept_as`.
    pub part: String,
    pub place: String,
    /// From [`FEWEST`] to [`MOST`].
    pub number: u32,
    pub made_on: NaiveDate,
}

impl NewBatch {
    /// Slips for a collection, or for a part of it, made at `now`.
    pub fn of(
        (inspection, collection): (&Inspection, &Collection),
        part: Option<&Part>,
        place: &str,
        number: u32,
        now: DateTime<Utc>,
    ) -> Self {
        let threshold = inspection.threshold;
        Self {
            id: Id::random(),
            collection: collection.id,
            part: part.map_or(Part::NONE, |part| part.kept_as(threshold)).to_owned(),
            place: place.to_owned(),
            number,
            made_on: calendar::day(now),
        }
    }
}

/// A slip to be printed. Its code is known only now.
#[derive(Clone, Copy)]
pub struct Slip {
    pub code: AccessCode,
    pub ticket: IssuedTicket,
}

impl Slip {
    /// The address in its QR code, which nobody can guess.
    pub fn address(&self, base: &BaseUrl, link: &Link) -> String {
        base.with(&format!("/s/{link}/{}", self.ticket))
    }
}
