use super::{normal::real, undefined::Undefined};

/// The answers of one group of people: a part of a collection, or an area.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Group {
    /// How many gave a favourable answer.
    pub favourable: u64,
    /// How many answered.
    pub base: u64,
    /// How many could have answered; `None` if unknown.
    pub population: Option<u64>,
}

impl Group {
    /// An error if nobody answered, or there are more of a kind than there can be.
    pub(super) fn checked(self, place: usize) -> Result<Self, Undefined> {
        if self.favourable > self.base || self.population.is_some_and(|all| self.base > all) {
            return Err(Undefined::TooMany(place));
        }
        if self.base == 0 { Err(Undefined::NobodyAnswered(place)) } else { Ok(self) }
    }

    /// The favourable share, from 0 to 1. Of a checked group only.
    pub(super) fn share(self) -> f64 {
        real(self.favourable) / real(self.base)
    }

    /// Whether everybody answered.
    pub(super) fn is_census(self) -> bool {
        self.population == Some(self.base)
    }

    /// The estimated variance of the share, p(1 − p)/(n − 1) · (1 − n/N) (Cochran, *Sampling
    /// Techniques*, section 3.2, formula 3.8). Of a checked group only.
    ///
    /// An error if it rests on one answer of several people.
    pub(super) fn variance(self, place: usize) -> Result<f64, Undefined> {
        if self.is_census() {
            return Ok(0.0);
        }
        if self.base == 1 {
            return Err(Undefined::OneAnswer(place));
        }
        let (p, n) = (self.share(), real(self.base));
        let unsampled = self.population.map_or(1.0, |all| 1.0 - n / real(all));
        Ok(p * (1.0 - p) / (n - 1.0) * unsampled)
    }
}

/// The groups, each checked. An error if there are none.
pub(super) fn all_checked(groups: &[Group]) -> Result<Vec<Group>, Undefined> {
    if groups.is_empty() {
        return Err(Undefined::Nothing);
    }
    groups.iter().enumerate().map(|(place, group)| group.checked(place)).collect()
}
