use std::{fmt, str::FromStr};

use super::Proportion;

/// The fixed words that inspection reports use for a quantity, by the whole percentage. The two at
/// the ends are true to the last person.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Term {
    /// Nobody.
    None,
    /// Somebody, up to 14%.
    Few,
    /// 15% to 49%.
    LessThanHalf,
    /// As many as not, to the last person.
    Half,
    /// 50% to 74%.
    Majority,
    /// 75% to 89%.
    Most,
    /// From 90%, but not everybody.
    AlmostAll,
    /// Everybody.
    All,
}

impl Term {
    pub const ALL: [Self; 5] =
        [Self::Few, Self::LessThanHalf, Self::Majority, Self::Most, Self::AlmostAll];

    /// The fewest people of whom each term can be two counts or more: "most" of ten is eight, and of
    /// eleven nine.
    const ALL_TERMS_FROM: u64 = 12;
    /// The fewest people of whom two are few, and of whom all but two are almost all.
    const FEW_FROM: u64 = 14;
    const ALMOST_ALL_FROM: u64 = 20;

    /// The term for a whole percentage.
    pub const fn of_percent(percent: u8) -> Self {
        match percent {
            0..=14 => Self::Few,
            15..=49 => Self::LessThanHalf,
            50..=74 => Self::Majority,
            75..=89 => Self::Most,
            _ => Self::AlmostAll,
        }
    }

    /// The term for a share.
    pub fn of(proportion: Proportion) -> Self {
        match proportion {
            all if all.is_all() => Self::All,
            none if none.is_none() => Self::None,
            half if half.is_half() => Self::Half,
            some => Self::of_percent(some.percent()),
        }
    }

    /// The term for a share of few people: it does not say how many of them it is. Of fewer than
    /// [`Self::ALL_TERMS_FROM`], most terms would be a single count, so only the side of the half is told.
    /// "Few" and "almost all" are said where two answers may differ from all others: otherwise the only
    /// person who answered so would know what everybody else said. Of fewer people they are part of "less
    /// than half" and "most".
    pub fn of_few(proportion: Proportion) -> Self {
        let base = proportion.base();
        if base < Self::ALL_TERMS_FROM {
            return Self::side_of_half(proportion);
        }
        match Self::of_percent(proportion.percent()) {
            Self::Few if base < Self::FEW_FROM => Self::LessThanHalf,
            Self::AlmostAll if base < Self::ALMOST_ALL_FROM => Self::Most,
            term => term,
        }
    }

    /// Whether a share is less than half.
    pub fn side_of_half(proportion: Proportion) -> Self {
        if proportion.percent() < 50 { Self::LessThanHalf } else { Self::Majority }
    }

    /// The words on their own: "the majority".
    pub const fn words(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Few => "few",
            Self::LessThanHalf => "less than half",
            Self::Half => "half",
            Self::Majority => "the majority",
            Self::Most => "most",
            Self::AlmostAll => "almost all",
            Self::All => "all",
        }
    }

    /// The smallest and the largest whole percentage of the term.
    pub const fn range(self) -> (u8, u8) {
        match self {
            Self::None => (0, 0),
            Self::Few => (0, 14),
            Self::LessThanHalf => (15, 49),
            Self::Half => (50, 50),
            Self::Majority => (50, 74),
            Self::Most => (75, 89),
            Self::AlmostAll => (90, 100),
            Self::All => (100, 100),
        }
    }

    /// The term with `people` inside a sentence: "the majority of staff".
    pub fn of_people(self, people: &str) -> String {
        match self {
            Self::LessThanHalf | Self::Half | Self::Majority => format!("{self} of {people}"),
            Self::None => format!("no {people}"),
            Self::Few | Self::Most | Self::AlmostAll | Self::All => format!("{self} {people}"),
        }
    }
}

impl FromStr for Term {
    type Err = ();

