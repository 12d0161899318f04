//! How far off each was, by day of fieldwork.

use super::{
    chance::Chance,
    rivals::{self, LastYear},
    simulated::{DAYS, Simulated, simulate},
};
use crate::rates::forecast;

/// Of one day, in percentage points.
#[derive(Clone, Copy, Debug, Default)]
pub struct Score {
    pub error: f64,
    pub bias: f64,
    /// Percent of fieldworks that ended inside.
    pub inside: f64,
    pub width: f64,
    pub so_far: f64,
    pub straight_line: f64,
    pub last_year: f64,
    pub counted: f64,
}

pub fn fieldworks(seed: u64, count: usize) -> Vec<Simulated> {
    let mut chance = Chance::of(seed);
    (0..count).map(|_| simulate(&mut chance)).collect()
}

/// The scores of each day from the first.
pub fn by_day(fieldworks: &[&Simulated], last_year: &LastYear) -> Vec<Score> {
    (1..=DAYS).map(|number| score(fieldworks, last_year, number)).collect()
}

fn score(fieldworks: &[&Simulated], last_year: &LastYear, number: u64) -> Score {
    let mut sum = Score::default();
    for one in fieldworks {
        let (now, ends) = (one.evening(number), one.ends());
        let Some(forecast) = forecast::forecast(&one.fieldwork, &one.daily(now), now) else {
            continue;
        };
        sum.counted += 1.0;
        sum.error += (forecast.middle - ends).abs();
        sum.bias += forecast.middle - ends;
        sum.inside +=
            f64::from(u8::from((forecast.low - 1e-9..=forecast.high + 1e-9).contains(&ends)));
        sum.width += forecast.high - forecast.low;
        sum.so_far += (rivals::so_far(one, number) - ends).abs();
        sum.straight_line += (rivals::straight_line(one, number) - ends).abs();
        sum.last_year += (last_year.says(one, number) - ends).abs();
    }
    let mean = |sum: f64, count: f64| 100.0 * sum / count;
    let count = sum.counted;
    Score {
        error: mean(sum.error, count),
        bias: mean(sum.bias, count),
        inside: mean(sum.inside, count),
        width: mean(sum.width, count),
        so_far: mean(sum.so_far, count),
        straight_line: mean(sum.straight_line, count),
        last_year: mean(sum.last_year, count),
        counted: count,
    }
}
