use super::{
    normal::{Z, real, two_sided},
    wilson::{effective_base, wilson},
};
use crate::results::wording::Proportion;

/// Further out than this, probabilities are below what a number can hold.
const FARTHEST: f64 = 40.0;

/// One side of a comparison.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sample {
    pub proportion: Proportion,
    /// How many people could have been in the base; `None` if unknown.
    population: Option<u64>,
}

impl Sample {
    /// A population smaller than the base was stated wrongly and counts as unknown.
    pub fn new(proportion: Proportion, population: Option<u64>) -> Self {
        Self { proportion, population: population.filter(|all| *all >= proportion.base()) }
    }

    /// Whether everybody who could answer did.
    pub fn is_census(&self) -> bool {
        self.population == Some(self.proportion.base())
    }

    /// Its Wilson interval at the normal deviate `z`.
    fn wilson(&self, z: f64) -> (f64, f64) {
        let base = self.proportion.base();
        // Neither error can be: a proportion has a base, and a sample a large enough population.
        let base = effective_base(base, self.population).unwrap_or_else(|_| real(base));
        wilson(self.proportion.value(), base, z)
    }
}

/// The difference of two proportions, in percentage points, with the interval that holds it in 95
/// of 100 cases.
///
/// Newcombe's hybrid of two Wilson score intervals (R. G. Newcombe, "Interval estimation for the
/// difference between independent proportions", *Statistics in Medicine* 17, 1998, method 10), with
/// the finite population correction of [`effective_base`].
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Interval {
    pub low: f64,
    pub difference: f64,
    pub high: f64,
}

impl Interval {
    /// Of `now` less `before`.
    pub fn of(before: &Sample, now: &Sample) -> Self {
        let (p1, p2) = (now.proportion.value(), before.proportion.value());
        let ((l1, u1), (l2, u2)) = (now.wilson(Z), before.wilson(Z));
        let difference = p1 - p2;
        Self {
            low: 100.0 * (difference - (p1 - l1).hypot(u2 - p2)),
            difference: 100.0 * difference,
            high: 100.0 * (difference + (u1 - p1).hypot(p2 - l2)),
        }
    }

    /// Whether no difference at all lies outside of it.
    pub fn excludes_zero(&self) -> bool {
        self.low > 0.0 || self.high < 0.0
    }
}