    /// The words of a term, without regard to case; "the" may be missing.
    fn from_str(text: &str) -> Result<Self, ()> {
        let words = text.to_lowercase();
        let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
        let is = |term: &Self| {
            let own = term.words();
            words == own || own.strip_prefix("the ") == Some(words.as_str())
        };
        Self::ALL.into_iter().find(is).ok_or(())
    }
}

impl fmt::Display for Term {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.words())
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn term(count: u64, base: u64) -> Term {
        Term::of(Proportion::new(count, base).expect("a proportion"))
    }

    #[test]
    fn every_term_begins_and_ends_at_its_percentages() {
        let at = |percent: u8| Term::of_percent(percent).words();
        assert_eq!((at(0), at(14), at(15)), ("few", "few", "less than half"));
        assert_eq!((at(49), at(50)), ("less than half", "the majority"));
        assert_eq!((at(74), at(75)), ("the majority", "most"));
        assert_eq!((at(89), at(90), at(100)), ("most", "almost all", "almost all"));
        let inner = Term::ALL.into_iter().filter(|term| !matches!(term, Term::None | Term::All));
        let ranges: Vec<u8> = inner.flat_map(|t| t.range().0..=t.range().1).collect();
        assert_eq!(ranges, (0..=100).collect::<Vec<_>>());
        assert!(
            (0..=100)
                .all(|p| (Term::of_percent(p).range().0..=Term::of_percent(p).range().1)
                    .contains(&p))
        );
    }

    #[test]
    fn a_term_is_read_as_it_is_written_and_without_the() {
        for term in Term::ALL {
            assert_eq!(term.words().parse(), Ok(term));
            assert_eq!(format!(" {} ", term.words().to_uppercase()).parse(), Ok(term));
        }
        assert_eq!("majority".parse(), Ok(Term::Majority));
        for other in ["", "the", "the most", "some", "half"] {
            assert!(other.parse::<Term>().is_err(), "{other}");
        }
    }

    #[test]
    fn the_term_follows_the_rounded_percentage() {
        assert_eq!(term(29, 200), Term::LessThanHalf, "14.5%");
        assert_eq!(term(144, 1_000), Term::Few, "14.4%");
        assert_eq!(term(99, 200), Term::LessThanHalf, "49.5%, but fewer than half");
        assert_eq!((term(100, 200), term(101, 200)), (Term::Half, Term::Majority));
        assert_eq!(term(149, 200), Term::Most, "74.5%");
        assert_eq!(term(179, 200), Term::AlmostAll, "89.5%");
        assert_eq!(term(1_162, 1_306), Term::Most, "89%");
    }

    #[test]
    fn all_and_none_are_true_to_the_last_person() {
        assert_eq!((term(199, 200), term(200, 200)), (Term::AlmostAll, Term::All));
        assert_eq!((term(1, 900), term(0, 200)), (Term::Few, Term::None));
        assert_eq!(Term::None.of_people("staff"), "no staff");
    }

    #[test]
    fn of_few_people_the_terms_at_the_ends_are_part_of_their_neighbours() {
        let few = |count, base| Term::of_few(Proportion::new(count, base).expect("a proportion"));
        assert_eq!(
            (few(0, 13), few(0, 14), few(2, 14)),
            (Term::LessThanHalf, Term::Few, Term::Few)
        );
        assert_eq!(
            (few(19, 19), few(20, 20), few(18, 20)),
            (Term::Most, Term::AlmostAll, Term::AlmostAll)
        );
        assert_eq!(
            (few(8, 11), few(9, 12), few(7, 7)),
            (Term::Majority, Term::Most, Term::Majority)
        );
        assert_eq!((few(5, 10), few(4, 10)), (Term::Majority, Term::LessThanHalf));
    }

    proptest! {
        #[test]
        fn more_people_never_make_a_lower_term(base in 1_u64..5_000, a in 0_u64..5_000, b in 0_u64..5_000) {
            let (less, more) = (a.min(b).min(base), a.max(b).min(base));
            prop_assert!(term(less, base) <= term(more, base));
        }
    }
}
