use std::fmt;

use crate::{language::numbers::grouped, results::share::Share};

/// The share of a question's base that gave one of the counted answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Proportion {
    count: u64,
    base: u64,
}

impl Proportion {
    /// `None` if nobody is in the base, or fewer than are counted.
    pub const fn new(count: u64, base: u64) -> Option<Self> {
        if base > 0 && count <= base { Some(Self { count, base }) } else { None }
    }

    /// The favourable answers of a figure.
    pub const fn of(share: Share) -> Option<Self> {
        Self::new(share.favourable, share.base)
    }

    /// How many gave such an answer.
    pub const fn count(self) -> u64 {
        self.count
    }

    /// How many answered within the scale.
    pub const fn base(self) -> u64 {
        self.base
    }

    /// The whole percentage, halves rounded up. It uses integer arithmetic, because double rounding
    /// could change the term. 0 is nobody and 100 everybody: nothing else is rounded to them. What is
    /// less than half is not rounded to 50 either, so that it is never called the majority.
    pub fn percent(self) -> u8 {
        if self.is_all() || self.is_none() {
            return if self.is_all() { 100 } else { 0 };
        }
        let (count, base) = (u128::from(self.count), u128::from(self.base));
        let most = if 2 * count < base { 49 } else { 99 };
        u8::try_from((200 * count + base) / (2 * base)).unwrap_or(100).clamp(1, most)
    }

    /// Whether all of the base gave such an answer.
    pub const fn is_all(self) -> bool {
        self.count == self.base
    }

    /// Whether nobody did.
    pub const fn is_none(self) -> bool {
        self.count == 0
    }

    /// Whether as many of the base gave such an answer as did not.
    pub fn is_half(self) -> bool {
        u128::from(self.count) * 2 == u128::from(self.base)
    }

    /// From 0 to 1.
    #[expect(clippy::cast_precision_loss, reason = "counts of people stay far below 2^52")]
    pub fn value(self) -> f64 {
        self.count as f64 / self.base as f64
    }
}

/// "94%, 1,090 of 1,160".
impl fmt::Display for Proportion {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}%, {} of {}", self.percent(), grouped(self.count), grouped(self.base))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn percent(count: u64, base: u64) -> u8 {
        Proportion::new(count, base).expect("a proportion").percent()
    }

    #[test]
    fn halves_are_rounded_up() {
        assert_eq!(percent(29, 200), 15);
        assert_eq!(percent(289, 2_000), 14);
        assert_eq!((percent(99, 200), percent(100, 200)), (49, 50));
        assert_eq!(percent(149, 200), 75);
        assert_eq!(percent(179, 200), 90);
        assert_eq!(percent(u64::MAX, u64::MAX), 100);
        assert_eq!((percent(199, 200), percent(9_999, 10_000)), (99, 99));
        assert_eq!((percent(1, 10_000), percent(0, 10_000)), (1, 0));
    }

    #[test]
    fn the_published_figure_of_south_lanarkshire_is_reproduced() {
        assert_eq!(
            Proportion::new(1_162, 1_306).expect("a proportion").to_string(),
            "89%, 1,162 of 1,306"
        );
    }

    #[test]
    fn there_is_no_proportion_of_nobody_and_none_above_all() {
        assert_eq!(Proportion::new(0, 0), None);
        assert_eq!(Proportion::new(3, 2), None);
    }

    proptest! {
        #[test]
        fn the_percentage_is_within_half_a_point_of_the_share_but_for_the_ends(base in 1_u64..1_000_000, part in 0.0..=1.0_f64) {
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, clippy::cast_precision_loss)]
            let count = (base as f64 * part) as u64;
            let (percent, base, count) = (i128::from(percent(count, base)), i128::from(base), i128::from(count));
            // Twice the distance in points, times the base: above −1 point, and up to 1 with the
            // halves.
            let distance = 2 * (percent * base - 100 * count);
            let end = percent == 1 && count > 0 || percent == 99 && count < base
                || percent == 49 && 2 * count < base;
            prop_assert!(-base < distance && distance <= base || end);
        }
    }
}
