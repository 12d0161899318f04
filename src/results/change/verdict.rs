use super::{Interval, Sample, fisher};

/// The minimum number of answers on each side of a comparison.
const FEWEST: u64 = 30;
/// The expected count below which the exact test must agree.
const FEW_EXPECTED: f64 = 5.0;
/// The probability below which a difference is larger than chance would give.
const SIGNIFICANT: f64 = 0.05;

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
    pub verdict: Verdict,
}

impl Change {
    /// From `before` to `now`, which may as well be two audiences or two areas.
    pub fn of(before: &Sample, now: &Sample) -> Self {
        let interval = Interval::of(before, now);
        let points = i16::from(now.proportion.percent()) - i16::from(before.proportion.percent());
        Self { points, interval, verdict: verdict(before, now, &interval) }
    }

    /// "up 6 points, more than chance would explain": of a change over time.
    pub fn over_time(&self) -> String {
        self.words(&format!("up {}", self.size()), &format!("down {}", self.size()))
    }

    /// "6 points higher, more than chance would explain": of two groups.
    pub fn between_groups(&self) -> String {
        self.words(&format!("{} higher", self.size()), &format!("{} lower", self.size()))
    }

    /// "95% interval −0.8 to +6.7 points", where the answers are enough to tell and the exact test
    /// has not overruled it.
    pub fn interval_words(&self) -> Option<String> {
        let signed = |points: f64| {
            if points < 0.0 { format!("−{:.1}", -points) } else { format!("+{points:.1}") }
        };
        let (low, high) = (signed(self.interval.low), signed(self.interval.high));
        let stands = match self.verdict {
            Verdict::Larger => true,
            Verdict::WithinChance => !self.interval.excludes_zero(),
            Verdict::TooFewToTell => false,
        };
        stands.then(|| format!("95% interval {low} to {high} points"))
    }

    fn words(&self, more: &str, less: &str) -> String {
        let (difference, some) = match self.interval.difference {
            0.0 => ("no difference", false),
            above if above > 0.0 => (more, true),
            _ => (less, true),
        };
        match self.verdict {
            Verdict::Larger => format!("{difference}, more than chance would explain"),
            Verdict::WithinChance if some => {
                format!("{difference}, which chance alone could explain")
            }
            Verdict::WithinChance => difference.to_owned(),
            Verdict::TooFewToTell => {
                format!("{difference}, but too few answers to tell it from chance")
            }
        }
    }

    fn size(&self) -> String {
        match self.points.unsigned_abs() {
            0 => "less than a point".to_owned(),
            1 => "1 point".to_owned(),
            points => format!("{points} points"),
        }
    }
}

fn verdict(before: &Sample, now: &Sample, interval: &Interval) -> Verdict {
    let sides = [before, now];
    if sides.iter().any(|side| side.proportion.base() < FEWEST && !side.is_census()) {
        return Verdict::TooFewToTell;
    }
    if !interval.excludes_zero() {
        return Verdict::WithinChance;
    }
    // The test knows nothing of populations, so where everybody answered on both sides it has
    // nothing to say.
    let (a, b) = (before.proportion, now.proportion);
    let all_answered = sides.iter().all(|side| side.is_census());
    let is_sure = all_answered
        || fisher::least_expected(a, b) >= FEW_EXPECTED
        || fisher::probability(a, b) < SIGNIFICANT;
    if is_sure { Verdict::Larger } else { Verdict::WithinChance }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::results::wording::Proportion;

    fn sample(count: u64, base: u64, population: Option<u64>) -> Sample {
        Sample::new(Proportion::new(count, base).expect("a proportion"), population)
    }

    fn said(before: (u64, u64), now: (u64, u64)) -> String {
        Change::of(&sample(before.0, before.1, None), &sample(now.0, now.1, None)).over_time()
    }

    #[test]
    fn a_change_is_told_in_plain_words() {
        assert_eq!(said((600, 1_000), (660, 1_000)), "up 6 points, more than chance would explain");
        assert_eq!(said((60, 100), (63, 100)), "up 3 points, which chance alone could explain");
        assert_eq!(
            said((660, 1_000), (600, 1_000)),
            "down 6 points, more than chance would explain"
        );
        assert_eq!(
            said((20, 29), (90, 100)),
            "up 21 points, but too few answers to tell it from chance"
        );
        assert_eq!(said((60, 100), (60, 100)), "no difference");
        assert_eq!(
            said((5_001, 10_000), (5_010, 10_000)),
            "up less than a point, which chance alone could explain"
        );
        assert_eq!(
            said((600, 1_000), (610, 1_000)),
            "up 1 point, which chance alone could explain"
        );
        let groups = Change::of(&sample(600, 1_000, None), &sample(500, 1_000, None));
        assert_eq!(groups.between_groups(), "10 points lower, more than chance would explain");
    }

    #[test]
    fn the_interval_is_told_with_its_signs_unless_too_few_answered() {
        let said = |base| {
            Change::of(&sample(base / 2, base, None), &sample(base * 3 / 5, base, None))
                .interval_words()
        };
        assert_eq!(said(1_000), Some("95% interval +5.6 to +14.3 points".to_owned()));
        assert_eq!(said(100), Some("95% interval −3.7 to +23.2 points".to_owned()));
        assert_eq!(said(20), None);
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

    proptest! {
        #[test]
        fn the_verdict_is_the_same_either_way_round(a in 0_u64..=40, b in 0_u64..=60, m in 40_u64..80, n in 60_u64..90) {
            let (first, second) = (sample(a, m, None), sample(b, n, Some(100)));
            let (there, back) = (Change::of(&first, &second), Change::of(&second, &first));
            prop_assert_eq!((there.verdict, there.points), (back.verdict, -back.points));
        }

        #[test]
        fn the_points_never_point_the_other_way(a in 0_u64..=100, b in 0_u64..=90, all in 100_u64..200) {
            let change = Change::of(&sample(a, 100, Some(all)), &sample(b, 90, None));
            prop_assert!(f64::from(change.points) * change.interval.difference >= 0.0);
        }
    }
}
