use super::{
    normal::{Z, real},
    undefined::Undefined,
};

/// How many of a part's people answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Part {
    /// How many could answer.
    pub issued: u64,
    /// How many did.
    pub returned: u64,
}

/// How much response rates vary between parts.
#[derive(Clone, Debug, PartialEq)]
pub struct Representativeness {
    /// The R-indicator, adjusted for chance: 1 if all parts answered at the same rate, 0 at the
    /// worst.
    pub indicator: f64,
    /// The R-indicator of the rates as they are.
    pub unadjusted: f64,
    /// The standard error of the indicator; `None` if all rates are the same.
    pub standard_error: Option<f64>,
    /// The 95% interval of the indicator.
    pub interval: (f64, f64),
    /// The unconditional partial indicator of each part: below 0 if it answers less than the whole,
    /// above if more. Their squares add up to the variance of the rates, unadjusted.
    pub partial: Vec<f64>,
    /// The overall response rate, from 0 to 1.
    pub rate: f64,
}

impl Representativeness {
    /// Whether the rates differ by no more than chance adds on average, so that the adjusted
    /// indicator is cut off at 1 although the rates are not the same.
    pub fn is_cut_off(&self) -> bool {
        is_cut_off(self.indicator, self.unadjusted)
    }
}

/// Whether an adjusted indicator is cut off at 1 although the unadjusted one is below it.
pub(super) fn is_cut_off(adjusted: f64, unadjusted: f64) -> bool {
    /// What is left by rounding if all rates are the same.
    const NOTHING: f64 = 1e-9;
    adjusted >= 1.0 && unadjusted < 1.0 - NOTHING
}

/// The R-indicator of an S².
pub(super) fn indicator(square: f64) -> f64 {
    (1.0 - 2.0 * square.max(0.0).sqrt()).clamp(0.0, 1.0)
}

/// The R-indicator of response over parts, 1 − 2·S, where S is the standard deviation of response
/// rates over people (B. Schouten, F. Cobben and J. Bethlehem, "Indicators for the
/// representativeness of survey response", *Survey Methodology* 35, 2009, section 3).
///
/// Everybody in a part has the part's rate `ρ_h`, `W_h = N_h/N` is its share of all people, and ρ
/// the overall rate. Everybody was asked, so chance lies in who responds, not in who is drawn. With
/// `v_h = ρ_h(1 − ρ_h)/(N_h − 1)`, the unbiased estimate of the variance of a rate (0 for a part of
/// one person, whose variance cannot be estimated):
///
/// - `S² = Σ W_h(ρ_h − ρ)²`, with N for the divisor where the paper has N − 1, so that the squares of
///   the partial indicators add up to it and the indicator is never below 0;
/// - the adjustment for bias takes `Σ W_h(1 − W_h)·v_h` from S², and 0 if that is more. This is
///   exactly what chance adds to S² on average;
/// - the variance of S² is `4·Σ W_h²(ρ_h − ρ)²·v_h + 2·tr(AVAV)`, with `A = diag(W) − WW′` and
///   `V = diag(v)`: that of a quadratic form. It is the formula of N. Shlomo, C. Skinner and B. Schouten
///   ("Estimation of an indicator of the representativeness of survey response", *Journal of
///   Statistical Planning and Inference* 142, 2012) for a model with one rate for each part and no
///   sampling;
/// - the standard error of the indicator is that of S² by S (delta method);
/// - the interval is that of S², adjusted, ± 1.96 standard errors, put through 1 − 2·S. It stays
///   valid where S is near 0 and the delta method fails;
/// - the partial indicator is `√W_h·(ρ_h − ρ)` (B. Schouten, N. Shlomo and C. Skinner, "Indicators
///   for monitoring and improving representativeness of response", *Journal of Official Statistics*
///   27, 2011).
///
/// An error for fewer than two parts, for one with nobody in it, and for one with more answers than
/// people.
pub fn representativeness(parts: &[Part]) -> Result<Representativeness, Undefined> {
    let spread = Spread::of(&checked(parts)?);
    let adjusted = spread.adjusted();
    let error = spread.variance_of_square().sqrt();
    let deviation = spread.square.sqrt();
    Ok(Representativeness {
        indicator: indicator(adjusted),
        unadjusted: indicator(spread.square),
        standard_error: (deviation > 0.0).then(|| error / deviation),
        interval: (indicator(adjusted + Z * error), indicator(adjusted - Z * error)),
        partial: spread.parts.iter().map(|part| part.weight.sqrt() * part.above).collect(),
        rate: spread.rate,
    })
}

