use std::collections::BTreeMap;

use super::ReleaseError;
use crate::{
    results::Tally,
    survey::{Answer, QuestionKind, Survey, answers::each_closed},
};

/// The answers of one collection, counted by part and question.
pub struct Tallied {
    /// A row of counts for each part, a count for each item.
    parts: Vec<(String, Vec<Counts>)>,
}

#[derive(Clone, Default)]
struct Counts {
    answered: i64,
    /// By the place of the option.
    options: Vec<i64>,
    numbers: BTreeMap<i32, i64>,
}

impl Tallied {
    pub fn new(survey: &Survey, parts: &[String]) -> Self {
        let counts = |item: &crate::survey::Item| Counts {
            options: vec![0; item.options.len()],
            ..Counts::default()
        };
        let row = || survey.items.iter().map(counts).collect();
        Self { parts: parts.iter().map(|part| (part.clone(), row())).collect() }
    }

    /// Counts the closed answers of one person of the part at place `part`.
    pub fn count(
        &mut self,
        survey: &Survey,
        part: usize,
        answers: &[u8],
    ) -> Result<(), ReleaseError> {
        let Some((_, row)) = self.parts.get_mut(part) else { return Ok(()) };
        let counted = each_closed(survey, answers, |item, answer| {
            if let Some(counts) = row.get_mut(item) {
                counts.add(&answer);
            }
        });
        counted.map_err(|_| ReleaseError::OtherSurvey)
    }

    /// Every count above zero: part, question, option, count. A question that nobody answered
    /// has none.
    pub fn rows<'a>(
        &'a self,
        survey: &'a Survey,
    ) -> impl Iterator<Item = (&'a str, &'a str, String, i64)> {
        self.parts.iter().flat_map(move |(part, row)| {
            let asked = survey
                .items
                .iter()
                .zip(row)
                .filter(|(item, _)| !matches!(item.kind, QuestionKind::Text { .. }));
            asked.flat_map(move |(item, counts)| {
                let options = item
                    .options
                    .iter()
                    .zip(&counts.options)
                    .map(|(option, n)| (option.id.clone(), *n));
                let numbers = counts.numbers.iter().map(|(number, n)| (number.to_string(), *n));
                let all = std::iter::once((Tally::ANSWERED.to_owned(), counts.answered));
                let counted = all.chain(options).chain(numbers).filter(|(_, count)| *count > 0);
                counted.map(move |(option, count)| (part.as_str(), item.id.as_str(), option, count))
            })
        })
    }
}

impl Counts {
    fn add(&mut self, answer: &Answer) {
        self.answered += 1;
        match answer {
            Answer::One(place) => self.add_option(*place),
            Answer::Many(chosen) => {
                (0..32)
                    .filter(|place| chosen & (1 << place) != 0)
                    .for_each(|place| self.add_option(place));
            }
            Answer::Number(number) => *self.numbers.entry(*number).or_default() += 1,
            Answer::Text(_) => {}
        }
    }

    fn add_option(&mut self, place: usize) {
        if let Some(count) = self.options.get_mut(place) {
            *count += 1;
        }
    }
}