/// The two-sided p-value that belongs to [`Interval`]: the smallest level at which the interval of
/// that level leaves no difference out. So it is at most 0.05 where, and only where, the 95%
/// interval leaves 0 out. It is 1 for equal proportions, and 0 for different ones if everybody
/// answered on both sides.
///
/// The interval widens as its normal deviate grows, so the deviate at which it touches 0 is found by
/// halving.
pub fn probability(a: &Sample, b: &Sample) -> f64 {
    let (lower, upper) = if a.proportion.value() <= b.proportion.value() { (a, b) } else { (b, a) };
    let (p, q) = (lower.proportion.value(), upper.proportion.value());
    if q <= p {
        return 1.0;
    }
    let leaves_zero_out = |z: f64| (q - upper.wilson(z).0).hypot(lower.wilson(z).1 - p) < q - p;
    if leaves_zero_out(FARTHEST) {
        return 0.0;
    }
    let (mut near, mut far) = (0.0, FARTHEST);
    // Sixty halvings of forty are finer than a number can show.
    for _ in 0..60 {
        let middle = f64::midpoint(near, far);
        if leaves_zero_out(middle) { near = middle } else { far = middle }
    }
    two_sided(far)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use rand::{Rng, SeedableRng, rngs::SmallRng};

    use super::*;

    fn sample(count: u64, base: u64, population: Option<u64>) -> Sample {
        Sample::new(Proportion::new(count, base).expect("a proportion"), population)
    }

    fn between(now: (u64, u64), before: (u64, u64)) -> (f64, f64) {
        let found = Interval::of(&sample(before.0, before.1, None), &sample(now.0, now.1, None));
        (found.low, found.high)
    }

    #[test]
    fn the_intervals_that_newcombe_prints_are_reproduced() {
        let near = |(low, high): (f64, f64), wanted: (f64, f64)| {
            assert!(
                (low - wanted.0).abs() < 0.006 && (high - wanted.1).abs() < 0.006,
                "{low} {high}, not {wanted:?}"
            );
        };
        near(between((56, 70), (48, 80)), (5.24, 33.39));
        near(between((9, 10), (3, 10)), (17.05, 80.90));
        near(between((10, 10), (0, 20)), (67.91, 100.0));
    }

    #[test]
    fn a_census_leaves_nothing_to_chance() {
        let found = Interval::of(&sample(50, 100, Some(100)), &sample(51, 100, Some(100)));
        assert!((found.low - 1.0).abs() < 1e-9 && (found.high - 1.0).abs() < 1e-9, "{found:?}");
    }

    #[test]
    fn a_population_smaller_than_the_base_counts_as_unknown() {
        assert_eq!(sample(50, 100, Some(99)), sample(50, 100, None));
    }

    fn answered(random: &mut SmallRng, favourable: u64, population: u64, base: u64) -> u64 {
        let (mut favourable, mut others, mut drawn) = (favourable, population - favourable, 0);
        for _ in 0..base {
            if random.random_range(0..favourable + others) < favourable {
                favourable -= 1;
                drawn += 1;
            } else {
                others -= 1;
            }
        }
        drawn
    }

    /// Of how many of 2,000 pairs of samples without replacement the interval holds the true
    /// difference.
    fn coverage(sides: [(u64, u64, u64); 2]) -> f64 {
        let mut random = SmallRng::seed_from_u64(1927);
        #[expect(clippy::cast_precision_loss)]
        let truth = |(favourable, population, _): (u64, u64, u64)| {
            100.0 * favourable as f64 / population as f64
        };
        let wanted = truth(sides[1]) - truth(sides[0]);
        let held = (0..2_000).filter(|_| {
            let [before, now] = sides.map(|(favourable, population, base)| {
                sample(answered(&mut random, favourable, population, base), base, Some(population))
            });
            let found = Interval::of(&before, &now);
            found.low <= wanted && wanted <= found.high
        });
        f64::from(u32::try_from(held.count()).expect("a count")) / 2_000.0
    }

    #[test]
    fn the_interval_holds_the_true_difference_about_as_often_as_it_says() {
        let cases = [
            [(600, 1_000, 200), (660, 1_000, 250)],
            [(45, 60, 40), (30, 70, 45)],
            [(940, 1_000, 60), (880, 1_000, 80)],
            [(30_000, 100_000, 150), (33_000, 100_000, 120)],
        ];
        for sides in cases {
            let held = coverage(sides);
            assert!((0.93..=0.985).contains(&held), "{sides:?}: {held}");
        }
    }

    #[test]
    fn the_probability_is_zero_or_one_where_nothing_is_left_to_chance() {
        let [some, more] = [50, 51].map(|count| sample(count, 100, Some(100)));
        assert!(probability(&some, &more) <= 0.0 && probability(&some, &some) >= 1.0);
        let (none, all) = (sample(0, 100_000, None), sample(100_000, 100_000, None));
        assert!(probability(&none, &all) <= 0.0);
    }

    proptest! {
        #[test]
        fn the_probability_says_what_the_interval_says(
            a in 0_u64..=60, m in 60_u64..120, b in 0_u64..=60, n in 60_u64..120, all in prop::option::of(120_u64..400),
        ) {
            let (first, second) = (sample(a, m, all), sample(b, n, None));
            let p = probability(&first, &second);
            prop_assert!((0.0..=1.0).contains(&p));
            prop_assert_eq!(p <= 0.05, Interval::of(&first, &second).excludes_zero());
            prop_assert!((p - probability(&second, &first)).abs() < 1e-12);
        }

        #[test]
        fn the_other_way_round_it_is_the_same_with_the_other_sign(
            a in 0_u64..=200, m in 200_u64..400, b in 0_u64..=300, n in 300_u64..500, all in 500_u64..5_000,
        ) {
            let (first, second) = (sample(a, m, Some(all)), sample(b, n, None));
            let (there, back) = (Interval::of(&first, &second), Interval::of(&second, &first));
            prop_assert!((there.low + back.high).abs() < 1e-9 && (there.high + back.low).abs() < 1e-9);
            prop_assert!(there.low <= there.difference && there.difference <= there.high);
            prop_assert!(there.low >= -100.0 - 1e-9 && there.high <= 100.0 + 1e-9);
        }

        #[test]
        fn knowing_the_population_never_widens_it(a in 0_u64..=100, b in 0_u64..=100, all in 100_u64..2_000) {
            let known = Interval::of(&sample(a, 100, Some(all)), &sample(b, 100, Some(all)));
            let unknown = Interval::of(&sample(a, 100, None), &sample(b, 100, None));
            prop_assert!(known.low >= unknown.low - 1e-9 && known.high <= unknown.high + 1e-9);
        }
    }
}
