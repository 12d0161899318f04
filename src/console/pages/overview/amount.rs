use std::ops::Add;

use crate::{fieldwork::Recorded, rates::Rate};

/// What a collection, or all of one survey, has: responses with their rate, or what the
/// inspection's team has recorded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Amount {
    Rate(Rate),
    Recorded(Recorded),
}

impl Amount {
    pub const fn rate(self) -> Option<Rate> {
        match self {
            Self::Rate(rate) => Some(rate),
            Self::Recorded(_) => None,
        }
    }

    pub const fn recorded(self) -> Option<Recorded> {
        match self {
            Self::Recorded(recorded) => Some(recorded),
            Self::Rate(_) => None,
        }
    }
}

/// Both together, of one survey. Responses and records have no common total: the responses stay.
impl Add for Amount {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        match (self, other) {
            (Self::Rate(a), Self::Rate(b)) => Self::Rate(a + b),
            (Self::Recorded(a), Self::Recorded(b)) => Self::Recorded(a + b),
            (rate @ Self::Rate(_), _) | (_, rate) => rate,
        }
    }
}
