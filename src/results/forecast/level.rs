//! How willing people are, and which shape fits, learnt from the days so far.

use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Europe::London;

use super::{Daily, Fieldwork, Forecast, shape::Shapes};

/// The odds of having answered at closing, before anything is known: the mean of a gamma distribution, and its shape. Odds of
/// 1.3 are a rate of 57%, odds of 0.6 one of 38%.
const BY_EMAIL: (f64, f64) = (1.3, 1.6);
const OTHERWISE: (f64, f64) = (0.6, 1.4);
/// How unequal days are beyond chance: where this many responses are expected, a day varies twice as much as by chance alone.
const UNEQUAL: f64 = 12.0;
/// How far what is still to come may differ from what has come, as a standard deviation of the logarithm: by email, and
/// otherwise. Chosen so that four in five simulated fieldworks end inside.
const DRIFT: (f64, f64) = (0.42, 0.8);
/// How much the fit of past days is believed, since none of the shapes is true. Chosen like the drift.
const TRUST: f64 = 0.33;
/// Points of equal weight of the normal distribution: the middles of ninths, and three with its variance.
const LEVELS: [f64; 9] = [-1.593, -0.967, -0.589, -0.282, 0.0, 0.282, 0.589, 0.967, 1.593];
const CHANCES: [f64; 3] = [-1.2247, 0.0, 1.2247];

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
    pub fn of(fieldwork: &Fieldwork, shapes: &Shapes, daily: &[Daily], now: DateTime<Utc>) -> Self {
        let (mean, prior) = if fieldwork.by_email { BY_EMAIL } else { OTHERWISE };
        let issued = real(fieldwork.issued);
        let day = |at: DateTime<Utc>| at.with_timezone(&London).date_naive();
        let (first, now_or_close) = (day(fieldwork.opens_at), now.min(fieldwork.closes_at));
        let today = day(now_or_close);
        let count = |on: NaiveDate| daily.iter().filter(|(day, _)| *day == on).map(|(_, count)| *count).sum::<u64>();
        let mut counts = daily.iter().filter(|(day, _)| *day < first).map(|(_, count)| *count).sum::<u64>();
        let mut sureness = prior;
        let mut rates = vec![prior / mean; shapes.len()];
        let mut fits = vec![0.0; shapes.len()];
        let mut weights = fits.clone();
        let mut before = vec![0.0; shapes.len()];
        for on in first.iter_days().take_while(|on| *on <= today) {
            let by = if on == today {
                shapes.by_instant(now_or_close)
            } else {
                shapes.by_midnight(on.succ_opt().unwrap_or(on))
            };
            let came = count(on);
            let usual = by.iter().zip(&before).map(|(by, before)| by - before).sum::<f64>() / number(by.len());
            let heed = 1.0 / (1.0 + issued * mean / (1.0 + mean) * usual / UNEQUAL);
            if on == today {
                weights.clone_from(&weigh(&fits, sureness, &rates));
            }
            // The odds of having answered grow with what is asked: so many would answer at a level of one.
            let left = |gone: u64| (issued - real(gone)).max(0.5);
            let pool = left(counts) * left(counts + came) / issued;
            sureness += heed * real(came);
            for (((rate, fit), by), before) in rates.iter_mut().zip(&mut fits).zip(&by).zip(&before) {
                let exposed = (by - before).max(1e-9);
                *rate += heed * pool * exposed;
                *fit += heed * real(came) * exposed.ln();
            }
            counts += came;
            before = by;
        }
        let returned = real(daily.iter().map(|(_, count)| *count).sum());
        Self {
            returned,
            issued,
            weights,
            over: before,
            sureness,
            rates,
            drift: if fieldwork.by_email { DRIFT.0 } else { DRIFT.1 },
        }
    }

    /// The forecast for when these shares, by shape, are over.
    pub fn by(&self, shares: &[f64]) -> Forecast {
        let pool = self.issued - self.returned;
        // The level is uncertain by what is not known yet, and by what may change.
        let sure = self.sureness / (1.0 + self.drift * self.drift * self.sureness);
        let levels = LEVELS.map(|z| self.sureness * gamma(sure, z));
        let noise = if pool > 0.0 { 0.5 / pool.sqrt() } else { 0.0 };
        let mut points = Vec::with_capacity(self.weights.len() * LEVELS.len() * CHANCES.len());
        for (((weight, rate), over), share) in self.weights.iter().zip(&self.rates).zip(&self.over).zip(shares) {
            let left = (share - over).max(0.0);
            if *weight < 1e-4 {
                continue;
            }
            for level in levels {
                let grown = level / rate * left * pool / self.issued;
                let angle = (grown / (1.0 + grown)).sqrt().asin();
                let chances = if left > 0.0 { CHANCES } else { [0.0; 3] };
                for z in chances {
                    let sine = (angle + z * noise).clamp(0.0, std::f64::consts::FRAC_PI_2).sin();
                    points.push((self.returned + pool * sine * sine, *weight));
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

/// The weight of each shape from how well it fits the days before today.
fn weigh(fits: &[f64], sureness: f64, rates: &[f64]) -> Vec<f64> {
    let logs: Vec<f64> = fits.iter().zip(rates).map(|(fit, rate)| TRUST * (fit - sureness * rate.ln())).collect();
    let best = logs.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let weights: Vec<f64> = logs.iter().map(|log| (log - best).exp()).collect();
    let all: f64 = weights.iter().sum();
    weights.iter().map(|weight| weight / all).collect()
}

/// A quantile of the gamma distribution of mean 1, by Wilson and Hilferty's cube root (1931).
fn gamma(shape: f64, z: f64) -> f64 {
    (1.0 - 1.0 / (9.0 * shape) + z / (3.0 * shape.sqrt())).max(0.0).powi(3)
}

#[expect(clippy::cast_precision_loss, reason = "counts of people stay far below 2^52")]
pub fn real(count: u64) -> f64 {
    count as f64
}

#[expect(clippy::cast_precision_loss, reason = "a handful")]
pub fn number(count: usize) -> f64 {
    count as f64
}
