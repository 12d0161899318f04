use crate::results::wording::Proportion;

/// How much larger than that of the observed table a probability may be for rounding alone.
const ROUNDING: f64 = 1e-7;

/// The smallest of the four counts that would be expected if both proportions were the same.
#[expect(clippy::cast_precision_loss, reason = "counts of people stay far below 2^52")]
pub fn least_expected(a: Proportion, b: Proportion) -> f64 {
    let both = (a.count() + b.count()) as f64;
    let all = (a.base() + b.base()) as f64;
    a.base().min(b.base()) as f64 * both.min(all - both) / all
}

/// The two-sided probability of Fisher's exact test: of all tables with these totals, those no
/// likelier than the observed one (Fisher, *Statistical Methods for Research Workers*, 5th edition,
/// 1934, section 21.02).
///
/// Each table's probability follows from its neighbour's, so the cost grows with the smaller base.
#[expect(clippy::cast_precision_loss, reason = "counts of people stay far below 2^52")]
pub fn probability(a: Proportion, b: Proportion) -> f64 {
    // The counts of the smaller side run through all that the totals allow.
    let (small, large) = if a.base() <= b.base() { (a, b) } else { (b, a) };
    let total = small.count() + large.count();
    let (lowest, highest) = (total.saturating_sub(large.base()), total.min(small.base()));
    // How much likelier the table with one more is than the one with `count`.
    let step = |count: u64| {
        let above = (small.base() - count) as f64 * (total - count) as f64;
        above / ((count + 1) as f64 * (large.base() + count + 1 - total) as f64)
    };
    let (mut all, mut as_unlikely) = (1.0, 1.0);
    let mut add = |weight: f64| {
        all += weight;
        if weight <= 1.0 + ROUNDING {
            as_unlikely += weight;
        }
    };
    let mut weight = 1.0;
    for count in small.count()..highest {
        weight *= step(count);
        add(weight);
    }
    weight = 1.0;
    for count in (lowest..small.count()).rev() {
        weight /= step(count);
        add(weight);
    }
    as_unlikely / all
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn part(count: u64, base: u64) -> Proportion {
        Proportion::new(count, base).expect("a proportion")
    }

    fn choose(n: u64, k: u64) -> f64 {
        #[expect(clippy::cast_precision_loss)]
        (0..k).fold(1.0, |product, i| product * (n - i) as f64 / (i + 1) as f64)
    }

    /// The same by counting every table with binomial coefficients.
    fn slowly(a: Proportion, b: Proportion) -> f64 {
        let total = a.count() + b.count();
        let tables = (0..=total.min(a.base())).filter(|count| total - count <= b.base());
        let ways = |count: u64| choose(a.base(), count) * choose(b.base(), total - count);
        let observed = ways(a.count());
        let unlikely: f64 =
            tables.map(ways).filter(|ways| *ways <= observed * (1.0 + ROUNDING)).sum();
        unlikely / choose(a.base() + b.base(), total)
    }

    #[test]
    fn the_lady_who_tastes_tea_is_right_three_times_of_four() {
        assert!((probability(part(3, 4), part(1, 4)) - 34.0 / 70.0).abs() < 1e-12);
        assert!((probability(part(4, 4), part(0, 4)) - 2.0 / 70.0).abs() < 1e-12);
    }

    #[test]
    fn a_million_answers_are_no_hindrance() {
        assert!(probability(part(30, 30), part(10, 1_000_000)) < 1e-6);
        assert!(probability(part(0, 30), part(0, 1_000_000)) > 0.999);
    }

    #[test]
    fn the_least_expected_count_is_that_of_the_smaller_side_and_the_rarer_answer() {
        assert!((least_expected(part(38, 40), part(36, 40)) - 3.0).abs() < 1e-12);
    }

    proptest! {
        #[test]
        fn it_is_what_counting_every_table_gives(m in 1_u64..40, n in 1_u64..40, a in 0_u64..40, b in 0_u64..40) {
            let (a, b) = (part(a.min(m), m), part(b.min(n), n));
            prop_assert!((probability(a, b) - slowly(a, b)).abs() < 1e-6);
            prop_assert!((probability(a, b) - probability(b, a)).abs() < 1e-6);
        }
    }
}
