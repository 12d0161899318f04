use super::parts::Row;
use crate::{
    rates::Rate,
    results::statistics::{Part, Representativeness, Undefined, representativeness},
};

/// From this R-indicator on, those who answered closely resemble those who could: rates lie within
/// five points of the overall rate, in the root mean square over people. Judgement.
const CLOSE: f64 = 0.9;
/// From this one on, roughly: within 15 points. Judgement.
const ROUGH: f64 = 0.7;
/// Below this rate, the rates of all parts are low and therefore look even. Judgement.
const FEW: f64 = 0.33;

/// How evenly the parts answered.
#[derive(Clone, Debug, PartialEq)]
pub struct Evenness {
    pub found: Representativeness,
    /// The part that lowers the indicator most.
    pub missing: Option<MissingMost>,
}

/// A part that answered less than the others, with the rates of both in percent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MissingMost {
    pub name: String,
    pub own: u64,
    pub elsewhere: u64,
}

/// How far those who answered resemble those who could, by part.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Resemblance {
    Closely,
    Roughly,
    Hardly,
}

/// Why the rates of the parts cannot be compared.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Uncompared {
    #[error("Nobody has answered in any part.")]
    Nobody,
    #[error("It takes two parts or more of which it is known how many people could answer.")]
    TooFewParts,
    #[error("More people answered in “{0}” than could. Correct the number of people.")]
    TooMany(String),
}

impl Evenness {
    pub fn of(rows: &[Row]) -> Result<Self, Uncompared> {
        let rows: Vec<&Row> = rows.iter().filter(|row| row.is_measured()).collect();
        if rows.len() > 1 && rows.iter().all(|row| row.rate.returned.is_nobody()) {
            return Err(Uncompared::Nobody);
        }
        let parts: Vec<Part> = rows.iter().map(|row| part(row.rate)).collect();
        match representativeness(&parts) {
            Ok(found) => Ok(Self { missing: missing_most(&rows, &found.partial), found }),
            Err(Undefined::TooMany(place)) => {
                let name = rows.get(place).map(|row| row.name.clone());
                Err(Uncompared::TooMany(name.unwrap_or_default()))
            }
            Err(_) => Err(Uncompared::TooFewParts),
        }
    }

    pub fn resemblance(&self) -> Resemblance {
        // As it is shown, so that the word never contradicts the number.
        match (100.0 * self.found.indicator).round() / 100.0 {
            close if close >= CLOSE => Resemblance::Closely,
            rough if rough >= ROUGH => Resemblance::Roughly,
            _ => Resemblance::Hardly,
        }
    }

    /// How far the rates lie from the overall rate, in percentage points: their standard deviation
    /// over people, adjusted for chance.
    pub fn points(&self) -> f64 {
        50.0 * (1.0 - self.found.indicator)
    }

    /// Whether so few answered that low rates look even.
    pub fn is_of_few(&self) -> bool {
        self.found.rate < FEW
    }
}

/// The people and the answers behind a rate.
pub fn part(rate: Rate) -> Part {
    Part { issued: rate.issued.unwrap_or_default(), returned: rate.returned.or_none() }
}

/// The part with the lowest partial indicator, if its percentage is below that of all others.
fn missing_most(rows: &[&Row], partial: &[f64]) -> Option<MissingMost> {
    let measured = rows.iter().zip(partial).filter(|(row, _)| row.rate.percent().is_some());
    let (least, _) = measured.min_by(|a, b| a.1.total_cmp(b.1))?;
    let others = rows.iter().filter(|row| row.key != least.key).map(|row| row.rate);
    let elsewhere = others.reduce(|a, b| a + b)?.percent()?;
    let own = least.rate.percent().filter(|own| *own < elsewhere)?;
    Some(MissingMost { name: least.name.clone(), own, elsewhere })
}
