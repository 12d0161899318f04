use std::{path::Path, sync::Arc};

use proptest::prelude::*;

use super::{LeftOut, Peopled, Unweighted, Weighting};
use crate::{
    inspection::sample,
    results::{CollectionResults, NamedPart, Tallies, Tally, groups::by_label},
    survey::Edition,
};

/// Answers to "valued" by part: the key, how many agree, and how many are on the scale.
fn results(answers: &[(&str, u64, u64)]) -> CollectionResults {
    let (mut collection, now) = sample::half_way();
    (collection.released_at, collection.population) = (Some(now), None);
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("surveys/staff/v1");
    let survey = Arc::clone(Edition::read(&folder).expect("the survey").english());
    let tally = |agree: u64, base: u64| {
        let mut tally = Tally::default();
        for (option, count) in
            [("agree", agree), ("disagree", base - agree), (Tally::ANSWERED, base)]
        {
            tally.add(option, count);
        }
        tally
    };
    let tallies: Tallies = answers
        .iter()
        .map(|(key, agree, base)| {
            ((*key).to_owned(), [("valued".to_owned(), tally(*agree, *base))].into())
        })
        .collect();
    let labels: Vec<_> =
        answers.iter().map(|(key, _, base)| ((*key).to_owned(), !key.is_empty(), *base)).collect();
    let named = |key: &str| NamedPart { key: key.to_owned(), name: key.to_uppercase() };
    let parts: Vec<NamedPart> =
        answers.iter().filter(|one| !one.0.is_empty()).map(|one| named(one.0)).collect();
    let returned = answers.iter().map(|one| one.2).sum();
    CollectionResults::new(
        10,
        collection,
        survey,
        (by_label("", &labels), &parts),
        &tallies,
        returned,
    )
}

fn people(parts: &[(&str, u64)]) -> Vec<Peopled> {
    let part = |(key, people): &(&str, u64)| Peopled {
        key: (*key).to_owned(),
        name: key.to_uppercase(),
        people: Some(*people),
    };
    parts.iter().map(part).collect()
}

fn refused(answers: &[(&str, u64, u64)], parts: &[Peopled]) -> Unweighted {
    Weighting::of(&results(answers), parts).expect_err("a reason")
}

#[test]
fn parts_count_for_their_people() {
    let results = results(&[("health", 40, 50), ("police", 10, 50)]);
    let found =
        Weighting::of(&results, &people(&[("health", 100), ("police", 900)])).expect("weights");
    let [question] = found.questions.as_slice() else { panic!("one question: {found:?}") };
    // 0.1 · 80% + 0.9 · 20%, beside 50 of 100.
    assert!((question.weighted.share - 0.26).abs() < 1e-12, "{question:?}");
    assert_eq!((question.unweighted.count(), question.unweighted.base()), (50, 100));
    assert!((question.difference() + 24.0).abs() < 1e-9);
    assert!(
        (found.kish - 1.64).abs() < 1e-12 && (found.effective_base - 100.0 / 1.64).abs() < 1e-9
    );
    let weights: Vec<(&str, u64, u64)> =
        found.groups.iter().map(|own| (own.name.as_str(), own.people, own.answered)).collect();
    assert_eq!(weights, [("HEALTH", 100, 50), ("POLICE", 900, 50)]);
    // Nobody answered the other questions.
    assert!(!found.left_out.is_empty());
    assert!(found.left_out.iter().all(|(_, why)| *why == LeftOut::NotByPart));
}

#[test]
fn all_others_have_the_people_of_their_parts() {
    let results = results(&[("a", 20, 40), ("b", 5, 20), ("c", 5, 15)]);
    let parts = people(&[("a", 80), ("b", 100), ("c", 60), ("nobody-answered", 40)]);
    let found = Weighting::of(&results, &parts).expect("weights");
    let groups: Vec<(&str, u64)> =
        found.groups.iter().map(|own| (own.name.as_str(), own.people)).collect();
    assert_eq!(groups, [("A", 80), ("All others", 200)]);
}

#[test]
fn what_cannot_be_weighted_says_why() {
    let two = [("a", 20, 40), ("b", 5, 40)];
    let known = people(&[("a", 80), ("b", 100)]);
    assert_eq!(refused(&[("a", 20, 40)], &known), Unweighted::NotDivided);
    assert_eq!(refused(&two, &known[..1]), Unweighted::UnknownPopulation("B".to_owned()));
    let unknown = [known[0].clone(), Peopled { people: None, ..known[1].clone() }];
    assert_eq!(refused(&two, &unknown), Unweighted::UnknownPopulation("B".to_owned()));
    let silent = people(&[("a", 80), ("b", 100), ("c", 20)]);
    assert_eq!(refused(&two, &silent), Unweighted::NobodyAnswered("C".to_owned()));
    let few = people(&[("a", 39), ("b", 100)]);
    assert_eq!(refused(&two, &few), Unweighted::TooMany("A".to_owned()));
    let by_link = [("a", 20, 40), ("b", 5, 40), ("", 5, 40)];
    assert!(matches!(refused(&by_link, &known), Unweighted::WithoutPart(_)));
}

proptest! {
    /// The weighted figures follow from the figures by part that are shown, and from nothing else.
    #[test]
    fn weighted_figures_follow_from_what_is_shown(
        answers in prop::collection::vec((0_u64..90, 30_u64..90, 0_u64..200), 2..6),
    ) {
        let keys = ["a", "b", "c", "d", "e"];
        let own: Vec<(&str, u64, u64)> =
            keys.iter().zip(&answers).map(|(key, (agree, base, _))| (*key, *agree.min(base), *base)).collect();
        let parts: Vec<(&str, u64)> =
            keys.iter().zip(&answers).map(|(key, (_, base, more))| (*key, base + more)).collect();
        let results = results(&own);
        let found = Weighting::of(&results, &people(&parts)).expect("weights");
        let shown = &results.question("valued").expect("the question").splits[0];
        let all: u64 = parts.iter().map(|part| part.1).sum();
        #[expect(clippy::cast_precision_loss, reason = "small counts")]
        let wanted: f64 = shown
            .iter()
            .zip(&parts)
            .map(|(figure, (_, people))| {
                let share = figure.share().expect("a share");
                share.favourable as f64 / share.base as f64 * *people as f64 / all as f64
            })
            .sum();
        prop_assert!((found.questions[0].weighted.share - wanted).abs() < 1e-9);
        let (low, high) = found.design_effects().unwrap_or((1.0, 1.0));
        prop_assert!(low <= high && found.kish >= 1.0 - 1e-12);
    }
}
