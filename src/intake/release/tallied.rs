use std::collections::BTreeMap;

use super::ReleaseError;
use crate::{
    results::Tally,
    survey::{Answer, QuestionKind, Survey, Union, answers::each_closed},
};

/// The answers of one collection, counted by part, question and union.
pub struct Tallied {
    parts: Vec<OfPart>,
}

struct OfPart {
    key: String,
    /// A count for each item.
    items: Vec<Counts>,
    /// For each union, who is counted, of whom.
    unions: Vec<[i64; 2]>,
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
        let of = |key: &String| OfPart {
            key: key.clone(),
            items: survey.items.iter().map(counts).collect(),
            unions: vec![[0, 0]; survey.unions.len()],
        };
        Self { parts: parts.iter().map(of).collect() }
    }

    /// Counts the closed answers of one person of the part at place `part`.
    pub fn count(
        &mut self,
        survey: &Survey,
        part: usize,
        answers: &[u8],
    ) -> Result<(), ReleaseError> {
        let Some(row) = self.parts.get_mut(part) else { return Ok(()) };
        // Bits, one for each union: those that one of the answers counts for, and those asked of.
        let (mut counted, mut asked) = (0_u64, 0_u64);
        each_closed(survey, answers, |item, answer| {
            if let Some(counts) = row.items.get_mut(item) {
                counts.add(&answer);
            }
            if !survey.unions.is_empty() {
                let (counts, asks) = unions_of(survey, item, &answer);
                counted |= counts;
                asked |= asks;
            }
        })
        .map_err(|_| ReleaseError::OtherSurvey)?;
        for (place, [count, base]) in row.unions.iter_mut().enumerate() {
            *count += i64::from(counted >> place & 1 == 1);
            *base += i64::from(asked >> place & 1 == 1);
        }
        Ok(())
    }

    /// Every count above zero: part, question, option, count. A question that nobody answered
    /// has none.
    pub fn rows<'a>(
        &'a self,
        survey: &'a Survey,
    ) -> impl Iterator<Item = (&'a str, &'a str, String, i64)> {
        self.parts.iter().flat_map(move |OfPart { key, items, unions }| {
            let unions =
                survey.unions.iter().zip(unions).flat_map(move |(union, [count, base])| {
                    let counts = [(Tally::ANSWERED, *base), (Union::COUNTED, *count)];
                    counts.into_iter().filter(|(_, count)| *count > 0).map(
                        move |(option, count)| {
                            (key.as_str(), union.id.as_str(), option.to_owned(), count)
                        },
                    )
                });
            let asked = survey
                .items
                .iter()
                .zip(items)
                .filter(|(item, _)| !matches!(item.kind, QuestionKind::Text { .. }));
            let items = asked.flat_map(move |(item, counts)| {
                let options = item
                    .options
                    .iter()
                    .zip(&counts.options)
                    .map(|(option, n)| (option.id.clone(), *n));
                let numbers = counts.numbers.iter().map(|(number, n)| (number.to_string(), *n));
                let all = std::iter::once((Tally::ANSWERED.to_owned(), counts.answered));
                let counted = all.chain(options).chain(numbers).filter(|(_, count)| *count > 0);
                counted.map(move |(option, count)| (key.as_str(), item.id.as_str(), option, count))
            });
            items.chain(unions)
        })
    }
}

/// The unions that an answer to an item counts for, and those that it is asked for, as bits. An answer
/// outside the scale is neither.
fn unions_of(survey: &Survey, item: usize, answer: &Answer) -> (u64, u64) {
    let chosen = match answer {
        Answer::One(place) => 1_u32.checked_shl(u32::try_from(*place).unwrap_or(u32::BITS)),
        Answer::Many(chosen) => Some(*chosen),
        Answer::Number(_) | Answer::Text(_) => None,
    };
    let options = survey.items.get(item).map(|item| item.options.iter()).into_iter().flatten();
    let outside = options.zip(0..u32::BITS).filter(|(option, _)| option.outside);
    let outside = outside.fold(0, |outside, (_, place)| outside | 1 << place);
    let Some(chosen) = chosen.map(|chosen| chosen & !outside).filter(|chosen| *chosen != 0) else {
        return (0, 0);
    };
    let places = survey.unions.iter().zip(0..u64::BITS);
    places.fold((0, 0), |(counted, asked), (union, place)| {
        let own = union.any.iter().filter(|(own, _)| *own == item);
        own.fold((counted, asked), |(counted, asked), (_, options)| {
            (counted | u64::from(chosen & options != 0) << place, asked | 1 << place)
        })
    })
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
