//! What people may see of the number of responses while a collection is not released.
//!
//! Somebody who knows the few people of a small collection, and sees its count move, knows who has
//! just answered. So a count of fewer than [`FEW`] people is not shown before the release, and one
//! of fewer than [`SOME`] moves at midnight in Scotland only. The raw counters do not leave this
//! room: [`super::Figures`] gives out what is held back already.

use std::{fmt, iter::Sum, ops::Add};

use crate::language::numbers::grouped;

/// Below so many people who could answer, a count is shown after the release only.
pub const FEW: u64 = 10;
/// Below so many, it moves once a day.
pub const SOME: u64 = 50;
/// What stands in place of a count that is held back.
pub const HELD: &str = "shown after closing";

/// A number of responses as everybody may see it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Visible {
    /// It is shown after the release.
    Held,
    Shown(u64),
}

impl Visible {
    /// `None` if it is held back.
    pub const fn count(self) -> Option<u64> {
        match self {
            Self::Held => None,
            Self::Shown(count) => Some(count),
        }
    }

    /// The count, where one that is held back adds nothing: for totals of what is shown.
    pub fn or_none(self) -> u64 {
        self.count().unwrap_or(0)
    }

    pub const fn is_held(self) -> bool {
        matches!(self, Self::Held)
    }

    /// Whether it is known that nobody has answered.
    pub fn is_nobody(self) -> bool {
        self == Self::Shown(0)
    }

    /// Whether it is known that somebody has answered.
    pub fn is_somebody(self) -> bool {
        self > Self::Shown(0)
    }
}

impl Default for Visible {
    fn default() -> Self {
        Self::Shown(0)
    }
}

#[cfg(test)]
impl PartialEq<u64> for Visible {
    fn eq(&self, count: &u64) -> bool {
        *self == Self::Shown(*count)
    }
}

impl From<u64> for Visible {
    fn from(count: u64) -> Self {
        Self::Shown(count)
    }
}

/// The sum of what is shown.
impl Add for Visible {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        match (self, other) {
            (Self::Held, other) | (other, Self::Held) => other,
            (Self::Shown(a), Self::Shown(b)) => Self::Shown(a + b),
        }
    }
}

impl Sum for Visible {
    fn sum<I: Iterator<Item = Self>>(all: I) -> Self {
        all.reduce(Add::add).unwrap_or_default()
    }
}

/// "1,162", or that it is shown after closing.
impl fmt::Display for Visible {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Held => f.write_str(HELD),
            Self::Shown(count) => f.write_str(&grouped(*count)),
        }
    }
}

/// When a count moves.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Moves {
    /// Not before the release.
    AtRelease,
    /// At midnight in Scotland.
    Daily,
    /// With each response.
    Live,
}

impl Moves {
    /// When a count moves of so many people who could answer; of an unknown number, as of few.
    pub fn of(people: Option<u64>) -> Self {
        match people.unwrap_or(0) {
            0..FEW => Self::AtRelease,
            FEW..SOME => Self::Daily,
            _ => Self::Live,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ten_people_are_shown_daily_and_fifty_at_once() {
        let of = |people| Moves::of(Some(people));
        assert_eq!((of(0), of(9), Moves::of(None)), (Moves::AtRelease, of(0), of(0)));
        assert_eq!((of(10), of(49)), (Moves::Daily, Moves::Daily));
        assert_eq!((of(50), of(5_000)), (Moves::Live, Moves::Live));
    }

    #[test]
    fn a_sum_has_only_what_is_shown() {
        let all = [Visible::Shown(3), Visible::Held, Visible::Shown(4)];
        assert_eq!(all.into_iter().sum::<Visible>(), Visible::Shown(7));
        assert_eq!([Visible::Held].into_iter().sum::<Visible>(), Visible::Held);
    }
}
