use std::{
    collections::{BTreeMap, HashSet},
    sync::Arc,
};

use speir::{
    inspection::Inspection,
    results::{
        AcrossAreas, CollectionResults,
        small_numbers::{adds_audiences, adds_hidden_areas},
        together::{Alike, together},
    },
    store::Id,
    survey::Survey,
};

use super::release::release;
use crate::results::attack::{
    maker::{Inspected, Sample},
    model::{Fact, Of, Page, Shown},
};

/// What an inspection, or a programme that it belongs to, shows with the threshold `k`: each
/// collection with its crowds, and the page of all.
pub fn page(
    surveys: &[Arc<Survey>],
    inspection: &Inspection,
    inspected: &Inspected,
    k: u64,
) -> (Vec<(CollectionResults, Vec<usize>)>, Page) {
    let of = |sample: &Sample| release(&surveys[sample.survey], inspection, k, sample);
    let (mut results, crowds): (Vec<CollectionResults>, Vec<Vec<usize>>) =
        inspected.collections.iter().map(of).unzip();
    let complete = adds_hidden_areas(inspection.k(), k);
    let mut page = Page { k, complete, facts: Vec::new() };
    let mut areas: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (place, sample) in inspected.collections.iter().enumerate() {
        areas.entry(sample.area).or_default().push(place);
    }
    let mut groups = Vec::new();
    for members in areas.into_values().filter(|members| members.len() > 1) {
        let mut own: Vec<CollectionResults> =
            members.iter().map(|place| results[*place].clone()).collect();
        let group = own[0].survey.audience().group().unwrap();
        let sum = together(group, &mut own, &[], &mut Alike::default()).unwrap();
        members.iter().zip(own).for_each(|(place, own)| results[*place] = own);
        groups.push((members, sum));
    }
    for (place, one) in results.iter().enumerate() {
        page.facts.extend(facts(one, &[place], Of::Alone));
    }
    if adds_audiences(inspection.k(), k) {
        for (members, sum) in &groups {
            page.facts.extend(facts(sum, members, Of::Together));
        }
        let (members, sums): (Vec<Vec<usize>>, Vec<CollectionResults>) = groups.into_iter().unzip();
        page.facts.extend(over_areas(sums, &members, k, &HashSet::new()));
    }
    let complete: HashSet<Id> = complete.then_some(inspection.id).into_iter().collect();
    for survey in 0..surveys.len() {
        let own = inspected.collections.iter().enumerate().filter(|(_, one)| one.survey == survey);
        let own: Vec<usize> = own.map(|(place, _)| place).collect();
        let alone = own.iter().map(|place| results[*place].clone()).collect();
        let members: Vec<Vec<usize>> = own.iter().map(|place| vec![*place]).collect();
        let facts = over_areas(alone, &members, k, &complete);
        page.facts.extend(facts.into_iter().map(|fact| Fact { survey: Some(survey), ..fact }));
    }
    (results.into_iter().zip(crowds).collect(), page)
}

fn facts(results: &CollectionResults, members: &[usize], of: Of) -> Vec<Fact> {
    let fact = |question: &speir::results::model::QuestionResult| Fact {
        of,
        members: members.to_vec(),
        few: 0,
        survey: None,
        shown: Shown::whole(&results.survey.items[question.item].id, &question.whole),
    };
    results.questions.iter().map(fact).collect()
}

/// The totals over areas. A total of one area is what is shown there.
fn over_areas(
    areas: Vec<CollectionResults>,
    members: &[Vec<usize>],
    k: u64,
    complete: &HashSet<Id>,
) -> Vec<Fact> {
    if areas.len() < 2 {
        return Vec::new();
    }
    let survey = Arc::clone(&areas[0].survey);
    let across = AcrossAreas::new(survey, k, areas, complete, |_, _| true);
    // Unions are sums of what is shown in full.
    assert!(across.unions.iter().all(|union| union.whole.figure().is_none_or(|whole| {
        let id = &across.survey.unions[union.union].id;
        let own = across.areas.iter().filter_map(|area| area.union(id)?.figure());
        own.map(|share| share.base).sum::<u64>() == whole.base
    })));
    let fact = |question: &speir::results::model::AcrossQuestion| {
        let shown = question.shown().flat_map(|(place, _)| members[place].clone());
        Fact {
            of: Of::Areas,
            members: shown.collect(),
            few: question.few,
            survey: None,
            shown: Shown::whole(&across.survey.items[question.item].id, &question.whole),
        }
    };
    let opinions = across.questions.iter().filter(|question| {
        let item = &across.survey.items[question.item];
        item.options.iter().any(|option| option.favourable)
    });
    opinions.map(fact).collect()
}
