use std::fmt;

use super::Proportion;

/// A share as a fraction in words: "just over a third".
///
/// The whole percentage is set beside these: one in ten, one in six, one in five, a quarter, a
/// third, two fifths, half, three fifths, two thirds, three quarters, four fifths, five in six,
/// nine in ten. The nearest is named; of two equally near, the one nearer to a half. Its name
/// stands alone where the fraction rounds to that very percentage (33% is "a third"), and with
/// "just over" or "just under" otherwise, which is never further than five points. Below 6% it is
/// "hardly any", from 95% "nearly all". "None" and "all" are said only where they are true to the
/// last person.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fraction {
    None,
    HardlyAny,
    /// Near the named fraction at this place.
    Near(usize, Side),
    NearlyAll,
    All,
}

/// On which side of the named fraction a share lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Side {
    JustUnder,
    At,
    JustOver,
}

/// The largest percentage of hardly any.
const HARDLY: u8 = 5;
/// The smallest percentage of nearly all.
const NEARLY: u8 = 95;

/// Numerator, denominator, name.
const NAMED: [(i32, i32, &str); 13] = [
    (1, 10, "one in ten"),
    (1, 6, "one in six"),
    (1, 5, "one in five"),
    (1, 4, "a quarter"),
    (1, 3, "a third"),
    (2, 5, "two fifths"),
    (1, 2, "half"),
    (3, 5, "three fifths"),
    (2, 3, "two thirds"),
    (3, 4, "three quarters"),
    (4, 5, "four fifths"),
    (5, 6, "five in six"),
    (9, 10, "nine in ten"),
];

impl Fraction {
    /// The fraction for a share.
    pub fn of(proportion: Proportion) -> Self {
        if proportion.is_none() {
            return Self::None;
        }
        if proportion.is_all() {
            return Self::All;
        }
        match proportion.percent() {
            0..=HARDLY => Self::HardlyAny,
            NEARLY.. => Self::NearlyAll,
            percent => Self::nearest(percent),
        }
    }

    fn nearest(percent: u8) -> Self {
        // In sixtieths of a point every one of them is a whole number.
        let percent = 60 * i32::from(percent);
        let rank = |(_, (over, under, _)): &(usize, &(i32, i32, &str))| {
            let at = 6_000 * over / under;
            ((percent - at).abs(), (at - 3_000).abs())
        };
        let Some((place, (over, under, _))) = NAMED.iter().enumerate().min_by_key(rank) else {
            return Self::HardlyAny;
        };
        let above = percent - 6_000 * over / under;
        let side = match above {
            // It rounds to this very percentage.
            -30..30 => Side::At,
            30.. => Side::JustOver,
            _ => Side::JustUnder,
        };
        Self::Near(place, side)
    }
}

impl fmt::Display for Fraction {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::None => f.write_str("none"),
            Self::HardlyAny => f.write_str("hardly any"),
            Self::NearlyAll => f.write_str("nearly all"),
            Self::All => f.write_str("all"),
            Self::Near(place, side) => {
                f.write_str(match side {
                    Side::JustUnder => "just under ",
                    Side::At => "",
                    Side::JustOver => "just over ",
                })?;
                f.write_str(NAMED.get(*place).map_or("", |(_, _, name)| name))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{super::Term, *};

    fn of(count: u64, base: u64) -> Fraction {
        Fraction::of(Proportion::new(count, base).expect("a proportion"))
    }

    fn words(percent: u64) -> String {
        of(percent * 10 + 1, 1_000).to_string()
    }

    #[test]
    fn the_fractions_of_reports_are_named() {
        let said: Vec<_> = [20, 25, 27, 33, 35, 50, 65, 67, 75, 89, 94].map(words).into();
        let wanted = [
            "one in five",
            "a quarter",
            "just over a quarter",
            "a third",
            "just over a third",
            "half",
            "just under two thirds",
            "two thirds",
            "three quarters",
            "just under nine in ten",
            "just over nine in ten",
        ];
        assert_eq!(said, wanted);
    }

    #[test]
    fn none_and_all_are_said_only_where_they_are_true() {
        assert_eq!(of(0, 1_000).to_string(), "none");
        assert_eq!(of(1, 1_000).to_string(), "hardly any");
        assert_eq!(of(999, 1_000).to_string(), "nearly all");
        assert_eq!(of(1_000, 1_000).to_string(), "all");
    }

    #[test]
    fn every_percentage_has_a_phrase_that_its_term_does_not_contradict() {
        for percent in 0..=100 {
            let (said, proportion) =
                (of(percent, 100), Proportion::new(percent, 100).expect("a proportion"));
            let about = match said {
                Fraction::None | Fraction::HardlyAny => 0.0,
                Fraction::All | Fraction::NearlyAll => 100.0,
                Fraction::Near(place, side) => {
                    let (over, under, _) = NAMED[place];
                    let at = 100.0 * f64::from(over) / f64::from(under);
                    #[expect(clippy::cast_precision_loss)]
                    let above = percent as f64 - at;
                    match side {
                        Side::At => assert!(above.abs() <= 0.5, "{percent}: {said}"),
                        Side::JustOver => {
                            assert!((0.5..=5.0).contains(&above), "{percent}: {said}");
                        }
                        Side::JustUnder => {
                            assert!((-5.0..=-0.5).contains(&above), "{percent}: {said}");
                        }
                    }
                    at
                }
            };
            match Term::of(proportion) {
                Term::None | Term::All => {}
                Term::Half => assert_eq!(said.to_string(), "half"),
                Term::Few => assert!(about <= 16.7, "{percent}: {said}"),
                Term::LessThanHalf => {
                    assert!(about < 50.0 || said == Fraction::Near(6, Side::JustUnder));
                }
                Term::Majority => {
                    assert!(about >= 50.0 && said != Fraction::Near(6, Side::JustUnder));
                }
                Term::Most => {
                    assert!((75.0..=90.0).contains(&about) && said.to_string() != "nine in ten");
                }
                Term::AlmostAll => {
                    assert!(about >= 90.0 && !said.to_string().starts_with("just under"));
                }
            }
        }
    }

    proptest! {
        #[test]
        fn more_people_never_make_a_smaller_fraction(base in 1_u64..5_000, a in 0_u64..5_000, b in 0_u64..5_000) {
            let (less, more) = (a.min(b).min(base), a.max(b).min(base));
            prop_assert!(of(less, base) <= of(more, base));
        }

        #[test]
        fn what_remains_is_named_by_what_remains(percent in 0_u64..=100) {
            let mirrored = match of(percent, 100) {
                Fraction::None => Fraction::All,
                Fraction::HardlyAny => Fraction::NearlyAll,
                Fraction::NearlyAll => Fraction::HardlyAny,
                Fraction::All => Fraction::None,
                Fraction::Near(place, side) => Fraction::Near(NAMED.len() - 1 - place, match side {
                    Side::JustUnder => Side::JustOver,
                    Side::At => Side::At,
                    Side::JustOver => Side::JustUnder,
                }),
            };
            prop_assert_eq!(of(100 - percent, 100), mirrored);
        }
    }
}
