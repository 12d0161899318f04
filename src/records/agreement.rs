//! How far two readers of the same records agree, beyond chance.

/// The fewest pairs for which kappa says something: with fewer, one pair decides it.
pub const FEWEST_PAIRS: u64 = 5;

/// The agreement on one question, over the records that were read twice.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Agreement {
    /// The pairs of readings in which both gave an answer on the scale.
    pub pairs: u64,
    /// The pairs with the same answer.
    pub same: u64,
    /// Cohen's kappa; `None` if it is undefined.
    pub kappa: Option<f64>,
    /// Cohen's kappa with linear weights; `None` if it is undefined or the answers have no order.
    pub weighted: Option<f64>,
}

impl Agreement {
    /// The agreement of pairs of answers, each the place of a category; `is_ordered` says whether
    /// the categories are a scale.
    ///
    /// With `n` pairs, of which `s` agree, and `a` and `b` the numbers of times that the first and
    /// the second readers chose each category:
    ///
    /// - kappa is `(p_o − p_e) / (1 − p_e)`, where `p_o = s / n` and `p_e = Σ a_i b_i / n²`
    ///   (J. Cohen, "A coefficient of agreement for nominal scales", *Educational and Psychological
    ///   Measurement* 20(1), 1960, pages 37 to 46, formula 1);
    /// - weighted kappa is `1 − Σ v o / Σ v e`, where `o` and `e` are the observed and expected
    ///   proportions of each pair of categories and `v = |i − j|` (J. Cohen, "Weighted kappa",
    ///   *Psychological Bulletin* 70(4), 1968, pages 213 to 220, formula 8, with linear weights).
    ///
    /// Both are undefined without pairs and where chance alone would agree always: both readers
    /// gave one and the same category throughout.
    #[expect(clippy::cast_precision_loss, reason = "counts of records stay far below 2^52")]
    pub fn of(pairs: &[(usize, usize)], is_ordered: bool) -> Self {
        let categories = pairs.iter().map(|(a, b)| a.max(b) + 1).max().unwrap_or(0);
        let times = |category: usize, of: fn(&(usize, usize)) -> usize| {
            pairs.iter().filter(|pair| of(pair) == category).count() as u64
        };
        let first: Vec<u64> = (0..categories).map(|one| times(one, |pair| pair.0)).collect();
        let second: Vec<u64> = (0..categories).map(|one| times(one, |pair| pair.1)).collect();
        let n = pairs.len() as u64;
        let same = pairs.iter().filter(|(a, b)| a == b).count() as u64;
        let by_chance: u64 = first.iter().zip(&second).map(|(a, b)| a * b).sum();
        let kappa = (n * n != by_chance)
            .then(|| ((n * same) as f64 - by_chance as f64) / ((n * n) as f64 - by_chance as f64));
        let apart: u64 = pairs.iter().map(|(a, b)| a.abs_diff(*b) as u64).sum();
        let apart_by_chance: u64 = first
            .iter()
            .enumerate()
            .flat_map(|(i, a)| {
                second.iter().enumerate().map(move |(j, b)| a * b * i.abs_diff(j) as u64)
            })
            .sum();
        let weighted = (is_ordered && apart_by_chance > 0)
            .then(|| 1.0 - (n * apart) as f64 / apart_by_chance as f64);
        Self { pairs: n, same, kappa, weighted }
    }

    /// Whether there are enough pairs for kappa to be shown.
    pub const fn is_enough(self) -> bool {
        self.pairs >= FEWEST_PAIRS
    }

    /// The pairs with the same answer, in percent.
    pub fn percent(self) -> Option<u64> {
        (self.pairs > 0).then(|| (200 * self.same + self.pairs) / (2 * self.pairs))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// The pairs of a table of how often the first reader chose the row and the second the column.
    fn table<const N: usize>(rows: [[usize; N]; N]) -> Vec<(usize, usize)> {
        let cells = rows
            .iter()
            .enumerate()
            .flat_map(|(i, row)| row.iter().enumerate().map(move |(j, times)| ((i, j), *times)));
        cells.flat_map(|(pair, times)| std::iter::repeat_n(pair, times)).collect()
    }

    fn is_near(found: Option<f64>, expected: f64) {
        let found = found.expect("a kappa");
        assert!((found - expected).abs() < 1e-12, "{found} instead of {expected}");
    }

    /// The expected values were computed with `cohen_kappa_score` of scikit-learn, and again with
    /// fractions in Python.
    #[test]
    fn kappa_is_as_computed_elsewhere() {
        let two = Agreement::of(&table([[20, 5], [10, 15]]), true);
        assert_eq!((two.pairs, two.same, two.percent()), (50, 35, Some(70)));
        is_near(two.kappa, 0.4);
        is_near(two.weighted, 0.4);
        let six = Agreement::of(
            &table([
                [4, 1, 0, 0, 0, 0],
                [1, 6, 2, 0, 0, 0],
                [0, 3, 8, 2, 0, 0],
                [0, 0, 2, 5, 1, 0],
                [0, 0, 0, 1, 2, 1],
                [0, 0, 0, 0, 0, 2],
            ]),
            true,
        );
        is_near(six.kappa, 0.567_771_084_337_349_4);
        is_near(six.weighted, 0.770_216_172_938_350_7);
        let worse = Agreement::of(&table([[0, 3], [4, 0]]), false);
        is_near(worse.kappa, -0.96);
        assert_eq!((worse.weighted, worse.percent()), (None, Some(0)));
    }

    #[test]
    fn kappa_is_undefined_without_pairs_and_where_all_answers_are_one() {
        for pairs in [vec![], vec![(2, 2); 11]] {
            let found = Agreement::of(&pairs, true);
            assert_eq!((found.kappa, found.weighted), (None, None));
        }
        assert_eq!(Agreement::of(&[], true).percent(), None);
    }

    fn pairs() -> impl Strategy<Value = Vec<(usize, usize)>> {
        proptest::collection::vec((0_usize..6, 0_usize..6), 0..60)
    }

    proptest! {
        #[test]
        fn kappa_is_at_most_one_and_the_same_whoever_reads_first(pairs in pairs()) {
            let found = Agreement::of(&pairs, true);
            let swapped: Vec<_> = pairs.iter().map(|(a, b)| (*b, *a)).collect();
            prop_assert_eq!(Agreement::of(&swapped, true), found);
            for kappa in [found.kappa, found.weighted].into_iter().flatten() {
                prop_assert!((-1.0 - 1e-9..=1.0).contains(&kappa), "{}", kappa);
            }
        }

        #[test]
        fn kappa_is_one_where_all_agree(answers in proptest::collection::vec(0_usize..6, 2..60)) {
            let pairs: Vec<_> = answers.iter().map(|one| (*one, *one)).collect();
            let found = Agreement::of(&pairs, true);
            let several = answers.iter().any(|one| *one != answers[0]);
            prop_assert_eq!(found.kappa, several.then_some(1.0));
            prop_assert_eq!(found.weighted, several.then_some(1.0));
            prop_assert_eq!(found.percent(), Some(100));
        }

        #[test]
        fn only_full_agreement_gives_one(pairs in pairs()) {
            let found = Agreement::of(&pairs, true);
            if found.kappa == Some(1.0) {
                prop_assert_eq!(found.same, found.pairs);
            }
        }
    }
}
