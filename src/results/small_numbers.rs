//! The small-number rules. Every figure about answers passes through here.
//!
//! A figure rests on its base: the people who gave an answer on the scale.
//!
//! 1. *Below k* nothing is shown, not even a zero: that nobody in a small group agreed reveals as
//!    much as any count (as the Office for National Statistics and UK LLC do it below 10, and the
//!    National Student Survey with its 10 responses). k is the inspection's, frozen when it opens;
//!    never below 5.
//! 2. *From k to 29* a figure is its word, such as "most", without percentage, count or options. A cut
//!    is not shown, since all cuts together would come close to a table of options. A word never stands
//!    for one count alone, nor for everybody or nobody, and the only person who answered otherwise
//!    cannot tell that nobody else did ([`Term::of_few`]). Where less than half gave a favourable answer,
//!    the side of the half is told of the unfavourable ones, too. Elsewhere two words would often leave
//!    one count: "most" and "few" of 14 people are 12 and 2. A word can still tell something to several
//!    who compare their answers: of "most" of twelve people, three who did not agree know that all others
//!    did.
//! 3. *From 30* it is shown in full.
//! 4. *Groups* are those of [`super::groups`], each of 30 people or more. A question is shown by
//!    group only where each group gave 30 answers or more, or none: otherwise the split of this
//!    question is not shown at all. Where nobody answered on the scale, answers outside it count.
//! 5. *Totals* over areas are sums of figures that are shown in full. Where words are shown,
//!    nothing else is in them. With a k of 30 or more there are no words, and a total also has the
//!    collections of an inspection of which nothing is shown, once all are released, if these are 30
//!    people together. So no total, and no difference between totals at any times, reveals more than
//!    figures on 30 people.
//! 6. *Audiences together*: see [`super::together`].
//!
//! Each looks at how many people there are, never at what they said.

use super::{
    groups::NUMBERS,
    share::Share,
    wording::{Proportion, Term},
};

/// A figure after the small-number rules.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shown<T> {
    Figure(T),
    /// It rests on too few people for a number.
    Word(Words),
    /// It rests on fewer people than this, and would have to be shown as a number.
    FewerThan(u64),
    /// It rests on too few people for a number, so it is shown for several audiences together.
    Together,
}

impl<T> Shown<T> {
    /// The figure, if it is shown in full.
    pub const fn figure(&self) -> Option<&T> {
        match self {
            Self::Figure(figure) => Some(figure),
            Self::Word(_) | Self::FewerThan(_) | Self::Together => None,
        }
    }

    /// The same, borrowed.
    pub const fn as_ref(&self) -> Shown<&T> {
        match self {
            Self::Figure(figure) => Shown::Figure(figure),
            Self::Word(words) => Shown::Word(*words),
            Self::FewerThan(people) => Shown::FewerThan(*people),
            Self::Together => Shown::Together,
        }
    }

    /// The same, of another kind.
    pub fn map<U>(self, of: impl FnOnce(T) -> U) -> Shown<U> {
        match self {
            Self::Figure(figure) => Shown::Figure(of(figure)),
            Self::Word(words) => Shown::Word(words),
            Self::FewerThan(people) => Shown::FewerThan(people),
            Self::Together => Shown::Together,
        }
    }
}

/// What is said of few people in place of numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Words {
    /// How many gave a favourable answer, or another that is counted.
    pub favourable: Term,
    /// Whether the majority gave an unfavourable answer, if the question has any, where less than half
    /// gave a favourable one.
    pub unfavourable: Option<Term>,
}

impl Words {
    /// Of these shares.
    pub fn of(favourable: Share, unfavourable: Option<Share>) -> Option<Self> {
        let favourable = Term::of_few(Proportion::of(favourable)?);
        let unfavourable = unfavourable.filter(|_| favourable < Term::Majority);
        let unfavourable = unfavourable.and_then(Proportion::of).map(Term::side_of_half);
        Some(Self { favourable, unfavourable })
    }
}

impl std::fmt::Display for Words {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.favourable.fmt(f)
    }
}

/// A figure on `base` people, with the threshold `k`. `words` are what few people are shown as, if
/// there are any.
pub fn shown<T>(
    base: u64,
    k: u64,
    words: impl FnOnce() -> Option<Words>,
    figure: impl FnOnce() -> T,
) -> Shown<T> {
    if base < k {
        return Shown::FewerThan(k);
    }
    if base >= numbers_from(k) {
        return Shown::Figure(figure());
    }
    words().map_or(Shown::FewerThan(numbers_from(k)), Shown::Word)
}

/// Whether answers are of so few people that they must not be told apart: of `base` on the scale, or,
/// if that is nobody, of `outside` it. That the few who were asked all said that they do not know
/// tells what each of them said.
pub const fn are_few(base: u64, outside: u64, from: u64) -> bool {
    let people = if base > 0 { base } else { outside };
    people > 0 && people < from
}

/// The fewest people of whom numbers are shown, with the threshold `k`.
pub const fn numbers_from(k: u64) -> u64 {
    if k > NUMBERS { k } else { NUMBERS }
}

