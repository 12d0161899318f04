//! The small-number rules. Every figure about answers passes through here.
//!
//! 1. *Threshold.* A figure rests on its base: the people who gave an answer on the scale. Below k
//!    nothing is shown, not even a zero: that nobody in a small group agreed reveals as much as any
//!    count (as the Office for National Statistics and UK LLC do it below 10, and the National
//!    Student Survey with its 10 responses).
//! 2. *Splits.* If the parts of a whole are shown with the whole, the sum of the hidden parts
//!    follows by subtraction. So the hidden parts together must rest on at least k people, or
//!    another part is hidden too, the smallest first (complementary suppression: Hundepool et al.,
//!    *Statistical Disclosure Control*, 2012, chapter 4).
//! 3. *Narrow intervals.* The hidden sum can still reveal much about a small part: of 12 people, 11
//!    of whom agree, any three include two who do. More parts are hidden until the range of values
//!    that each small part may have is at least half as wide as its size, or no narrower than the
//!    whole itself makes it (the feasibility interval of the same book).
//! 4. *Totals.* A total over collections is the sum of the shown ones only. So no total, and no
//!    difference between totals at any times, reveals more than the shown figures.
//!
//! The threshold k is the inspection's, frozen when it opens; never below 5.

/// How many of `base` people gave a favourable answer.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Share {
    pub favourable: u64,
    pub base: u64,
}

/// A figure after the small-number rules.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shown<T> {
    Figure(T),
    /// It rests on fewer people than this threshold.
    FewerThan(u64),
    /// It rests on enough people but would reveal another figure.
    Withheld,
}

impl<T> Shown<T> {
    /// The figure, unless it is hidden.
    pub fn figure(&self) -> Option<&T> {
        match self {
            Self::Figure(figure) => Some(figure),
            Self::FewerThan(_) | Self::Withheld => None,
        }
    }

    /// The same, of another kind.
    pub fn map<U>(self, of: impl FnOnce(T) -> U) -> Shown<U> {
        match self {
            Self::Figure(figure) => Shown::Figure(of(figure)),
            Self::FewerThan(k) => Shown::FewerThan(k),
            Self::Withheld => Shown::Withheld,
        }
    }
}

/// Shows a figure if its `base` reaches the threshold `k`.
pub fn alone<T>(base: u64, k: u64, figure: impl FnOnce() -> T) -> Shown<T> {
    if base >= k { Shown::Figure(figure()) } else { Shown::FewerThan(k) }
}

/// Shows the parts of a whole as far as the rules allow. If the whole is hidden, so are all parts.
pub fn split(parts: &[Share], k: u64) -> Vec<Shown<Share>> {
    let whole = sum(parts.iter());
    let mut shown: Vec<Shown<Share>> =
        parts.iter().map(|part| alone(part.base, k, || *part)).collect();
    if whole.base < k {
        return vec![Shown::FewerThan(k); parts.len()];
    }
    while let Some(next) = next_to_hide(parts, &shown, whole, k) {
        if let Some(place) = shown.get_mut(next) {
            *place = Shown::Withheld;
        }
    }
    shown
}

/// The smallest shown part, if another part must be hidden.
fn next_to_hide(parts: &[Share], shown: &[Shown<Share>], whole: Share, k: u64) -> Option<usize> {
    let both = || parts.iter().zip(shown);
    let hidden = || both().filter(|(_, shown)| shown.figure().is_none()).map(|(part, _)| part);
    let together = sum(hidden());
    let is_small = (1..k).contains(&together.base);
    let mut protected = hidden().filter(|part| part.base < k);
    if !is_small && !protected.any(|part| is_narrow(*part, together, whole)) {
        return None;
    }
    let seen = both().enumerate().filter(|(_, (_, shown))| shown.figure().is_some());
    seen.min_by_key(|(_, (part, _))| part.base).map(|(place, _)| place)
}

