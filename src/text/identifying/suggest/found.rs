use std::ops::Range;

/// What a suggested word or number may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    Name,
    Place,
    SchoolOrStreet,
    Postcode,
    Telephone,
    Chi,
    DateOfBirth,
    LongNumber,
    Email,
    Online,
}

/// Something found in a text, by its place in bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    pub place: Range<usize>,
    pub kind: Kind,
    /// Whether it is what it looks like more often than not.
    pub is_likely: bool,
}

impl Found {
    pub const fn likely(place: Range<usize>, kind: Kind) -> Self {
        Self { place, kind, is_likely: true }
    }

    /// Whether the two share a letter.
    pub fn meets(&self, other: &Self) -> bool {
        self.place.start < other.place.end && other.place.start < self.place.end
    }
}
