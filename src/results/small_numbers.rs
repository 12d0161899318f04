//! The small-number rules. Every figure about answers passes through here.
//!
//! A figure rests on its base: the people who gave an answer on the scale.
//!
//! 1. *Below k* nothing is shown, not even a zero: that nobody in a small group agreed reveals as
//!    much as any count (as the Office for National Statistics and UK LLC do it below 10, and the
//!    National Student Survey with its 10 responses). k is the inspection's, frozen when it opens;
//!    never below 5.
//! 2. *From k to 29* a figure is its word, such as "most", without percentage, count or options. A cut
//!    is not shown, since all cuts together would come close to a table of options. Whatever the
//!    number of people is, a word can be two counts or more: of fewer than twelve people, it tells no
//!    more than the side of the half. Where less than half gave a favourable answer, the side of the
//!    half is told of the unfavourable ones, too. Elsewhere two words would often leave one count:
//!    "most" and "few" of 14 people are 12 and 2. A word can still tell something to a minority: "few"
//!    of twelve people is nobody or one, so the one who agreed knows of the others.
//! 3. *From 30* it is shown in full.
//! 4. *Groups* are those of [`super::groups`], each of 30 people or more. A question is shown by
//!    group only where each group gave 30 answers or more, or none: otherwise the split of this
//!    question is not shown at all. Where nobody answered on the scale, answers outside it count.
//! 5. *Totals* over collections are sums of figures that are shown in full and of one more: that of all
//!    collections of an inspection of which nothing is shown, once all are released, if that is a
//!    figure on 30 people or more. So no total, and no difference between totals at any times, reveals
//!    more than figures on 30 people.
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

    /// What is shown of so many favourable and unfavourable answers of some people.
    fn words(favourable: u64, unfavourable: u64, base: u64) -> Words {
        let share = |favourable| Share { favourable, base };
        Words::of(share(favourable), Some(share(unfavourable))).expect("a base")
    }

    /// All numbers of few people, all numbers of favourable and unfavourable answers among them, and
    /// whether the scale has answers between.
    #[test]
    fn words_leave_open_how_many_gave_each_answer() {
        for (base, has_between) in (5..30_u64).flat_map(|base| [(base, false), (base, true)]) {
            let most = |favourable| if has_between { base - favourable } else { 0 };
            let worlds: Vec<(u64, u64)> = (0..=base)
                .flat_map(|favourable| {
                    (0..=most(favourable)).map(move |between| (favourable, between))
                })
                .map(|(favourable, between)| (favourable, base - favourable - between))
                .collect();
            for (favourable, unfavourable) in &worlds {
                let shown = words(*favourable, *unfavourable, base);
                let ends = [Some(shown.favourable), shown.unfavourable];
                assert!(!ends.contains(&Some(Term::All)) && !ends.contains(&Some(Term::None)));
                let alike = || worlds.iter().filter(|(f, u)| words(*f, *u, base) == shown);
                let is_open = alike().any(|(f, _)| f != favourable)
                    && alike().any(|(_, u)| u != unfavourable);
                assert!(is_open, "{favourable} and {unfavourable} of {base}: {shown:?}");
            }
        }
    }
}
