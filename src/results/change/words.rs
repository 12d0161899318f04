use super::verdict::{Change, Verdict};
use crate::language::numbers::grouped;

impl Change {
    /// "up 6 points, more than chance would explain": of a change over time.
    pub fn over_time(&self) -> String {
        self.words(&format!("up {}", self.size()), &format!("down {}", self.size()))
    }

    /// "6 points higher, more than chance would explain": of two groups.
    pub fn between_groups(&self) -> String {
        self.words(&format!("{} higher", self.size()), &format!("{} lower", self.size()))
    }

    /// "95% interval −0.8 to +6.7 points", where the answers are enough to tell and the exact test
    /// has not overruled it. It is about this comparison alone.
    pub fn interval_words(&self) -> Option<String> {
        let apart = self.interval.excludes_zero();
        let (low, high) = (bound(self.interval.low, apart), bound(self.interval.high, apart));
        let stands = self.verdict != Verdict::TooFewToTell
            && (self.is_larger_alone() || !self.interval.excludes_zero());
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
            Verdict::WithinChance if self.is_larger_alone() => {
                format!(
                    "{difference}, more than chance would explain if this were the only comparison, \
                        but not among so many"
                )
            }
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

/// A bound with its sign, to a tenth of a point. If the interval lies apart from zero, none of its
/// bounds is told as zero.
fn bound(points: f64, apart: bool) -> String {
    match (format!("{:.1}", points.abs()).as_str(), points < 0.0) {
        ("0.0", true) if apart => "just below 0".to_owned(),
        ("0.0", false) if apart => "just above 0".to_owned(),
        ("0.0", _) => "0.0".to_owned(),
        (size, true) => format!("−{size}"),
        (size, false) => format!("+{size}"),
    }
}

/// How the differences of a page are judged together, for readers. Nothing if there are not several.
pub fn how_judged<'a>(changes: impl IntoIterator<Item = &'a Change>) -> String {
    match changes.into_iter().filter(|change| change.is_judged()).count() {
        0 | 1 => String::new(),
        many => format!(
            "“More than chance” takes into account that {} comparisons are made on this page: of all \
                that are marked so, about one in twenty at most is expected to be due to chance. \
                Each interval is for its own comparison alone. ",
            grouped(many as u64)
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::results::{change::Sample, wording::Proportion};

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
    fn a_bound_near_zero_has_no_sign_or_says_on_which_side_it_is() {
        let told = [(-0.04, true), (0.04, true), (-0.04, false), (0.0, false), (-0.06, true)];
        assert_eq!(
            told.map(|(points, apart)| bound(points, apart)),
            ["just below 0", "just above 0", "0.0", "0.0", "−0.1"]
        );
    }

    #[test]
    fn the_number_of_comparisons_is_told() {
        let change = Change::of(&sample(600, 1_000, None), &sample(660, 1_000, None));
        let census = Change::of(&sample(6, 10, Some(10)), &sample(7, 10, Some(10)));
        let told = how_judged(&[vec![change; 24], vec![census; 5]].concat());
        assert!(told.contains("takes into account that 24 comparisons are made"), "{told}");
        assert_eq!(how_judged(&[change, census]), "");
    }
}
