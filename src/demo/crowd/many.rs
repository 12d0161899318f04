//! Questions that are answered by any number of options.

use rand::seq::SliceRandom;

use super::Crowd;
use crate::{
    demo::{aims::Aim, quota},
    survey::{Answer, Item, Opt},
};

impl Crowd<'_> {
    /// Any number of options each; the option that excludes the others for whoever has none.
    pub(super) fn tick(
        &mut self,
        place: usize,
        item: &Item,
        aims: &[&'static Aim],
        mut group: Vec<usize>,
    ) {
        let mut chosen = vec![0_u32; self.people.len()];
        let single = |option: &&Opt| option.alone || option.outside;
        for (bit, option) in item.options.iter().enumerate().take(32) {
            if single(&option) {
                continue;
            }
            let aim = aims.iter().find(|aim| aim.answer == option.id);
            let share = aim.map_or(0.7 * self.content(item), |aim| self.aims.share(aim));
            group.shuffle(&mut self.rng);
            for person in group.iter().take(quota::part(share, group.len())) {
                if let Some(chosen) = chosen.get_mut(*person) {
                    *chosen |= 1 << bit;
                }
            }
        }
        let none = item.options.iter().position(|option| option.alone && !option.outside);
        for person in group {
            let bits = chosen.get(person).copied().unwrap_or_default();
            let none = none.filter(|_| bits == 0).map_or(0, |option| 1 << option);
            if bits | none != 0 {
                self.set(person, place, Answer::Many(bits | none));
            }
        }
    }
}
