use crate::results::statistics::{
    Interval, Sample, difference_probability, discoveries, exact_probability, least_expected,
};

/// The minimum number of answers on each side of a comparison.
const FEWEST: u64 = 30;
/// The expected count below which the exact test must agree.
const FEW_EXPECTED: f64 = 5.0;
/// The share of differences called larger than chance that chance may have made, on average.
const LEVEL: f64 = 0.05;

/// The verdict on a difference.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It is larger than chance would give.
    Larger,
    /// Chance alone could give it.
    WithinChance,
    /// Too few people answered.
    TooFewToTell,
}

/// The difference between two proportions.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Change {
    /// The difference of the two whole percentages, so that it matches what readers get by
    /// subtraction.
    pub points: i16,
    /// The exact difference with its interval, in percentage points.
    pub interval: Interval,
    /// As the only comparison of its page, until [`judge_together`] has seen the others.
    pub verdict: Verdict,
    chance: Chance,
}

/// What chance has to do with a difference.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Chance {
    /// Too few people answered.
    Unknown,
    /// Everybody answered on both sides.
    None,
    /// The p-value of the difference.
    Probability(f64),
}

impl Change {
    /// From `before` to `now`, which may as well be two audiences or two areas.
    pub fn of(before: &Sample, now: &Sample) -> Self {
        let interval = Interval::of(before, now);
        let points = i16::from(now.proportion.percent()) - i16::from(before.proportion.percent());
        let chance = chance(before, now);
        let verdict = match chance {
            Chance::Unknown => Verdict::TooFewToTell,
            Chance::None if interval.excludes_zero() => Verdict::Larger,
            Chance::Probability(p) if p <= LEVEL => Verdict::Larger,
            _ => Verdict::WithinChance,
        };
        Self { points, interval, verdict, chance }
    }

    /// Whether it would be larger than chance as the only comparison of its page.
    pub fn is_larger_alone(&self) -> bool {
        match self.chance {
            Chance::Unknown => false,
            Chance::None => self.interval.excludes_zero(),
            Chance::Probability(p) => p <= LEVEL,
        }
    }

    /// Whether it is judged together with the others of its page.
    pub const fn is_judged(&self) -> bool {
        matches!(self.chance, Chance::Probability(_))
    }
}

/// Judges the comparisons of one page together, so that of those called larger than chance no more
/// than one in twenty is due to chance on average (Benjamini and Hochberg: see [`discoveries`]).
///
/// Comparisons with too few answers are left out; so are those where everybody answered on both
/// sides, since chance has no part in them.
pub fn judge_together<'a>(changes: impl IntoIterator<Item = &'a mut Change>) {
    let (mut judged, mut probabilities) = (Vec::new(), Vec::new());
    for change in changes {
        if let Chance::Probability(p) = change.chance {
            judged.push(change);
            probabilities.push(p);
        }
    }
    // Each is a probability, so there is no error.
    let found = discoveries(&probabilities, LEVEL).unwrap_or_default();
    for (change, is_larger) in judged.iter_mut().zip(found) {
        change.verdict = if is_larger { Verdict::Larger } else { Verdict::WithinChance };
    }
}