/// The people and the answers of each part, as numbers.
pub(super) fn checked(parts: &[Part]) -> Result<Vec<(f64, f64)>, Undefined> {
    if parts.len() < 2 {
        return Err(if parts.is_empty() { Undefined::Nothing } else { Undefined::OnePart });
    }
    let numbers = parts.iter().enumerate().map(|(place, part)| match part {
        Part { issued: 0, returned: 0 } => Err(Undefined::Nobody(place)),
        part if part.returned > part.issued => Err(Undefined::TooMany(place)),
        part => Ok((real(part.issued), real(part.returned))),
    });
    numbers.collect()
}

/// The variance of response rates over people, and what it is made of.
pub(super) struct Spread {
    parts: Vec<Rate>,
    pub(super) rate: f64,
    /// S², not adjusted.
    pub(super) square: f64,
}

struct Rate {
    /// The part's share of all people.
    weight: f64,
    /// Its rate, less the overall rate.
    above: f64,
    /// The variance of its rate.
    variance: f64,
}

impl Spread {
    /// Of the people and the answers of each part. Answers need not be whole: they may be expected.
    pub(super) fn of(parts: &[(f64, f64)]) -> Self {
        let (people, answers) =
            parts.iter().fold((0.0, 0.0), |(people, answers), (n, r)| (people + n, answers + r));
        let rate = answers / people;
        let parts: Vec<Rate> = parts
            .iter()
            .map(|(n, r)| {
                let own = r / n;
                let variance = if *n > 1.0 { own * (1.0 - own) / (n - 1.0) } else { 0.0 };
                Rate { weight: n / people, above: own - rate, variance }
            })
            .collect();
        let square = parts.iter().map(|part| part.weight * part.above * part.above).sum();
        Self { parts, rate, square }
    }

    /// S², less what chance adds to it; may be below 0.
    pub(super) fn adjusted(&self) -> f64 {
        let bias = self.parts.iter().map(|part| part.weight * (1.0 - part.weight) * part.variance);
        self.square - bias.sum::<f64>()
    }

