use crate::results::wording::Proportion;

/// The two-sided 5% point of the standard normal distribution.
const Z: f64 = 1.959_963_984_540_054;

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

    /// The base, enlarged by what is known of the population; infinite for a census.
    #[expect(clippy::cast_precision_loss, reason = "counts of people stay far below 2^52")]
    fn effective_base(&self) -> f64 {
        let base = self.proportion.base() as f64;
        match self.population {
            Some(_) if self.is_census() => f64::INFINITY,
            Some(all) => base * (all as f64 - 1.0) / (all as f64 - base),
            None => base,
        }
    }

    /// The Wilson score interval of the proportion, from 0 to 1 (Wilson, *Journal of the American
    /// Statistical Association* 22, 1927).
    fn wilson(&self) -> (f64, f64) {
        let (p, n) = (self.proportion.value(), self.effective_base());
        if n.is_infinite() {
            return (p, p);
        }
        let z2 = Z * Z / n;
        let (middle, half) = (p + z2 / 2.0, (z2 * (p * (1.0 - p) + z2 / 4.0)).sqrt());
        (((middle - half) / (1.0 + z2)).max(0.0), ((middle + half) / (1.0 + z2)).min(1.0))
    }
}

/// The difference of two proportions, in percentage points, with the interval that holds it in 95
/// of 100 cases.
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
        let ((l1, u1), (l2, u2)) = (now.wilson(), before.wilson());
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

    proptest! {
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
