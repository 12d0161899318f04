//! How willing people are, and which shape fits, learnt from the days so far.

use chrono::NaiveDate;

use super::{Daily, Expected, FEWEST_ISSUED, Forecast, real::real};

/// The odds of having answered at closing, before anything is known: the mean of a gamma
/// distribution, and its shape. Odds of 1.3 are a rate of 57%, odds of 0.6 one of 38%.
const BY_EMAIL: (f64, f64) = (1.3, 1.6);
const OTHERWISE: (f64, f64) = (0.6, 1.4);
/// How unequal days are beyond chance: where this many responses are expected, a day varies twice
/// as much as by chance alone.
const UNEQUAL: f64 = 12.0;
/// How far what is still to come may differ from what has come, as a standard deviation of the
/// logarithm: by email, and otherwise. Chosen so that four in five simulated fieldworks end inside.
const DRIFT: (f64, f64) = (0.42, 0.8);
/// How much the fit of past days is believed, since none of the shapes is true. Chosen like the
/// drift.
const TRUST: f64 = 0.33;
/// Points of equal weight of the normal distribution: the middles of ninths, and three with its
/// variance.
const LEVELS: [f64; 9] = [-1.593, -0.967, -0.589, -0.282, 0.0, 0.282, 0.589, 0.967, 1.593];
const CHANCES: [f64; 3] = [-1.2247, 0.0, 1.2247];
/// The turns, as sine and cosine, where nothing is left to chance.
const STILL: [(f64, f64); 3] = [(0.0, 1.0); 3];

/// What is believed after the days so far.
#[derive(Clone, Debug)]
pub struct Posterior {
    returned: f64,
    issued: f64,
    /// The weight of each shape; together 1.
    weights: Vec<f64>,
    /// Which share of the growth of the odds is over, by shape.
    over: Vec<f64>,
    /// The gamma distribution of the level: its shape, and its rate by shape of the curve.
    sureness: f64,
    rates: Vec<f64>,
    /// As [`DRIFT`].
    drift: f64,
}

impl Posterior {
    pub fn of(expected: &Expected, issued: u64, daily: &[Daily]) -> Self {
        let (mean, prior) = if expected.fieldwork.by_email { BY_EMAIL } else { OTHERWISE };
        let issued = real(issued);
        let first = expected.days.first().map(|day| day.on);
        let count = |which: &dyn Fn(NaiveDate) -> bool| {
            daily.iter().filter(|(day, _)| which(*day)).map(|(_, count)| *count).sum::<u64>()
        };
        let mut counts = count(&|day| first.is_some_and(|first| day < first));
        let mut sureness = prior;
        let mut rates = vec![prior / mean; expected.shapes.len()];
        let mut fits = vec![0.0; expected.shapes.len()];
        let mut weights = fits.clone();
        for (place, day) in expected.days.iter().enumerate() {
            let came = count(&|on| on == day.on);
            let heed = 1.0 / (1.0 + issued * mean / (1.0 + mean) * day.usual / UNEQUAL);
            if place + 1 == expected.days.len() {
                weights = weigh(&fits, sureness, &rates);
            }
            // The odds of having answered grow with what is asked: so many would answer at a level
            // of one.
            let left = |gone: u64| (issued - real(gone)).max(0.5);
            let pool = left(counts) * left(counts + came) / issued;
            sureness += heed * real(came);
            for ((rate, fit), (share, logarithm)) in rates.iter_mut().zip(&mut fits).zip(&day.falls)
            {
                *rate += heed * pool * share;
                *fit += heed * real(came) * logarithm;
            }
            counts += came;
        }
        let returned = real(daily.iter().map(|(_, count)| *count).sum());
        Self {
            returned,
            issued,
            weights,
            over: expected.over.clone(),
            sureness,
            rates,
            drift: if expected.fieldwork.by_email { DRIFT.0 } else { DRIFT.1 },
        }
    }

    /// The forecast for when these shares, by shape, are over.
    pub fn by(&self, shares: &[f64]) -> Forecast {
        let pool = self.issued - self.returned;
        // The level is uncertain by what is not known yet, and by what may change.
        let sure = self.sureness / (1.0 + self.drift * self.drift * self.sureness);
        let levels = LEVELS.map(|z| self.sureness * gamma(sure, z));
        // Chance moves the angle whose squared sine is the share, by as much wherever it is.
        let noise = if pool > 0.0 { 0.5 / pool.sqrt() } else { 0.0 };
        let turns = CHANCES.map(|z| (z * noise).sin_cos());
        let mut points = Vec::with_capacity(self.weights.len() * LEVELS.len() * CHANCES.len());
        for (((weight, rate), over), share) in
            self.weights.iter().zip(&self.rates).zip(&self.over).zip(shares)
        {
            let left = (share - over).max(0.0);
            if *weight < 1e-4 {
                continue;
            }
            for level in levels {
                let grown = level / rate * left * pool / self.issued;
                let (sine, cosine) = ((grown / (1.0 + grown)).sqrt(), (1.0 + grown).sqrt().recip());
                let chances: &[(f64, f64)] = if left > 0.0 { &turns } else { &STILL };
                for (turn_sine, turn_cosine) in chances {
                    // Neither below nothing nor past a right angle.
                    let beyond = cosine * turn_cosine < sine * turn_sine;
                    let turned = if beyond {
                        1.0
                    } else {
                        (sine * turn_cosine + cosine * turn_sine).max(0.0)
                    };
                    points.push((self.returned + pool * turned * turned, *weight));
                }
            }
        }
        points.sort_unstable_by(|(a, _), (b, _)| a.total_cmp(b));
        let all: f64 = points.iter().map(|(_, weight)| weight).sum();
        let quantile = |p: f64| {
            let mut sum = 0.0;
            let found = points.iter().find(|(_, weight)| {
                sum += weight;
                sum >= p * all
            });
            let count = found.or(points.last()).map_or(self.returned, |(count, _)| *count);
            (count / self.issued).clamp(0.0, 1.0)
        };
        Forecast { low: quantile(0.1), middle: quantile(0.5), high: quantile(0.9) }
    }
}

impl Expected {
    /// Where a collection of `issued` people will end, as [`super::forecast`] says.
    pub fn forecast(&self, issued: u64, daily: &[Daily]) -> Option<Forecast> {
        Some(self.learn(issued, daily)?.by(&vec![1.0; self.shapes.len()]))
    }

    /// What the days so far teach; `None` where there is nothing to go by.
    pub(super) fn learn(&self, issued: u64, daily: &[Daily]) -> Option<Posterior> {
        let returned = daily.iter().try_fold(0_u64, |sum, (_, count)| sum.checked_add(*count))?;
        (self.known && issued >= FEWEST_ISSUED && returned <= issued)
            .then(|| Posterior::of(self, issued, daily))
    }
}

/// The weight of each shape from how well it fits the days before today.
fn weigh(fits: &[f64], sureness: f64, rates: &[f64]) -> Vec<f64> {
    let logs: Vec<f64> =
        fits.iter().zip(rates).map(|(fit, rate)| TRUST * (fit - sureness * rate.ln())).collect();
    let best = logs.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let weights: Vec<f64> = logs.iter().map(|log| (log - best).exp()).collect();
    let all: f64 = weights.iter().sum();
    weights.iter().map(|weight| weight / all).collect()
}

/// A quantile of the gamma distribution of mean 1, by Wilson and Hilferty's cube root (1931).
fn gamma(shape: f64, z: f64) -> f64 {
    (1.0 - 1.0 / (9.0 * shape) + z / (3.0 * shape.sqrt())).max(0.0).powi(3)
}