/// Whether `together` reveals more about its `part` than `whole` does, and leaves less than half of
/// the range open.
fn is_narrow(part: Share, together: Share, whole: Share) -> bool {
    let width = width(part.base, together);
    2 * width < part.base && width < self::width(part.base, whole)
}

/// How many values are possible for the favourable answers among `size` people of `group`, less
/// one.
pub fn width(size: u64, group: Share) -> u64 {
    let others = group.base.saturating_sub(size);
    size.min(group.favourable) - group.favourable.saturating_sub(others)
}

fn sum<'a>(parts: impl Iterator<Item = &'a Share>) -> Share {
    parts.fold(Share::default(), |a, b| Share {
        favourable: a.favourable + b.favourable,
        base: a.base + b.base,
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn shares(pairs: &[(u64, u64)]) -> Vec<Share> {
        pairs
            .iter()
            .map(|(favourable, base)| Share { favourable: *favourable, base: *base })
            .collect()
    }

    /// "s" shown, "f" fewer than k, "w" withheld.
    fn letters(pairs: &[(u64, u64)], k: u64) -> String {
        let letter = |shown: &Shown<Share>| match shown {
            Shown::Figure(_) => 's',
            Shown::FewerThan(_) => 'f',
            Shown::Withheld => 'w',
        };
        split(&shares(pairs), k).iter().map(letter).collect()
    }

    #[test]
    fn parts_that_all_reach_the_threshold_are_shown() {
        assert_eq!(letters(&[(10, 10), (30, 60)], 10), "ss");
        assert_eq!(letters(&[(9, 9), (30, 60)], 9), "ss");
    }

    #[test]
    fn beside_one_hidden_part_the_smallest_other_is_hidden_too() {
        assert_eq!(letters(&[(2, 4), (10, 20), (20, 40)], 10), "fws");
        assert_eq!(letters(&[(2, 4), (10, 20)], 10), "fw");
    }

    #[test]
    fn small_parts_that_reach_the_threshold_together_need_no_other() {
        assert_eq!(letters(&[(3, 6), (4, 7), (20, 40)], 10), "ffs");
    }

    #[test]
    fn where_the_hidden_parts_agree_too_much_another_joins_them() {
        assert_eq!(letters(&[(3, 3), (8, 9), (5, 20), (20, 40)], 10), "ffws");
    }

    #[test]
    fn what_the_whole_tells_already_makes_nothing_hide() {
        assert_eq!(letters(&[(6, 6), (6, 6), (40, 40)], 10), "ffs");
    }

    #[test]
    fn of_a_whole_below_the_threshold_nothing_is_shown() {
        assert_eq!(letters(&[(2, 4), (1, 3)], 10), "ff");
        assert_eq!(alone(4, 5, || 1), Shown::FewerThan(5));
        assert_eq!(alone(5, 5, || 1), Shown::Figure(1));
    }

    prop_compose! {
        fn part()(base in 0..60_u64)(favourable in 0..=base, base in Just(base)) -> Share {
            Share { favourable, base }
        }
    }

    proptest! {
        #[test]
        fn nothing_hidden_can_be_subtracted_unless_it_rests_on_enough_people(
            parts in prop::collection::vec(part(), 1..9), k in 5..20_u64,
        ) {
            let shown = split(&parts, k);
            let whole = sum(parts.iter());
            for (part, shown) in parts.iter().zip(&shown) {
                prop_assert!(shown.figure().is_none_or(|share| share == part && share.base >= k));
            }
            let hidden: Vec<_> = parts.iter().zip(&shown).filter(|(_, s)| s.figure().is_none()).map(|(p, _)| p).collect();
            let together = sum(hidden.iter().copied());
            if whole.base >= k {
                prop_assert!(together.base == 0 || together.base >= k, "{shown:?}");
                for part in hidden.into_iter().filter(|part| part.base < k) {
                    let open = width(part.base, together);
                    prop_assert!(2 * open >= part.base || open == width(part.base, whole));
                }
            } else {
                prop_assert!(shown.iter().all(|shown| *shown == Shown::FewerThan(k)));
            }
        }
    }
}
