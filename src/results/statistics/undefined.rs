/// Why a statistic is not defined. Places count from 0, in the order in which groups were given.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Undefined {
    #[error("there is nothing to calculate from")]
    Nothing,
    #[error("nobody answered in group {0}")]
    NobodyAnswered(usize),
    #[error("only one person answered in group {0}, so chance cannot be estimated")]
    OneAnswer(usize),
    #[error("group {0} has more of a kind than there are")]
    TooMany(usize),
    #[error("group {0} has nobody in it")]
    Nobody(usize),
    #[error("it is not known how many people are in group {0}")]
    UnknownPopulation(usize),
    #[error("a single part cannot be compared with others")]
    OnePart,
    #[error("{value} is not between 0 and 1", value = .0.0)]
    NotAFraction(Value),
}

/// A number that was refused; two that are not a number are the same.
#[derive(Clone, Copy, Debug)]
pub struct Value(pub f64);

impl PartialEq for Value {
    fn eq(&self, other: &Self) -> bool {
        self.0.to_bits() == other.0.to_bits()
    }
}

impl Eq for Value {}

impl Undefined {
    /// `value`, if it is from 0 to 1.
    pub(super) fn unless_fraction(value: f64) -> Result<f64, Self> {
        if (0.0..=1.0).contains(&value) { Ok(value) } else { Err(Self::NotAFraction(Value(value))) }
    }
}
