use std::sync::Arc;

use rand::{Rng as _, SeedableRng as _, rngs::StdRng};
use speir::survey::{Answer, Answers, QuestionKind, Survey};

/// Somebody who answered.
pub struct Person {
    pub part: String,
    pub answers: Answers,
}

/// Makes random people.
pub struct Population {
    random: StdRng,
}

impl Population {
    pub fn new(seed: u64) -> Self {
        Self { random: StdRng::seed_from_u64(seed) }
    }

    pub fn one_of<T: Copy>(&mut self, values: &[T]) -> T {
        values[self.random.random_range(0..values.len())]
    }

    pub fn between(&mut self, least: usize, most: usize) -> usize {
        self.random.random_range(least..=most)
    }

    pub fn chance(&mut self, share: f64) -> bool {
        self.random.random_bool(share)
    }

    /// So many people who answer a survey. Groups agree or disagree with one another, some nearly
    /// all.
    pub fn answering(&mut self, survey: &Arc<Survey>, people: usize) -> Vec<Person> {
        const AGREEMENT: [f64; 7] = [0.02, 0.1, 0.5, 0.7, 0.9, 0.98, 0.98];
        let parts = self.random.random_range(1..=6_usize);
        let weights: Vec<u32> = (0..parts).map(|_| self.one_of(&[1, 2, 4, 20, 40, 60])).collect();
        let items = survey.items.len();
        let agreement: Vec<f64> = (0..items).map(|_| self.one_of(&AGREEMENT)).collect();
        let by_part = self.chance(0.5);
        let leaning: Vec<f64> = (0..parts).map(|_| self.one_of(&AGREEMENT)).collect();
        let skips = self.one_of(&[0.0, 0.0, 0.01, 0.1]);
        let outside = self.one_of(&[0.0, 0.02, 0.1, 0.6]);
        let answered: Vec<Vec<u32>> = (0..items).map(|_| self.weights()).collect();
        // In some areas, people of one part avoid the questions that few are asked.
        let avoid = self.chance(0.2).then(|| self.random.random_range(0..parts));
        let mut everybody = Vec::new();
        for _ in 0..people {
            let part = self.weighted(&weights);
            let mut answers = Answers::none(survey);
            for (place, item) in survey.items.iter().enumerate() {
                if !survey.asked(&answers)[place] || self.chance(skips) {
                    continue;
                }
                let favourable = item.options.iter().any(|option| option.favourable);
                let agrees =
                    if by_part && place % 2 == 0 { leaning[part] } else { agreement[place] };
                let answer = match item.kind {
                    QuestionKind::Many => self.many(&answered[place]),
                    _ if favourable => Some(Answer::One(self.opinion(
                        agrees,
                        if avoid == Some(part) && !item.route.is_empty() { 1.0 } else { outside },
                    ))),
                    _ => Some(Answer::One(self.weighted(&answered[place]))),
                };
                if let Some(answer) = answer {
                    answers.set(place, answer);
                }
            }
            let part = if part == 0 { String::new() } else { format!("part-{part}") };
            everybody.push(Person { part, answers });
        }
        everybody
    }

    /// How often each of four options is chosen.
    fn weights(&mut self) -> Vec<u32> {
        (0..4).map(|_| self.one_of(&[0, 1, 1, 3, 10, 40, 60])).collect()
    }

    fn weighted(&mut self, weights: &[u32]) -> usize {
        let all: u32 = weights.iter().sum();
        if all == 0 {
            return 0;
        }
        let mut at = self.random.random_range(0..all);
        for (place, weight) in weights.iter().enumerate() {
            if at < *weight {
                return place;
            }
            at -= weight;
        }
        0
    }

    /// The first two options are chosen independently of each other; the third excludes them.
    fn many(&mut self, weights: &[u32]) -> Option<Answer> {
        let chosen = (0..2).filter(|place| {
            let weight = weights.get(*place).copied().unwrap_or(0);
            self.random.random_bool(f64::from(weight) / 64.0)
        });
        let bits = chosen.fold(0, |bits, place| bits | 1 << place);
        match bits {
            0 if self.chance(0.5) => None,
            0 => Some(Answer::Many(1 << 2)),
            some => Some(Answer::Many(some)),
        }
    }

    fn opinion(&mut self, agrees: f64, outside: f64) -> usize {
        if self.chance(outside) {
            return 4 + usize::from(self.chance(0.3));
        }
        usize::from(!self.chance(agrees)) * 2 + usize::from(self.chance(0.5))
    }
}
