use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;

use super::*;
use crate::{
    results::small_numbers::{Share, Shown, split},
    survey::Answer,
};

fn rows(counts: &[(&str, u64)]) -> BTreeMap<String, u64> {
    counts.iter().map(|(key, count)| ((*key).to_owned(), *count)).collect()
}

#[test]
fn a_part_that_any_question_hides_is_withheld_and_the_smallest_named_one_keeps_it_company() {
    let splits =
        [vec![("a", false), ("b", true), ("c", true)], vec![("a", true), ("b", true), ("c", true)]];
    let parts = NamedParts::decide(&splits, &rows(&[("a", 4), ("b", 12), ("c", 30)]), 10);
    assert_eq!(["a", "b", "c"].map(|key| parts.label(key)), ["withheld", "withheld", "c"]);
    let parts = NamedParts::decide(&splits, &rows(&[("a", 10), ("b", 12), ("c", 30)]), 10);
    assert_eq!(["a", "b", "c"].map(|key| parts.label(key)), ["withheld", "b", "c"]);
}

#[test]
fn without_a_published_split_no_part_is_spoken_of() {
    let parts = NamedParts::decide(&[Vec::new()], &rows(&[("a", 40), ("b", 40)]), 10);
    assert_eq!(parts.label("a"), "");
}

#[test]
fn routing_reveals_no_withheld_answer() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("surveys/staff/v1");
    let survey = std::sync::Arc::clone(crate::survey::Edition::read(&folder).unwrap().english());
    let place = |id| survey.item(id).unwrap().0;
    let mut shown = vec![true; survey.items.len()];
    shown[place("works-with-protection")] = false;
    withhold_what_tells(&survey, &mut shown);
    assert!(!shown[place("protection-plan-in-time")]);
    assert!(shown[place("timely-response")] && shown[place("agency")]);
}

/// The share of rows, by the answers about the person that each has.
type People = Vec<(usize, Vec<Option<u8>>)>;

fn people() -> impl Strategy<Value = (usize, People)> {
    (0..4_usize).prop_flat_map(|questions| {
        let answers = prop::collection::vec(prop::option::weighted(0.9, 0..3_u8), questions);
        (Just(questions), prop::collection::vec((0..3_usize, answers), 5..120))
    })
}

fn kept(questions: usize, people: &People, k: u64) -> usize {
    let mut attributes = Attributes::new(questions, people.len() as u64, k);
    for (part, answers) in people {
        let answers: Vec<_> =
            answers.iter().map(|a| a.map(|place| Answer::One(place.into()))).collect();
        attributes.add(&format!("s{part}"), answers.iter().map(Option::as_ref), &mut Vec::new());
    }
    attributes.decide()
}

/// How many people are in the smallest group by part and the first `kept` answers.
fn smallest(people: &People, kept: usize) -> u64 {
    let mut groups: BTreeMap<(usize, &[Option<u8>]), u64> = BTreeMap::new();
    for (part, answers) in people {
        *groups.entry((*part, &answers[..kept])).or_default() += 1;
    }
    groups.into_values().min().unwrap()
}

prop_compose! {
    fn share()(base in 0..40_u64)(favourable in 0..=base, base in Just(base)) -> Share {
        Share { favourable, base }
    }
}

/// For each question the answers of each part, and how many rows each has beyond those who
/// answered.
fn published() -> impl Strategy<Value = (Vec<Vec<Share>>, Vec<u64>)> {
    (2..6_usize).prop_flat_map(|parts| {
        let question = prop::collection::vec(share(), parts);
        (prop::collection::vec(question, 1..5), prop::collection::vec(0..6_u64, parts))
    })
}

const NAMES: [&str; 5] = ["a", "b", "c", "d", "e"];

proptest! {
    #[test]
    fn every_combination_that_is_shown_reaches_k_and_no_question_is_withheld_in_vain(
        (questions, people) in people(), k in 5..9_u64,
    ) {
        let kept = kept(questions, &people, k);
        if kept > 0 {
            prop_assert!(smallest(&people, kept) >= k);
        }
        if kept < questions {
            prop_assert!(smallest(&people, kept + 1) < k);
        }
    }

    #[test]
    fn the_order_in_which_responses_are_read_decides_nothing((questions, people) in people(), k in 5..9_u64) {
        let backwards: People = people.iter().rev().cloned().collect();
        prop_assert_eq!(kept(questions, &people, k), kept(questions, &backwards, k));
    }

    #[test]
    fn every_group_of_rows_reaches_k_and_with_the_figures_gives_the_sum_of_the_hidden_parts_at_most(
        (questions, more) in published(), k in 5..12_u64,
    ) {
        let most = |part: usize| questions.iter().map(|q| q[part].base).max().unwrap();
        let counts: BTreeMap<String, u64> =
            more.iter().enumerate().map(|(s, more)| (NAMES[s].to_owned(), most(s) + more)).collect();
        // A question whose whole is hidden has no answers in the rows, and no published split.
        let shown: Vec<Vec<Shown<Share>>> = questions
            .iter()
            .filter(|parts| parts.iter().map(|part| part.base).sum::<u64>() >= k)
            .map(|parts| split(parts, k))
            .collect();
        let splits: Vec<Vec<(&str, bool)>> =
            shown.iter().map(|q| NAMES.into_iter().zip(q.iter().map(|p| p.figure().is_some())).collect()).collect();
        let parts = NamedParts::decide(&splits, &counts, k);

        let mut groups: BTreeMap<&str, u64> = BTreeMap::new();
        for (key, count) in &counts {
            *groups.entry(parts.label(key)).or_default() += count;
        }
        let all: u64 = counts.values().sum();
        prop_assert!(all < k || groups.values().all(|count| *count == 0 || *count >= k), "{groups:?}");

        // What rows tell of a question is the sum over each group. With the shown parts taken off,
        // as anybody can, it is nothing or the sum of all hidden parts, which the whole less the
        // shown parts gives as well.
        for question in splits {
            let hidden: BTreeSet<&str> = question.iter().filter(|(_, shown)| !shown).map(|(key, _)| *key).collect();
            for group in groups.keys() {
                let unknown: BTreeSet<&str> = hidden.iter().copied().filter(|key| parts.label(key) == *group).collect();
                prop_assert!(unknown.is_empty() || unknown == hidden, "{group}: {unknown:?} of \
                    {hidden:?}");
            }
        }
    }
}
