use super::tallies::{Tallies, everybody};
use crate::{
    results::{
        Figure, Side, SideKind, Tally,
        groups::Groups,
        small_numbers::{Shown, Words, are_few, numbers_from, shown},
        withheld::Of,
    },
    survey::Item,
};

/// The result of one question.
#[derive(Clone, Debug)]
pub struct QuestionResult {
    /// Its place in [`Survey::items`].
    pub item: usize,
    pub whole: Shown<Figure>,
    /// What is not shown in full, for rules about several collections.
    pub(in crate::results) hidden: Option<Figure>,
    /// By the groups of each division of the results; empty unless every crowd gave enough answers.
    pub splits: Vec<Vec<Figure>>,
}

/// Applies the rules to the tallies of one question.
pub fn question(
    place: usize,
    item: &Item,
    groups: &Groups,
    tallies: &Tallies,
    threshold: u64,
) -> QuestionResult {
    let of = |key: &String| tallies.get(key).and_then(|questions| questions.get(&item.id));
    let all = Figure::of(item, &everybody(tallies, &item.id));
    let crowds: Vec<Figure> = groups
        .crowds
        .iter()
        .map(|crowd| {
            let mut tally = Tally::default();
            crowd.keys.iter().filter_map(of).for_each(|own| tally.add_all(own));
            Figure::of(item, &tally)
        })
        .collect();
    let from = numbers_from(threshold);
    let few = |crowd: &Figure| are_few(crowd.base, crowd.outside_scale(), from);
    let is_split = all.base >= from && !crowds.iter().any(few);
    let splits = groups.divisions.iter().enumerate().filter(|_| is_split).map(|(at, division)| {
        let group = |group| {
            let own = groups.crowds.iter().zip(&crowds);
            let own: Vec<&Figure> =
                own.filter(|(c, _)| c.groups.get(at) == Some(&group)).map(|(_, own)| own).collect();
            Figure::sum(&own)
        };
        (0..division.groups.len()).filter_map(group).collect()
    });
    let splits = splits.collect();
    let (whole, hidden) = whole(item, all, threshold);
    QuestionResult { item: place, splits, whole, hidden }
}

impl QuestionResult {
    /// What decides why it may be hidden, of one audience or of several together.
    pub fn of(&self, together: bool) -> Of {
        if !together {
            return Of::Collection;
        }
        Of::Together {
            alone: matches!(self.whole, Shown::FewerThan(people) if self.base() >= people),
        }
    }

    /// The figure before the rules for small numbers.
    pub(in crate::results) fn unruled(&self) -> Option<&Figure> {
        self.whole.figure().or(self.hidden.as_ref())
    }

    /// How many gave an answer on the scale.
    pub(in crate::results) fn base(&self) -> u64 {
        self.unruled().map_or(0, |figure| figure.base)
    }
}

/// A figure as it is shown, and what is hidden by that.
pub(in crate::results) fn whole(
    item: &Item,
    all: Figure,
    threshold: u64,
) -> (Shown<Figure>, Option<Figure>) {
    match shown(all.base, threshold, || words(item, &all), || ()) {
        Shown::Figure(()) => (Shown::Figure(all), None),
        Shown::Word(words) => (Shown::Word(words), Some(all)),
        Shown::FewerThan(people) => (Shown::FewerThan(people), Some(all)),
        Shown::Together => (Shown::Together, Some(all)),
    }
}

/// What is said of few people.
fn words(item: &Item, all: &Figure) -> Option<Words> {
    let sides = Side::all(item);
    let share = |kind| sides.iter().find(|side| side.kind == kind).map(|side| side.share(all));
    Words::of(share(SideKind::Favourable)?, share(SideKind::Unfavourable))
}
