use std::collections::HashMap;

use super::share::Share;
use crate::survey::{Item, QuestionKind};

/// How often each answer to one question was given in one group of people, by option id.
/// [`Tally::ANSWERED`] counts everyone who answered; for a number, the option is its digits.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tally(HashMap<String, u64>);

impl Tally {
    /// The option under which everyone who answered is counted.
    pub const ANSWERED: &str = "";

    pub fn add(&mut self, option: &str, count: u64) {
        match self.0.get_mut(option) {
            Some(there) => *there += count,
            None => {
                self.0.insert(option.to_owned(), count);
            }
        }
    }

    pub fn add_all(&mut self, other: &Self) {
        other.0.iter().for_each(|(option, count)| self.add(option, *count));
    }

    /// How many answered.
    pub fn answered(&self) -> u64 {
        self.of(Self::ANSWERED)
    }

    /// How many chose this option.
    pub fn of(&self, option: &str) -> u64 {
        self.0.get(option).copied().unwrap_or(0)
    }
}

/// The answers of a group of people to one question, before the small-number rules.
#[derive(Clone, Debug, PartialEq)]
pub struct Figure {
    /// How many gave an answer on the scale. People who skipped the question or chose an option
    /// outside the scale are not counted.
    pub base: u64,
    /// How many of them gave a favourable answer; `None` if no answer counts as favourable.
    pub favourable: Option<u64>,
    /// The options on the scale, in survey order. In questions with several answers, one person can
    /// count in several options.
    pub options: Vec<OptionCount>,
    /// The options outside the scale: not sure, prefer not to say, does not apply.
    pub outside: Vec<OptionCount>,
    /// The mean of a number.
    pub average: Option<f64>,
}

/// How many chose one option.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OptionCount {
    pub id: String,
    pub text: String,
    pub favourable: bool,
    pub count: u64,
}

impl Figure {
    /// The figure of a question that is not a text.
    pub fn of(item: &Item, tally: &Tally) -> Self {
        let count = |option: &crate::survey::Opt| OptionCount {
            id: option.id.clone(),
            text: option.text.clone(),
            favourable: option.favourable,
            count: tally.of(&option.id),
        };
        let (outside, options): (Vec<_>, Vec<_>) =
            item.options.iter().partition(|option| option.outside);
        let outside: Vec<_> = outside.into_iter().map(count).collect();
        let options: Vec<_> = options.into_iter().map(count).collect();
        let answered = tally.answered();
        // An option outside the scale excludes others, so nobody is subtracted twice.
        let base = answered.saturating_sub(outside.iter().map(|option| option.count).sum());
        let has_favourable =
            item.kind == QuestionKind::One && options.iter().any(|option| option.favourable);
        let favourable = has_favourable.then(|| {
            options.iter().filter(|option| option.favourable).map(|option| option.count).sum()
        });
        Self { base, favourable, average: average(item, tally, base), options, outside }
    }

    /// How many gave an answer outside the scale.
    pub fn outside_scale(&self) -> u64 {
        self.outside.iter().map(|option| option.count).sum()
    }

    /// The favourable answers of the base, if the question has any.
    pub fn share(&self) -> Option<Share> {
        self.favourable.map(|favourable| Share { favourable, base: self.base })
    }
}

#[expect(clippy::cast_precision_loss, reason = "sums of answers stay far below 2^52")]
fn average(item: &Item, tally: &Tally, base: u64) -> Option<f64> {
    let QuestionKind::Number { .. } = item.kind else { return None };
    let numbers =
        tally.0.iter().filter_map(|(option, count)| Some((option.parse::<i32>().ok()?, *count)));
    let sum: f64 = numbers.map(|(number, count)| f64::from(number) * count as f64).sum();
    (base > 0).then(|| sum / base as f64)
}

impl Figure {
    /// Several groups together; `None` of none. The options are those of the first.
    pub fn sum(figures: &[&Self]) -> Option<Self> {
        let (first, rest) = figures.split_first()?;
        let mut sum = (*first).clone();
        for figure in rest {
            sum.average = mean((sum.average, sum.base), (figure.average, figure.base));
            sum.base += figure.base;
            sum.favourable = sum.favourable.zip(figure.favourable).map(|(a, b)| a + b);
            for (counts, others) in
                [(&mut sum.options, &figure.options), (&mut sum.outside, &figure.outside)]
            {
                for option in counts {
                    option.count += others
                        .iter()
                        .find(|other| other.id == option.id)
                        .map_or(0, |other| other.count);
                }
            }
        }
        Some(sum)
    }
}

#[expect(clippy::cast_precision_loss, reason = "counts of people stay far below 2^52")]
fn mean((a, of_a): (Option<f64>, u64), (b, of_b): (Option<f64>, u64)) -> Option<f64> {
    Some((a? * of_a as f64 + b? * of_b as f64) / (of_a + of_b) as f64)
}
