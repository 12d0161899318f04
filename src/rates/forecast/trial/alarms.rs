//! Which rule says "behind" of the right fieldworks.

use super::{chance::Chance, simulated::Simulated};
use crate::rates::forecast::{self, Forecast};

/// The evenings on which a rule is asked: neither the first days nor the last.
const EVENINGS: std::ops::RangeInclusive<u64> = 3..=18;
/// How many points below its target a fieldwork ends that should have been warned of.
const SHORT: f64 = 5.0;

/// What a rule looks at, in percent.
struct Sight {
    rate: f64,
    line: f64,
    pace: f64,
    forecast: Forecast,
    target: f64,
}

type Rule = fn(&Sight) -> bool;

/// The rule that `fieldwork::pace::Course` keeps.
pub const KEPT: &str = "the whole forecast is below the target";

/// The rules that were tried.
const RULES: [(&str, Rule); 6] = [
    ("below four fifths of a straight line", |sight| 5.0 * sight.rate < 4.0 * sight.line),
    ("below four fifths of the pace", |sight| 5.0 * sight.rate < 4.0 * sight.pace),
    ("the middle of the forecast is below the target", |sight| {
        100.0 * sight.forecast.middle < sight.target
    }),
    (KEPT, |sight| 100.0 * sight.forecast.high < sight.target),
    ("the middle is more than 3 points below", |sight| {
        100.0 * sight.forecast.middle < sight.target - 3.0
    }),
    ("the middle is more than 5 points below", |sight| {
        100.0 * sight.forecast.middle < sight.target - 5.0
    }),
];

/// A rule with the share of its alarms that were wrong, the share of evenings on which those that
/// reached their target were called behind, and that on which those that ended five points short or
/// more were. In percent.
pub struct Alarms {
    pub rule: &'static str,
    pub wrong: f64,
    pub calm: f64,
    pub found: f64,
}

pub fn alarms(fieldworks: &[Simulated], targets_from: u64) -> Vec<Alarms> {
    let mut chance = Chance::of(targets_from);
    let targets: Vec<f64> = fieldworks
        .iter()
        .map(|one| (100.0 * one.ends() * chance.between(0.7, 1.3)).round().clamp(5.0, 95.0))
        .collect();
    let mut seen = [[0.0; 3]; RULES.len()];
    let (mut reached, mut short) = (0.0, 0.0);
    for (one, target) in fieldworks.iter().zip(targets) {
        let ends = 100.0 * one.ends();
        for number in EVENINGS {
            let now = one.evening(number);
            let Some(forecast) = forecast::forecast(&one.fieldwork, &one.daily(now), now) else {
                continue;
            };
            let whole = (one.fieldwork.closes_at - one.fieldwork.opens_at).num_minutes() as f64;
            let sight = Sight {
                rate: 100.0 * one.returned(now) as f64 / one.fieldwork.issued as f64,
                line: target * (now - one.fieldwork.opens_at).num_minutes() as f64 / whole,
                pace: forecast::pace(&one.fieldwork, target, now),
                forecast,
                target,
            };
            if sight.rate >= target {
                continue;
            }
            let (came, fell) = (ends >= target, ends <= target - SHORT);
            reached += f64::from(u8::from(came));
            short += f64::from(u8::from(fell));
            for ((_, rule), [alarms, wrong, found]) in RULES.iter().zip(&mut seen) {
                if rule(&sight) {
                    *alarms += 1.0;
                    *wrong += f64::from(u8::from(came));
                    *found += f64::from(u8::from(fell));
                }
            }
        }
    }
    let told = |((rule, _), [alarms, wrong, found]): (&(&'static str, Rule), &[f64; 3])| Alarms {
        rule,
        wrong: 100.0 * wrong / alarms,
        calm: 100.0 * wrong / reached,
        found: 100.0 * found / short,
    };
    RULES.iter().zip(&seen).map(told).collect()
}