/// What chance has to do with a difference. Its p-value is that of the interval, or of Fisher's
/// exact test if that is larger and an expected count is small. The exact test knows nothing of
/// populations, so where everybody answered on both sides it has nothing to say.
fn chance(before: &Sample, now: &Sample) -> Chance {
    let sides = [before, now];
    if sides.iter().all(|side| side.is_census()) {
        return Chance::None;
    }
    if sides.iter().any(|side| side.proportion.base() < FEWEST && !side.is_census()) {
        return Chance::Unknown;
    }
    let (a, b) = (before.proportion, now.proportion);
    let p = difference_probability(before, now);
    let is_small = least_expected(a, b) < FEW_EXPECTED;
    Chance::Probability(if is_small { p.max(exact_probability(a, b)).min(1.0) } else { p })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::results::wording::Proportion;

    fn sample(count: u64, base: u64, population: Option<u64>) -> Sample {
        Sample::new(Proportion::new(count, base).expect("a proportion"), population)
    }

    #[test]
    fn where_everybody_answered_any_difference_is_one() {
        let change = Change::of(&sample(11, 20, Some(20)), &sample(12, 20, Some(20)));
        assert_eq!((change.points, change.verdict), (5, Verdict::Larger));
        let same = Change::of(&sample(11, 20, Some(20)), &sample(11, 20, Some(20)));
        assert_eq!(same.verdict, Verdict::WithinChance);
    }

    #[test]
    fn most_of_a_small_population_tells_more_than_a_few_of_a_large_one() {
        let verdict = |all| Change::of(&sample(60, 100, all), &sample(70, 100, all)).verdict;
        assert_eq!(verdict(None), Verdict::WithinChance);
        assert_eq!(verdict(Some(110)), Verdict::Larger);
    }

    #[test]
    fn of_rare_answers_the_exact_test_has_the_last_word() {
        // The interval leaves zero out; the exact test gives 5.5%.
        let (before, now) = (sample(40, 40, None), sample(35, 40, None));
        assert!(Interval::of(&before, &now).excludes_zero());
        let change = Change::of(&before, &now);
        assert_eq!((change.verdict, change.interval_words()), (Verdict::WithinChance, None));
        assert_eq!(Change::of(&before, &sample(33, 40, None)).verdict, Verdict::Larger);
    }

    type Share = (u64, u64);

    fn page(sides: &[(Share, Share)]) -> Vec<Change> {
        let of = |(count, base)| sample(count, base, None);
        sides.iter().map(|(before, now)| Change::of(&of(*before), &of(*now))).collect()
    }

    #[test]
    fn among_many_comparisons_a_difference_must_be_larger() {
        // Each is larger than chance alone: 3% and 0.001%.
        let (some, clear) = (((600, 1_000), (647, 1_000)), ((600, 1_000), (700, 1_000)));
        let still = ((600, 1_000), (601, 1_000));
        let mut changes = page(&[some, clear, still, still, still]);
        assert!(changes[..2].iter().all(|change| change.verdict == Verdict::Larger));
        judge_together(&mut changes);
        assert_eq!(changes[0].verdict, Verdict::WithinChance);
        assert_eq!(changes[1].verdict, Verdict::Larger);
        assert_eq!(
            changes[0].over_time(),
            "up 5 points, more than chance would explain if this were the only comparison, but not \
                among so many"
        );
        assert!(changes[0].interval_words().is_some_and(|words| words.contains("interval +0.")));
        let mut several = page(&[some, clear, some]);
        judge_together(&mut several);
        assert!(several.iter().all(|change| change.verdict == Verdict::Larger));
    }

    #[test]
    fn what_chance_has_no_part_in_or_cannot_be_told_is_not_counted() {
        let census = |count| sample(count, 100, Some(100));
        let mut changes = page(&[((600, 1_000), (647, 1_000)), ((5, 20), (15, 20))]);
        changes.extend((0..20).map(|_| Change::of(&census(50), &census(51))));
        judge_together(&mut changes);
        assert_eq!(changes.iter().filter(|change| change.is_judged()).count(), 1);
        assert_eq!(
            (changes[0].verdict, changes[1].verdict),
            (Verdict::Larger, Verdict::TooFewToTell)
        );
        assert!(changes[2..].iter().all(|change| change.verdict == Verdict::Larger));
        judge_together(&mut []);
    }

    proptest! {
        #[test]
        fn the_verdict_is_the_same_either_way_round(a in 0_u64..=40, b in 0_u64..=60, m in 40_u64..80, n in 60_u64..90) {
            let (first, second) = (sample(a, m, None), sample(b, n, Some(100)));
            let (there, back) = (Change::of(&first, &second), Change::of(&second, &first));
            prop_assert_eq!((there.verdict, there.points), (back.verdict, -back.points));
        }

        #[test]
        fn judging_together_calls_nothing_larger_that_is_not_larger_alone(
            sides in prop::collection::vec((0_u64..=60, 60_u64..90, 0_u64..=60, 60_u64..90), 1..20),
        ) {
            let sides: Vec<_> = sides.into_iter().map(|(a, m, b, n)| ((a, m), (b, n))).collect();
            let alone = page(&sides);
            let mut together = alone.clone();
            judge_together(&mut together);
            for (alone, together) in alone.iter().zip(&together) {
                prop_assert!(together.verdict != Verdict::Larger || alone.verdict == Verdict::Larger);
                prop_assert_eq!(alone.interval_words(), together.interval_words());
            }
            judge_together(&mut together[..1]);
            prop_assert_eq!(together[0].verdict, alone[0].verdict);
        }

        #[test]
        fn the_points_never_point_the_other_way(a in 0_u64..=100, b in 0_u64..=90, all in 100_u64..200) {
            let change = Change::of(&sample(a, 100, Some(all)), &sample(b, 90, None));
            prop_assert!(f64::from(change.points) * change.interval.difference >= 0.0);
        }
    }
}
