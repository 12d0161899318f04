//! The answers of everybody who answers one survey at one place: as many of each kind as the shares
//! say, whoever gives them.

mod many;
mod one;

use rand::{
    Rng, SeedableRng,
    rngs::SmallRng,
    seq::{IndexedRandom, SliceRandom},
};

use super::{
    aims::{self, Aim, Aims},
    answers::{COMMENTS, lean, spread},
};
use crate::{
    inspection::Area,
    survey::{Answer, Answers, Item, QuestionKind, Survey},
};

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
                QuestionKind::One => self.choose(place, item, &aims, group, luck),
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

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{super::surveys, *};

    fn made_up(survey: &Survey, area: usize, count: usize, seed: u64) -> Vec<Answers> {
        let area = Area::all().nth(area).expect("an area");
        let aims = Aims::of_programme(survey.instrument.key(), area);
        answers(survey, area, &aims, count, seed)
    }

    fn asked() -> [Survey; 4] {
        ["staff", "age-8-15", "age-16-plus", "parents-carers"]
            .map(|survey| surveys::newest_edition(survey).expect("a survey"))
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(24))]

        #[test]
        fn everybody_answers_what_a_form_would_take(
            which in 0_usize..4,
            area in 0_usize..32,
            count in 0_usize..80,
            seed: u64,
        ) {
            let survey = &asked()[which];
            let people = made_up(survey, area, count, seed);
            prop_assert_eq!(people.len(), count);
            prop_assert_eq!(&people, &made_up(survey, area, count, seed));
            for person in people {
                let mut kept = person.clone();
                survey.keep_asked(&mut kept);
                prop_assert_eq!(&person, &kept);
                let posted = crate::form::Posted::of_answers(survey, &person).check(survey);
                prop_assert_eq!(posted.ok(), Some(person));
            }
        }

        #[test]
        fn a_union_is_hardly_larger_than_its_largest_part(area in 0_usize..32, seed: u64) {
            for survey in asked() {
                let people = made_up(&survey, area, 1_000, seed);
                let gave = |person: &Answers, (place, options): &(usize, u32)| {
                    (0..32).any(|option| options >> option & 1 == 1 && person.has(*place, option))
                };
                // What can be ticked is ticked by one person or another.
                let scales = |union: &&crate::survey::Union| {
                    union.any.iter().all(|(place, _)| survey.items[*place].is_scale)
                };
                for union in survey.unions.iter().filter(scales) {
                    let number = |of: &dyn Fn(&Answers) -> bool| people.iter().filter(|p| of(p)).count();
                    let all = number(&|person| union.any.iter().any(|one| gave(person, one)));
                    let parts = union.any.iter().map(|one| number(&|person| gave(person, one)));
                    prop_assert!(all <= parts.max().unwrap_or(0) + 50, "{}: {all}", union.id);
                }
            }
        }
    }
}