/// Whether a total with the threshold `k`, such as that of a programme, may have the areas of which an
/// inspection shows nothing with its `own`. With a larger k more areas are hidden than on the
/// inspection's own page: the two totals would differ by an area that has a word there.
pub const fn adds_hidden_areas(own: u64, k: u64) -> bool {
    own == k
}

/// Whether a page with the threshold `k` may show audiences together that an inspection shows with its
/// `own`. Where numbers begin later than there, audiences would be added up of which one is a number
/// there, and the other would follow by subtraction.
pub const fn adds_audiences(own: u64, k: u64) -> bool {
    numbers_from(own) == numbers_from(k)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn told(favourable: u64, base: u64, k: u64) -> Shown<u64> {
        shown(base, k, || Words::of(Share { favourable, base }, None), || favourable)
    }

    const fn word(favourable: Term) -> Shown<u64> {
        Shown::Word(Words { favourable, unfavourable: None })
    }

    #[test]
    fn answers_outside_the_scale_count_where_there_are_no_others() {
        let few = |base, outside| are_few(base, outside, 30);
        assert!(few(1, 0) && few(29, 50) && few(0, 1) && few(0, 29));
        assert!(!few(0, 0) && !few(0, 30) && !few(30, 1));
    }

    #[test]
    fn below_k_nothing_then_a_word_then_a_number() {
        assert_eq!(told(9, 9, 10), Shown::FewerThan(10));
        assert_eq!(told(8, 11, 10), word(Term::Majority));
        assert_eq!(told(9, 12, 10), word(Term::Most));
        assert_eq!(told(29, 29, 10), word(Term::AlmostAll));
        assert_eq!(told(0, 29, 10), word(Term::Few));
        assert_eq!(told(30, 30, 10), Shown::Figure(30));
        assert_eq!(shown(29, 10, || None, || ()), Shown::FewerThan(30));
        assert_eq!(told(30, 39, 40), Shown::FewerThan(40));
    }

    /// The words of so many favourable and unfavourable answers among `base`.
    fn words(favourable: u64, unfavourable: u64, base: u64) -> Words {
        let share = |favourable| Share { favourable, base };
        Words::of(share(favourable), Some(share(unfavourable))).expect("words")
    }

    /// With and without answers between the two sides.
    fn counts(base: u64, between: bool) -> impl Iterator<Item = (u64, u64)> {
        let every = (0..=base).flat_map(move |f| (0..=base - f).map(move |u| (f, u)));
        every.filter(move |(f, u)| between || f + u == base)
    }

    /// What each pair of words leaves possible.
    fn possible(base: u64, between: bool) -> Vec<(Words, Vec<(u64, u64)>)> {
        let mut found: Vec<(Words, Vec<(u64, u64)>)> = Vec::new();
        for (f, u) in counts(base, between) {
            let own = words(f, u, base);
            match found.iter_mut().find(|(other, _)| *other == own) {
                Some((_, all)) => all.push((f, u)),
                None => found.push((own, vec![(f, u)])),
            }
        }
        found
    }

    /// Whether those who told theirs know that everybody else gave a favourable answer, or that everybody
    /// else gave an unfavourable one.
    fn is_told(possible: &[(u64, u64)], base: u64, (f, u, rest): (u64, u64, u64)) -> bool {
        let left = base - f - u - rest;
        let fits =
            possible.iter().filter(|one| one.0 >= f && one.1 >= u && base - one.0 - one.1 >= rest);
        let fits: Vec<(u64, u64)> = fits.map(|one| (one.0 - f, one.1 - u)).collect();
        let all = |of: fn(&(u64, u64)) -> u64| fits.iter().all(|one| of(one) == left);
        !fits.is_empty() && (all(|one| one.0) || all(|one| one.1))
    }

    #[test]
    fn no_word_is_one_count_and_nobody_learns_from_their_own_answer_what_all_others_said() {
        for (base, between) in (5..30).flat_map(|base| [(base, true), (base, false)]) {
            for (words, possible) in possible(base, between) {
                assert!(possible.len() > 1, "{words:?} of {base} is {possible:?}");
                for own in [(0, 0, 0), (1, 0, 0), (0, 1, 0), (0, 0, 1)] {
                    assert!(!is_told(&possible, base, own), "{words:?} of {base}: {own:?}");
                }
            }
        }
    }

    proptest! {
        #[test]
        fn a_word_leaves_open_whether_it_is_everybody_or_nobody(base in 5_u64..30, favourable in 0_u64..30) {
            let favourable = favourable.min(base);
            let Shown::Word(Words { favourable: term, .. }) = told(favourable, base, 5) else { panic!("a word") };
            prop_assert!(!matches!(term, Term::All | Term::None));
            let alike = (0..=base).filter(|other| told(*other, base, 5) == word(term));
            let alike: Vec<u64> = alike.collect();
            prop_assert!(alike != [0] && alike != [base], "{alike:?} of {base}");
        }
    }
}
