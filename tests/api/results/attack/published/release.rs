use std::sync::Arc;

use speir::{
    inspection::Inspection,
    intake::release::Tallied,
    results::{
        CollectionResults, NamedPart, Tallies,
        groups::{Groups, divide},
    },
    survey::Survey,
};

use crate::results::{
    attack::{maker::Sample, model},
    sample,
};

/// Divides, counts and applies the rules, as a release does. Returns the crowd of everybody, too.
pub fn release(
    survey: &Arc<Survey>,
    inspection: &Inspection,
    k: u64,
    sample: &Sample,
) -> (CollectionResults, Vec<usize>) {
    let people = sample.people.as_slice();
    let parts: Vec<String> = model::parts(people).into_keys().collect();
    let closed: Vec<(usize, Vec<u8>)> = people
        .iter()
        .map(|person| {
            let part = parts.iter().position(|part| *part == person.part).unwrap();
            (part, person.answers.encode_closed(survey))
        })
        .collect();
    let each = closed.iter().map(|(part, answers)| (*part, answers.as_slice()));
    let (groups, crowds) = divide(survey, &parts, true, each)
        .unwrap()
        .unwrap_or_else(|| (Groups::default(), vec![0; people.len()]));
    let keys: Vec<String> =
        (0..groups.crowds.len().max(1)).map(|number| number.to_string()).collect();
    let mut counted = Tallied::new(survey, &keys);
    for (crowd, (_, answers)) in crowds.iter().zip(&closed) {
        counted.count(survey, *crowd, answers).unwrap();
    }
    let mut tallies = Tallies::new();
    for (crowd, question, option, count) in counted.rows(survey) {
        let questions = tallies.entry(crowd.to_owned()).or_default();
        let tally = questions.entry(question.to_owned()).or_default();
        tally.add(&option, u64::try_from(count).unwrap());
    }
    let named: Vec<NamedPart> =
        parts.iter().map(|key| NamedPart { key: key.clone(), name: key.clone() }).collect();
    let collection = sample::collection(inspection, sample.area, survey);
    let survey = Arc::clone(survey);
    let returned = people.len() as u64;
    let results =
        CollectionResults::new(k, collection, survey, (groups, &named), &tallies, returned);
    (results, crowds)
}
