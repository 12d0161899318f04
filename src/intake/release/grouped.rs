use std::collections::HashMap;

use super::{ReleaseError, gathered::Gathered};
use crate::{
    inspection::Part,
    results::groups::{Candidate, Groups, decide},
    survey::{Answer, Item, Survey, answers::each_closed},
};

/// The most parts whose results are shown separately.
const MOST_PARTS: usize = 1 << 16;

/// Divides the responses: by the parts that they came from, if `by_part`, and by what people said of
/// themselves. Counts and rows are then kept by crowd, and no longer by part.
pub fn divide(
    gathered: &mut Gathered,
    survey: &Survey,
    by_part: bool,
) -> Result<Groups, ReleaseError> {
    let splits: Vec<(usize, &Item)> = survey
        .splits
        .iter()
        .filter_map(|place| survey.items.get(*place).map(|item| (*place, item)))
        .collect();
    let parts = by_part && gathered.parts().len() > 1 && gathered.parts().len() < MOST_PARTS;
    let mut candidates: Vec<Candidate> = Vec::new();
    let mut order: Vec<usize> = (0..gathered.parts().len()).collect();
    order.sort_by_key(|place| {
        let key = gathered.parts().get(*place);
        (key.is_some_and(|key| key == Part::OTHER), key.is_some_and(|key| key == Part::NONE), key)
    });
    if parts {
        let label = |place: &usize| Some((gathered.parts().get(*place)?.clone(), true));
        let labels = order.iter().filter_map(label).collect();
        candidates.push(Candidate { key: String::new(), labels });
    }
    candidates.extend(splits.iter().map(|(_, item)| by_answers(item)));
    if candidates.is_empty() {
        gathered.count_together();
        return Ok(Groups::default());
    }

    // A response's labels are packed into one number: a byte for each split, and two for the part.
    let place_of: HashMap<usize, u64> = order.iter().copied().zip(0..).collect();
    let packed = |part: usize, answers: &[u8]| {
        let mut packed = if parts { place_of.get(&part).copied().unwrap_or_default() } else { 0 };
        packed <<= 8 * splits.len();
        each_closed(survey, answers, |place, answer| {
            let split = splits.iter().position(|(own, _)| *own == place);
            if let (Some(split), Answer::One(option)) = (split, answer) {
                packed |= (option as u64 + 1) << (8 * split);
            }
        })
        .map(|()| packed)
        .map_err(|_| ReleaseError::OtherSurvey)
    };
    let unpacked = |packed: u64| {
        let split = |place: usize| usize::from((packed >> (8 * place)).to_le_bytes()[0]);
        let part = usize::try_from(packed >> (8 * splits.len())).unwrap_or_default();
        parts.then_some(part).into_iter().chain((0..splits.len()).map(split)).collect()
    };
    let mut counts: HashMap<u64, u64> = HashMap::new();
    let mut of_each = Vec::with_capacity(gathered.len());
    for (part, answers) in gathered.each() {
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
        gathered.count_together();
        return Ok(Groups::default());
    }
    for (number, crowd) in groups.crowds.iter_mut().enumerate() {
        crowd.keys = vec![number.to_string()];
    }
    let crowd_of: HashMap<u64, usize> =
        cells.iter().map(|(labels, _)| *labels).zip(crowd_of).collect();
    let keys = (0..groups.crowds.len()).map(|number| number.to_string()).collect();
    gathered.count_by(keys, of_each.iter().map(|labels| crowd_of.get(labels).copied()))?;
    Ok(groups)
}

/// The labels of a question: its options, after that of people without an answer.
fn by_answers(item: &Item) -> Candidate {
    let options = item.options.iter().map(|option| (option.id.clone(), !option.outside));
    let labels = std::iter::once((String::new(), false)).chain(options).collect();
    Candidate { key: item.id.clone(), labels }
}
