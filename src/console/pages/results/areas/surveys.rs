use std::collections::{HashMap, HashSet};

use crate::{
    console::pages::results::question::has_favourable,
    results::{
        AcrossAreas, Share, Shown,
        change::{Change, judge_together},
        model::AcrossQuestion,
    },
    survey::{
        Instrument,
        diff::{Comparable, diff},
    },
};

/// A question that several surveys asked in the same way.
#[derive(Clone, Debug)]
pub struct Same {
    pub id: String,
    /// The title of the inspection question that it informs.
    pub informs: Option<&'static str>,
    /// Two or more. The first is the one that the others are compared with.
    pub sides: Vec<Side>,
}

/// The answers to one survey.
#[derive(Clone, Debug)]
pub struct Side {
    pub survey: Instrument,
    pub text: String,
    pub share: Shown<Share>,
    /// The difference from the first; `None` for the first itself, or if either is hidden.
    pub change: Option<Change>,
}

/// Every question that two or more surveys asked under the same id with the same options, in
/// the order of the first of them.
pub fn same_questions(all: &[AcrossAreas]) -> Vec<Same> {
    let alike = alike(all);
    let are_alike = |one: usize, other: usize, id: &str| {
        alike.get(&(one, other)).is_some_and(|ids| ids.contains(id))
    };
    let mut found = Vec::new();
    for (place, first) in all.iter().enumerate() {
        for question in &first.questions {
            let Some(item) =
                first.survey.items.get(question.item).filter(|item| has_favourable(item))
            else {
                continue;
            };
            // It is already shown with an earlier survey.
            if (0..place).any(|earlier| are_alike(earlier, place, &item.id)) {
                continue;
            }
            let others =
                all.iter().enumerate().filter(|(other, _)| are_alike(place, *other, &item.id));
            let others: Vec<Side> = others
                .filter_map(|(_, other)| side(other, &item.id, Some((first, question))))
                .collect();
            let Some(own) = side(first, &item.id, None).filter(|_| !others.is_empty()) else {
                continue;
            };
            let sides = std::iter::once(own).chain(others).collect();
            found.push(Same {
                id: item.id.clone(),
                informs: item
                    .inspection_question
                    .and_then(|number| first.survey.instrument.framework().question(number)),
                sides,
            });
        }
    }
    let sides = found.iter_mut().flat_map(|same: &mut Same| &mut same.sides);
    judge_together(sides.filter_map(|side| side.change.as_mut()));
    found
}

/// The ids of the questions that two surveys asked with the same options, by the places of
/// the two, the earlier first.
fn alike(all: &[AcrossAreas]) -> HashMap<(usize, usize), HashSet<String>> {
    let ids = |one: &AcrossAreas, other: &AcrossAreas| {
        let same = diff(&one.survey, &other.survey)
            .into_iter()
            .filter(|change| change.comparable != Comparable::No);
        same.map(|change| change.id).collect()
    };
    let pairs = (0..all.len()).flat_map(|one| (one + 1..all.len()).map(move |other| (one, other)));
    pairs
        .filter_map(|(one, other)| Some(((one, other), ids(all.get(one)?, all.get(other)?))))
        .collect()
}

fn side(
    across: &AcrossAreas,
    id: &str,
    first: Option<(&AcrossAreas, &AcrossQuestion)>,
) -> Option<Side> {
    let (place, item) = across.survey.item(id)?;
    let question = across.questions.iter().find(|question| question.item == place)?;
    let change = first.and_then(|(first, before)| {
        Some(Change::of(&first.sample(before)?, &across.sample(question)?))
    });
    let share = question.whole.as_ref().map(|figure| figure.share().unwrap_or_default());
    Some(Side { survey: across.survey.instrument, text: item.text.clone(), share, change })
}
