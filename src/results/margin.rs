//! Margins of error, from counts of people only.
//!
//! They cover chance only. People who answer may differ from those who do not, and no formula can
//! show how; every sentence says so.

use super::statistics::{self, Z};
use crate::language::numbers::grouped;

/// The target margin for leads, in points.
pub const AIM: f64 = 5.0;
/// The minimum number of people and of responses for a margin.
const FEWEST: u64 = 5;

/// The margin of error at 95%, in percentage points, of a figure of 50% among `returned` of
/// `issued` people: the widest that any figure has.
///
/// The normal approximation with the finite population correction (W. G. Cochran, *Sampling
/// Techniques*, third edition, 1977, sections 3.2 and 4.4): z·√(p(1−p)/n · (N−n)/(N−1)). `None` for
/// fewer than five people or responses, and where more came back than could answer.
pub fn worst(returned: u64, issued: u64) -> Option<f64> {
    if issued < FEWEST || returned < FEWEST || returned > issued {
        return None;
    }
    Some(100.0 * Z * (0.25 / real(returned) * correction(returned, issued)).sqrt())
}

/// The interval of [`statistics::interval`] for a proportion of `share`. `None` as in [`worst`], and
/// where `share` is no share.
pub fn interval(share: f64, returned: u64, issued: u64) -> Option<(f64, f64)> {
    worst(returned, issued)?;
    statistics::interval(share, returned, Some(issued)).ok()
}

/// How many more responses bring the margin of a figure of 50% to `points` or less; 0 where it is
/// there already. Cochran's n₀/(1 + (n₀ − 1)/N) with n₀ = z²/4e², section 4.4. `None` for fewer
/// than five people, where more came back than could answer, and for a margin that is none.
pub fn still_needed(returned: u64, issued: u64, points: f64) -> Option<u64> {
    if issued < FEWEST || returned > issued || !(points.is_finite() && points > 0.0) {
        return None;
    }
    let unlimited = Z * Z * 0.25 / (points / 100.0).powi(2);
    let enough = unlimited / (1.0 + (unlimited - 1.0) / real(issued));
    Some(whole(enough.ceil()).clamp(FEWEST, issued).saturating_sub(returned))
}

/// A sentence about the margin, for leads. `None` if there is no margin.
pub fn sentence(returned: u64, issued: u64) -> Option<String> {
    let margin = worst(returned, issued)?;
    if returned == issued {
        return Some("Everybody answered, so there is no sampling error.".to_owned());
    }
    Some(format!(
        "If these {} are typical of everybody, a figure of 50% is accurate to within {}, 19 times \
            out of 20. This covers chance only: people who answer may differ from those who do \
            not, and no formula can show how.",
        grouped(returned),
        points(margin)
    ))
}

/// A sentence about what is needed for a margin of five points. `None` if that is unknown.
pub fn needed_sentence(returned: u64, issued: u64) -> Option<String> {
    let more = still_needed(returned, issued, AIM)?;
    Some(match more {
        0 if returned == issued => return None,
        0 => "That is within five points, which is precise enough for most comparisons.".to_owned(),
        more if returned + more == issued => {
            format!(
                "With so few people, all {} of them must answer to bring it to within five points.",
                grouped(issued)
            )
        }
        more => format!("{} more would bring it to within five points.", grouped(more)),
    })
}

/// "3 points", "1 point", "less than half a point", never less than it is.
pub fn points(margin: f64) -> String {
    match whole(margin.ceil()) {
        _ if margin < 0.5 => "half a point".to_owned(),
        1 => "1 point".to_owned(),
        several => format!("{several} points"),
    }
}

/// The finite population correction of a variance.
fn correction(returned: u64, issued: u64) -> f64 {
    real(issued - returned) / real(issued - 1)
}

#[expect(clippy::cast_precision_loss, reason = "counts of people stay far below 2^52")]
fn real(count: u64) -> f64 {
    count as f64
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "from 0 to a count of people; `as` saturates"
)]
fn whole(count: f64) -> u64 {
    count as u64
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn the_figures_of_the_textbooks_come_out() {
        // 1,068 of a very large population: the three points of opinion polls; 384 and 385 for
        // five.
        assert!((worst(1_068, 1_000_000_000).expect("a margin") - 3.0).abs() < 0.005);
        assert_eq!(still_needed(0, 1_000_000_000, 5.0), Some(385));
        assert_eq!(still_needed(0, 1_306, 5.0), Some(298));
        assert_eq!(still_needed(195, 1_306, 5.0), Some(103));
        let (low, high) = interval(0.5, 612, 1_306).expect("an interval");
        assert!((low - 0.471).abs() < 0.001 && (high - 0.529).abs() < 0.001, "{low} {high}");
    }

    #[test]
    fn it_is_told_in_honest_words() {
        assert_eq!(
            sentence(612, 1_306).expect("a sentence"),
            "If these 612 are typical of everybody, a figure of 50% is accurate to within 3 \
                points, 19 times out of 20. This covers chance only: people who answer may differ \
                from those who do not, and no formula can show how."
        );
        assert_eq!(
            needed_sentence(195, 1_306).as_deref(),
            Some("103 more would bring it to within five points.")
        );
        assert!(needed_sentence(612, 1_306).expect("a sentence").starts_with(
            "That is within five \
                points"
        ));
        assert!(needed_sentence(6, 12).expect("a sentence").contains("all 12"));
        assert!(sentence(12, 12).expect("a sentence").starts_with("Everybody answered"));
        assert_eq!(
            (sentence(4, 100), sentence(101, 100), needed_sentence(12, 12)),
            (None, None, None)
        );
    }

    proptest! {
        #[test]
        fn more_responses_never_widen_it_and_everybody_leaves_nothing_to_chance(issued in 6..50_000_u64, returned in 5..50_000_u64) {
            prop_assume!(returned < issued);
            let (now, then) = (worst(returned, issued).expect("a margin"), worst(returned + 1, issued).expect("a margin"));
            prop_assert!(then < now && now < 50.0);
            prop_assert_eq!(worst(issued, issued), Some(0.0));
            prop_assert!(now <= worst(returned, 2 * issued).expect("a margin"));
        }

        #[test]
        fn what_is_needed_is_enough_and_one_less_is_not(issued in 5..50_000_u64, returned in 0..50_000_u64, aim in 1..15_u32) {
            prop_assume!(returned <= issued);
            let more = still_needed(returned, issued, f64::from(aim)).expect("a number");
            prop_assert!(returned + more <= issued);
            if returned + more >= 5 {
                prop_assert!(worst(returned + more, issued).expect("a margin") <= f64::from(aim) + 1e-9);
            }
            if more > 0 && returned + more > 5 {
                prop_assert!(worst(returned + more - 1, issued).expect("a margin") > f64::from(aim) - 1e-9);
            }
        }

        #[test]
        fn an_interval_holds_its_share_and_stays_within_nothing_and_all(share in 0.0..=1.0_f64, issued in 5..50_000_u64, returned in 0..50_000_u64) {
            if let Some((low, high)) = interval(share, returned, issued) {
                prop_assert!(0.0 <= low && low <= share && share <= high && high <= 1.0);
            } else {
                prop_assert!(returned < 5 || returned > issued);
            }
        }
    }
}