    fn variance_of_square(&self) -> f64 {
        let first =
            self.parts.iter().map(|part| (part.weight * part.above).powi(2) * part.variance);
        let mut second = 0.0;
        for (at, one) in self.parts.iter().enumerate() {
            for (with, other) in self.parts.iter().enumerate() {
                let own = if at == with { one.weight } else { 0.0 };
                let entry = own - one.weight * other.weight;
                second += entry * entry * one.variance * other.variance;
            }
        }
        4.0 * first.sum::<f64>() + 2.0 * second
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn part(issued: u64, returned: u64) -> Part {
        Part { issued, returned }
    }

    #[test]
    fn two_halves_that_answer_at_60_and_40_percent_are_a_tenth_apart_each() {
        let found = representativeness(&[part(500, 300), part(500, 200)]).unwrap();
        assert!((found.unadjusted - 0.8).abs() < 1e-12 && (found.rate - 0.5).abs() < 1e-12);
        let wanted = 0.1 * 0.5_f64.sqrt();
        assert!((found.partial[0] - wanted).abs() < 1e-12);
        assert!((found.partial[1] + wanted).abs() < 1e-12);
        assert!(found.interval.0 < 0.8 && 0.8 < found.interval.1);
    }

    #[test]
    fn one_rate_everywhere_is_1_and_all_or_nothing_is_0() {
        let even = representativeness(&[part(100, 40), part(300, 120)]).unwrap();
        assert!((even.indicator - 1.0).abs() < 1e-9 && (even.unadjusted - 1.0).abs() < 1e-9);
        let split = representativeness(&[part(70, 70), part(70, 0)]).unwrap();
        assert!(split.indicator.abs() < 1e-12 && split.interval.0.abs() < 1e-12);
        for all in [0, 50] {
            let same = representativeness(&[part(50, all), part(50, all)]).unwrap();
            assert_eq!((same.interval, same.standard_error), ((1.0, 1.0), None));
        }
        assert!(!even.is_cut_off() && !split.is_cut_off());
        // 33%, 38% and 39% of few: no more than chance.
        let close = [part(60, 20), part(60, 23), part(60, 23)];
        let close = representativeness(&close).unwrap();
        assert!(close.is_cut_off() && close.unadjusted < 0.96 && close.interval.0 < 0.9);
    }

    #[test]
    fn every_input_is_defined() {
        assert_eq!(representativeness(&[]), Err(Undefined::Nothing));
        assert_eq!(representativeness(&[part(5, 2)]), Err(Undefined::OnePart));
        assert_eq!(representativeness(&[part(5, 2), part(0, 0)]), Err(Undefined::Nobody(1)));
        assert_eq!(representativeness(&[part(5, 6), part(5, 2)]), Err(Undefined::TooMany(0)));
        assert_eq!(representativeness(&[part(5, 2), part(0, 1)]), Err(Undefined::TooMany(1)));
        assert!(representativeness(&[part(1, 1), part(1, 0)]).unwrap().indicator.is_finite());
    }

    /// Every outcome of two small parts, each with its probability.
    #[test]
    fn the_adjusted_variance_is_right_on_average() {
        let chance = |n: u32, rate: f64| -> Vec<f64> {
            let mut ways = vec![1.0];
            for _ in 0..n {
                let mut next = vec![0.0; ways.len() + 1];
                for (count, weight) in ways.iter().enumerate() {
                    next[count] += weight * (1.0 - rate);
                    next[count + 1] += weight * rate;
                }
                ways = next;
            }
            ways
        };
        for (sizes, rates) in [((7, 5), (0.3, 0.6)), ((4, 12), (0.5, 0.5))] {
            let mut mean = 0.0;
            for (r, p) in (0_u32..).zip(chance(sizes.0, rates.0)) {
                for (s, q) in (0_u32..).zip(chance(sizes.1, rates.1)) {
                    let one = (f64::from(sizes.0), f64::from(r));
                    mean +=
                        p * q * Spread::of(&[one, (f64::from(sizes.1), f64::from(s))]).adjusted();
                }
            }
            let (n, m) = (f64::from(sizes.0), f64::from(sizes.1));
            let truth = n * m / (n + m).powi(2) * (rates.0 - rates.1).powi(2);
            assert!((mean - truth).abs() < 1e-12, "{mean} instead of {truth}");
        }
    }

    proptest! {
        #[test]
        fn it_stays_within_0_and_1_and_the_squares_of_its_parts_add_up(
            parts in prop::collection::vec((1_u64..300, 0_u64..300), 2..10),
        ) {
            let parts: Vec<Part> = parts.into_iter().map(|(n, r)| part(n, r.min(n))).collect();
            let found = representativeness(&parts).unwrap();
            let (low, high) = found.interval;
            prop_assert!(0.0 <= low && low <= found.indicator && found.indicator <= high && high <= 1.0);
            prop_assert!(found.unadjusted <= found.indicator);
            let squares: f64 = found.partial.iter().map(|one| one * one).sum();
            prop_assert!((1.0 - 2.0 * squares.sqrt() - found.unadjusted).abs() < 1e-9);
        }

        #[test]
        fn parts_that_are_put_together_at_the_same_rate_change_nothing(n in 1_u64..50, m in 1_u64..50, r in 0_u64..50) {
            let r = r.min(n);
            let apart = representativeness(&[part(n, r), part(2 * n, 2 * r), part(m, 0)]).unwrap();
            let together = representativeness(&[part(3 * n, 3 * r), part(m, 0)]).unwrap();
            prop_assert!((apart.unadjusted - together.unadjusted).abs() < 1e-9);
        }
    }
}
