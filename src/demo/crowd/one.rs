//! Questions that are answered by one option.

use rand::seq::IndexedRandom;

use super::Crowd;
use crate::{
    demo::{aims::Aim, quota},
    survey::{Answer, Item},
};

/// How many in a hundred skip a question, and how many choose an answer outside its scale.
const SKIPPED: usize = 1;
const OUTSIDE: usize = 4;
/// How much a person's mood counts in each of their answers, beside chance.
const MOOD: f64 = 0.4;

impl Crowd<'_> {
    /// One option each.
    pub(super) fn choose(
        &mut self,
        place: usize,
        item: &Item,
        aims: &[&'static Aim],
        group: Vec<usize>,
        luck: &[f64],
    ) {
        let outside: Vec<usize> = (0..item.options.len())
            .filter(|o| item.options.get(*o).is_some_and(|o| o.outside))
            .collect();
        let asked = group.len();
        let mut group = group.into_iter().skip(asked * SKIPPED / 100);
        if !outside.is_empty() {
            for person in group.by_ref().take(asked * OUTSIDE / 100) {
                let option = outside.choose(&mut self.rng).copied().unwrap_or_default();
                self.set(person, place, Answer::One(option));
            }
        }
        let mut inside: Vec<usize> = group.collect();
        if item.options.iter().any(|option| option.favourable) {
            let of = |of: &[f64], person: &usize| of.get(*person).copied().unwrap_or_default();
            let content = |p: &usize| MOOD * of(&self.moods, p) + (1.0 - MOOD) * of(luck, p);
            inside.sort_by(|one, two| content(two).total_cmp(&content(one)));
        }
        let aims: Vec<(&str, f64)> =
            aims.iter().map(|aim| (aim.answer.as_str(), self.aims.share(aim))).collect();
        let shares = quota::shares(item, &aims, self.content(item));
        for (person, option) in inside.iter().zip(quota::divide(&shares, inside.len())) {
            self.set(*person, place, Answer::One(option));
        }
    }
}
