use std::collections::HashMap;

use super::{Candidate, Groups, decide};
use crate::{
    inspection::Part,
    survey::{
        Answer, Item, Survey,
        answers::{NotAnswers, each_closed},
    },
};

/// The most parts whose results are shown separately.
const MOST_PARTS: usize = 1 << 16;

/// Divides people by the parts that they came from, if `by_part`, and by what they said of
/// themselves. `each` has the place of everybody's part in `parts`, and their closed answers.
/// Returns the groups, whose crowds are counted under their numbers, and the crowd of everybody;
/// `None` if results are not divided.
pub fn divide<'a>(
    survey: &Survey,
    parts: &[String],
    by_part: bool,
    each: impl Iterator<Item = (usize, &'a [u8])>,
) -> Result<Option<(Groups, Vec<usize>)>, NotAnswers> {
    let splits: Vec<(usize, &Item)> = survey
        .splits
        .iter()
        .filter_map(|place| survey.items.get(*place).map(|item| (*place, item)))
        .collect();
    let by_part = by_part && parts.len() > 1 && parts.len() < MOST_PARTS;
    let mut candidates: Vec<Candidate> = Vec::new();
    let mut order: Vec<usize> = (0..parts.len()).collect();
    order.sort_by_key(|place| {
        let key = parts.get(*place);
        (key.is_some_and(|key| key == Part::OTHER), key.is_some_and(|key| key == Part::NONE), key)
    });
    if by_part {
        let label = |place: &usize| Some((parts.get(*place)?.clone(), true));
        let labels = order.iter().filter_map(label).collect();
        candidates.push(Candidate { key: String::new(), labels });
    }
    candidates.extend(splits.iter().map(|(_, item)| by_answers(item)));
    if candidates.is_empty() {
        return Ok(None);
    }

    // A response's labels are packed into one number: a byte for each split, and two for the part.
    let place_of: HashMap<usize, u64> = order.iter().copied().zip(0..).collect();
    let packed = |part: usize, answers: &[u8]| {
        let mut packed = if by_part { place_of.get(&part).copied().unwrap_or_default() } else { 0 };
        packed <<= 8 * splits.len();
        each_closed(survey, answers, |place, answer| {
            let split = splits.iter().position(|(own, _)| *own == place);
            if let (Some(split), Answer::One(option)) = (split, answer) {
                packed |= (option as u64 + 1) << (8 * split);
            }
        })
        .map(|()| packed)
    };
    let unpacked = |packed: u64| {
        let split = |place: usize| usize::from((packed >> (8 * place)).to_le_bytes()[0]);
        let part = usize::try_from(packed >> (8 * splits.len())).unwrap_or_default();
        by_part.then_some(part).into_iter().chain((0..splits.len()).map(split)).collect()
    };
    let mut counts: HashMap<u64, u64> = HashMap::new();
    let mut of_each = Vec::new();
    for (part, answers) in each {
        let labels = packed(part, answers)?;
        *counts.entry(labels).or_default() += 1;
        of_each.push(labels);
    }
    let mut cells: Vec<(u64, u64)> = counts.into_iter().collect();
    cells.sort_unstable();
    let labelled: Vec<(Vec<usize>, u64)> =
        cells.iter().map(|(labels, count)| (unpacked(*labels), *count)).collect();
    let (mut groups, crowd_of) = decide(&candidates, &labelled);
    if groups.divisions.is_empty() {
        return Ok(None);
    }
    for (number, crowd) in groups.crowds.iter_mut().enumerate() {
        crowd.keys = vec![number.to_string()];
    }
    let crowd_of: HashMap<u64, usize> =
        cells.iter().map(|(labels, _)| *labels).zip(crowd_of).collect();
    let crowds = of_each.iter().map(|labels| crowd_of.get(labels).copied().unwrap_or_default());
    Ok(Some((groups, crowds.collect())))
}

/// The labels of a question: its options, after that of people without an answer.
fn by_answers(item: &Item) -> Candidate {
    let options = item.options.iter().map(|option| (option.id.clone(), !option.outside));
    let labels = std::iter::once((String::new(), false)).chain(options).collect();
    Candidate { key: item.id.clone(), labels }
}
