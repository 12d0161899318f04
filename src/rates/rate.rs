//! Response rates.
//!
//! An open link has no rate in the sense of AAPOR's Standard Definitions, since nobody knows who
//! saw it: its figure is returns against the population that the area stated, and is called so.

use std::{fmt, ops::Add};

use super::{HELD, Visible};
use crate::language::numbers::grouped;

/// The minimum population for a rate (Viva Glint also uses five recipients).
const FEWEST_ISSUED: u64 = 5;

/// Returns and population.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Rate {
    pub returned: Visible,
    /// How many people could answer; `None` if unknown.
    pub issued: Option<u64>,
}

impl Rate {
    pub fn new(returned: impl Into<Visible>, issued: Option<u64>) -> Self {
        Self { returned: returned.into(), issued }
    }

    /// Whether more have answered than could, as far as it is shown.
    pub fn is_too_many(self) -> bool {
        self.returned.count().zip(self.issued).is_some_and(|(returned, issued)| returned > issued)
    }

    /// Returned divided by issued; above 1 if there are more responses than people. `None` if the
    /// population is unknown or below five, or the count is held back.
    #[expect(clippy::cast_precision_loss, reason = "counts of people stay far below 2^52")]
    pub fn fraction(self) -> Option<f64> {
        let issued = self.issued.filter(|issued| *issued >= FEWEST_ISSUED)?;
        Some(self.returned.count()? as f64 / issued as f64)
    }

    /// The same as a whole percentage, halves rounded up.
    pub fn percent(self) -> Option<u64> {
        let issued = self.issued.filter(|issued| *issued >= FEWEST_ISSUED)?;
        Some((200 * self.returned.count()? + issued) / (2 * issued))
    }
}

/// Both together, of what is shown: one whose count is held back adds neither responses nor people,
/// so that a total tells no more than its parts. If either population is unknown, so is that of
/// both.
impl Add for Rate {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        match (self.returned, other.returned) {
            (Visible::Held, Visible::Shown(_)) => return other,
            (Visible::Shown(_), Visible::Held) => return self,
            _ => {}
        }
        let issued = self.issued.zip(other.issued).map(|(a, b)| a + b);
        Self { returned: self.returned + other.returned, issued }
    }
}

/// "1,162 of 1,306, 89%".
impl fmt::Display for Rate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Some(returned) = self.returned.count() else { return f.write_str(HELD) };
        let returned = grouped(returned);
        match (self.issued, self.percent()) {
            (Some(issued), Some(percent)) => {
                write!(f, "{returned} of {}, {percent}%", grouped(issued))
            }
            (Some(issued), None) => write!(f, "{returned} of {}", grouped(issued)),
            (None, _) => write!(f, "{returned} returned"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_published_figure_of_south_lanarkshire_is_reproduced() {
        assert_eq!(Rate::new(1_162, Some(1_306)).to_string(), "1,162 of 1,306, 89%");
    }

    #[test]
    fn halves_are_rounded_up() {
        assert_eq!(Rate::new(1, Some(8)).percent(), Some(13));
        assert_eq!(Rate::new(89, Some(200)).percent(), Some(45));
        assert_eq!(Rate::new(0, Some(8)).percent(), Some(0));
    }

    #[test]
    fn no_rate_speaks_of_fewer_than_five_people() {
        assert_eq!(Rate::new(2, Some(4)).percent(), None);
        assert_eq!(Rate::new(2, Some(4)).to_string(), "2 of 4");
        assert_eq!(Rate::new(2, None).to_string(), "2 returned");
    }

    #[test]
    fn a_total_of_an_unknown_population_is_unknown() {
        let total = Rate::new(3, Some(10)) + Rate::new(4, None);
        assert_eq!(total, Rate::new(7, None));
    }

    #[test]
    fn more_returns_than_people_are_shown_as_they_are() {
        assert_eq!(Rate::new(1_500, Some(1_000)).to_string(), "1,500 of 1,000, 150%");
    }
}
