//! Dividing people among the options of a question.

use super::aims::{FAVOURABLE, UNFAVOURABLE};
use crate::survey::Item;

/// The share of each option that is not outside the question, from the favourable end. `aims` names
/// options or sides with their shares; what they leave is divided evenly among the others. Without
/// any, `content` is the favourable side.
pub fn shares(item: &Item, aims: &[(&str, f64)], content: f64) -> Vec<(usize, f64)> {
    let mut options: Vec<usize> = (0..item.options.len())
        .filter(|o| item.options.get(*o).is_some_and(|o| !o.outside))
        .collect();
    let is_favourable = |o: &usize| item.options.get(*o).is_some_and(|o| o.favourable);
    let is_unfavourable = |o: &usize| item.options.get(*o).is_some_and(|o| o.unfavourable);
    // The favourable end of a reversed statement is the last.
    if options.first().is_some_and(is_unfavourable) {
        options.reverse();
    }
    let own = |option: &usize| {
        let id = item.options.get(*option).map(|option| option.id.as_str());
        aims.iter().find(|(answer, _)| Some(*answer) == id).map(|(_, share)| *share)
    };
    let mut shares: Vec<(usize, Option<f64>)> = options.iter().map(|o| (*o, own(o))).collect();
    let aimed =
        |side: &str| aims.iter().find(|(answer, _)| *answer == side).map(|(_, share)| *share);
    let favourable = aimed(FAVOURABLE).or_else(|| aims.is_empty().then_some(content));
    spread_over(&mut shares, favourable, is_favourable);
    spread_over(&mut shares, aimed(UNFAVOURABLE), is_unfavourable);
    spread_over(&mut shares, Some(1.0), |_| true);
    let sum: f64 = shares.iter().filter_map(|(_, share)| *share).sum();
    shares
        .into_iter()
        .map(|(option, share)| (option, share.unwrap_or(0.0) / sum.max(0.01)))
        .collect()
}

/// Gives the options that fit, and have no share yet, what is left of theirs together.
fn spread_over(
    shares: &mut [(usize, Option<f64>)],
    all: Option<f64>,
    fits: impl Fn(&usize) -> bool,
) {
    let Some(all) = all else { return };
    let (mut left, mut open) = (all, 0.0);
    for (_, share) in shares.iter().filter(|(option, _)| fits(option)) {
        match share {
            Some(share) => left -= share,
            None => open += 1.0,
        }
    }
    for (option, share) in shares {
        if fits(option) && share.is_none() {
            *share = Some(left.max(0.0) / open);
        }
    }
}

/// The option of each of `count` people, in the order of the shares: each boundary between two
/// options is as near to its share as whole people allow.
pub fn divide(shares: &[(usize, f64)], count: usize) -> impl Iterator<Item = usize> {
    let mut sum = 0.0;
    let mut ends: Vec<(usize, usize)> = Vec::new();
    for (option, share) in shares {
        sum += share;
        ends.push((*option, part(sum, count)));
    }
    (0..count).filter_map(move |place| {
        ends.iter().find(|(_, end)| place < *end).or(ends.last()).map(|(option, _)| *option)
    })
}

/// A share of so many people, in whole people.
#[expect(
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a share of some thousand people"
)]
pub fn part(share: f64, count: usize) -> usize {
    ((share.clamp(0.0, 1.0) * count as f64).round() as usize).min(count)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn everybody_gets_an_option_and_each_as_many_as_its_share(
            weights in proptest::collection::vec(1_u32..100, 1..8),
            count in 0_usize..2_000,
        ) {
            let all: u32 = weights.iter().sum();
            let share = |weight: &u32| f64::from(*weight) / f64::from(all);
            let shares: Vec<(usize, f64)> = weights.iter().map(share).enumerate().collect();
            let given: Vec<usize> = divide(&shares, count).collect();
            prop_assert_eq!(given.len(), count);
            for (option, share) in shares {
                let people = given.iter().filter(|one| **one == option).count();
                prop_assert!(people.abs_diff(part(share, count)) <= 1);
            }
        }
    }
}
