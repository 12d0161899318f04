//! The answers of everybody who answers one survey at one place: as many of each kind as the shares
//! say, whoever gives them.

use rand::{
    Rng, SeedableRng,
    rngs::SmallRng,
    seq::{IndexedRandom, SliceRandom},
};

use super::{
    aims::{self, Aim, Aims},
    answers::{COMMENTS, lean, spread},
    quota,
};
use crate::{
    inspection::Area,
    survey::{Answer, Answers, Item, QuestionKind, Survey},
};

/// How many in a hundred skip a question, and how many choose an answer outside its scale.
const SKIPPED: usize = 1;
const OUTSIDE: usize = 4;
/// How much a person's mood counts in each of their answers, beside chance.
const MOOD: f64 = 0.4;

/// The answers of `count` people, the same for the same seed.
pub fn answers(survey: &Survey, area: Area, aims: &Aims, count: usize, seed: u64) -> Vec<Answers> {
    let mut rng = SmallRng::seed_from_u64(seed);
    let mut crowd = Crowd {
        survey,
        area,
        aims,
        moods: (0..count).map(|_| rng.random()).collect(),
        people: vec![Answers::none(survey); count],
        rng,
    };
    // Who answers one question of a union in its way mostly answers the others so too.
    let mut unions: Vec<(Vec<usize>, Vec<f64>)> = Vec::new();
    for union in &survey.unions {
        let places = union.any.iter().map(|(place, _)| *place).collect();
        let luck = (0..count).map(|_| crowd.rng.random()).collect();
        unions.push((places, luck));
    }
    for (place, item) in survey.items.iter().enumerate() {
        let shared = unions.iter().find(|(places, _)| places.contains(&place));
        let luck = match shared {
            Some((_, luck)) => luck.clone(),
            None => (0..count).map(|_| crowd.rng.random()).collect(),
        };
        crowd.answer(place, item, &luck);
    }
    crowd.people
}

struct Crowd<'a> {
    survey: &'a Survey,
    area: Area,
    aims: &'a Aims,
    /// How content each person is, from 0 to 1.
    moods: Vec<f64>,
    people: Vec<Answers>,
    rng: SmallRng,
}

impl Crowd<'_> {
    /// Lets everybody who is asked answer the item at `place`.
    fn answer(&mut self, place: usize, item: &Item, luck: &[f64]) {
        let lines = self.aims.about(&item.id);
        let mut groups: Vec<(Vec<&'static Aim>, Vec<usize>)> = Vec::new();
        for (person, answers) in self.people.iter().enumerate() {
            if !is_asked(item, answers) {
                continue;
            }
            let aims = aims::among(&lines, self.survey, answers);
            match groups.iter_mut().find(|(other, _)| *other == aims) {
                Some((_, group)) => group.push(person),
                None => groups.push((aims, vec![person])),
            }
        }
        for (aims, mut group) in groups {
            group.shuffle(&mut self.rng);
            match item.kind {
                QuestionKind::One => self.choose(place, item, &aims, &group, luck),
                QuestionKind::Many => self.tick(place, item, &aims, group),
                QuestionKind::Text { .. } => {
                    for person in group.iter().take(group.len() / 4) {
                        let comment = COMMENTS.choose(&mut self.rng).copied().unwrap_or_default();
                        self.set(*person, place, Answer::Text(comment.to_owned()));
                    }
                }
                QuestionKind::Number { min, max } => {
                    for person in group {
                        let number = self.rng.random_range(min..=max);
                        self.set(person, place, Answer::Number(number));
                    }
                }
            }
        }
    }

    /// One option each.
    fn choose(
        &mut self,
        place: usize,
        item: &Item,
        aims: &[&'static Aim],
        group: &[usize],
        luck: &[f64],
    ) {
        let outside: Vec<usize> = (0..item.options.len())
            .filter(|o| item.options.get(*o).is_some_and(|o| o.outside))
            .collect();
        let asked = group.len();
        let mut group = group.iter().copied().skip(asked * SKIPPED / 100);
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
            aims.iter().map(|aim| (aim.answer.as_str(), self.aims.share(aim, spread))).collect();
        let shares = quota::shares(item, &aims, self.content(item));
        for (person, option) in inside.iter().zip(quota::divide(&shares, inside.len())) {
            self.set(*person, place, Answer::One(option));
        }
    }

    /// Any number of options each; the option that excludes the others for whoever has none.
    fn tick(&mut self, place: usize, item: &Item, aims: &[&'static Aim], mut group: Vec<usize>) {
        let mut chosen = vec![0_u32; self.people.len()];
        let single = |option: &&crate::survey::Opt| option.alone || option.outside;
        for (bit, option) in item.options.iter().enumerate().take(32) {
            if single(&option) {
                continue;
            }
            let aim = aims.iter().find(|aim| aim.answer == option.id);
            let share = aim.map_or(0.7 * self.content(item), |aim| self.aims.share(aim, spread));
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

    /// The share of content people where no aim says it.
    fn content(&self, item: &Item) -> f64 {
        (lean(item) + spread(self.area.code(), 0.12)).clamp(0.03, 0.97)
    }

    fn set(&mut self, person: usize, place: usize, answer: Answer) {
        if let Some(answers) = self.people.get_mut(person) {
            answers.set(place, answer);
        }
    }
}

/// Whether an item is asked of somebody who was asked everything that `answers` has.
fn is_asked(item: &Item, answers: &Answers) -> bool {
    item.route.iter().all(|condition| {
        let chosen = condition.options.iter().any(|o| answers.has(condition.item, *o));
        chosen != condition.unless
    })
}
