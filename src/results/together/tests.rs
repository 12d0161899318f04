use std::{collections::HashSet, path::Path, sync::Arc};

use proptest::prelude::*;

use super::*;
use crate::{
    inspection::{Area, Collection, sample},
    results::{
        AcrossAreas, CollectionResults, Figure, Shown, Tallies, Tally,
        groups::Groups,
        small_numbers::{adds_audiences, adds_hidden_areas, numbers_from},
    },
    store::Id,
    survey::{Edition, Survey, audience::Group},
};

/// A question that both young audiences are asked with the same options.
const SHARED: &str = "worker-listens";
/// One that only the older are asked.
const OWN: &str = "worker-wants-best";
const K: u64 = 10;

fn survey(version: &str) -> Arc<Survey> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("surveys").join(version);
    Arc::clone(Edition::read(&folder).expect("the survey").english())
}

fn collection(survey: &Survey, inspection: Id, area: Area) -> Collection {
    let (mut collection, now) = sample::half_way();
    (collection.id, collection.inspection, collection.area) = (Id::random(), inspection, area);
    (collection.survey, collection.version) = (survey.instrument, survey.version);
    collection.released_at = Some(now);
    collection
}

/// Everybody answers every question, and `favourable` of `base` say always.
fn answered_at(
    k: u64,
    survey: &Arc<Survey>,
    collection: Collection,
    (favourable, base): (u64, u64),
) -> CollectionResults {
    let mut tally = Tally::default();
    for (option, count) in
        [("always", favourable), ("never", base - favourable), (Tally::ANSWERED, base)]
    {
        tally.add(option, count);
    }
    let questions = survey.items.iter().map(|item| (item.id.clone(), tally.clone())).collect();
    let tallies = Tallies::from([(String::new(), questions)]);
    let whole = (Groups::default(), [].as_slice());
    CollectionResults::new(k, collection, Arc::clone(survey), whole, &tallies, base)
}

fn two(children: (u64, u64), older: (u64, u64)) -> (Vec<CollectionResults>, &'static Group) {
    two_at(K, children, older)
}

fn two_at(
    k: u64,
    children: (u64, u64),
    older: (u64, u64),
) -> (Vec<CollectionResults>, &'static Group) {
    let (inspection, area) = (Id::random(), Area::all().next().expect("an area"));
    let surveys = [survey("age-8-15/v2"), survey("age-16-plus/v3")];
    let group = surveys[0].audience().group().expect("a group");
    let of = |(survey, counts): (&Arc<Survey>, (u64, u64))| {
        answered_at(k, survey, collection(survey, inspection, area), counts)
    };
    (surveys.iter().zip([children, older]).map(of).collect(), group)
}

fn shown<'a>(results: &'a CollectionResults, id: &str) -> &'a Shown<Figure> {
    &results.question(id).expect("the question").whole
}

#[test]
fn large_audiences_are_shown_each_and_together() {
    let (mut both, group) = two((60, 61), (20, 41));
    let sum = together(group, &mut both, &[], &mut Alike::default()).expect("a sum");
    assert_eq!(
        shown(&sum, SHARED).figure().map(|sum| (sum.favourable, sum.base)),
        Some((Some(80), 102))
    );
    assert!(both.iter().all(|one| shown(one, SHARED).figure().is_some()));
    let by_audience = &sum.question(SHARED).expect("the question").splits;
    assert_eq!(by_audience.len(), 1);
    assert_eq!((sum.people(), sum.returned), ("children and young people", 102));
    assert!(sum.question(OWN).is_none());
}

#[test]
fn a_question_together_has_the_words_of_each_audience() {
    let (mut both, group) = two((60, 61), (20, 41));
    let sum = together(group, &mut both, &[], &mut Alike::default()).expect("a sum");
    let text = |id: &str| sum.survey.item(id).expect("the question").1.text.as_str();
    assert_eq!(
        text("help-with-education"),
        "Do you get the help you need with your school work? / Do you get the help you need with \
            work, training or education?"
    );
    assert_eq!(text(SHARED), "Does your worker listen to you?");
}

#[test]
fn small_audiences_are_shown_together_only_and_wait_for_each_other() {
    let (mut both, group) = two((12, 19), (10, 14));
    let sum = together(group, &mut both, &[], &mut Alike::default()).expect("a sum");
    assert_eq!(shown(&sum, SHARED).figure().map(|sum| sum.base), Some(33));
    assert!(both.iter().all(|one| matches!(shown(one, SHARED), Shown::Together)));
    assert!(matches!(shown(&both[1], OWN), Shown::Word(_)), "nobody else was asked it");

    let (mut both, group) = two((12, 19), (10, 14));
    let waiting = [Arc::clone(&both.remove(1).survey)];
    assert!(together(group, &mut both, &waiting, &mut Alike::default()).is_none());
    assert!(matches!(shown(&both[0], SHARED), Shown::Together));
}

#[test]
fn a_small_audience_beside_a_large_one_is_shown_for_itself() {
    let (mut both, group) = two((12, 19), (30, 41));
    let sum = together(group, &mut both, &[], &mut Alike::default()).expect("questions");
    assert!(matches!(shown(&sum, SHARED), Shown::FewerThan(30)));
    assert!(matches!(shown(&both[0], SHARED), Shown::Word(_)));
    assert!(shown(&both[1], SHARED).figure().is_some());
}

#[test]
fn companions_are_asked_at_the_same_time_in_the_same_area() {
    let (inspection, mut areas) = (Id::random(), Area::all());
    let (one, other) = (areas.next().expect("an area"), areas.next().expect("another"));
    let surveys = [survey("age-8-15/v2"), survey("age-16-plus/v3"), survey("staff/v2")];
    let mut all: Vec<Collection> =
        surveys.iter().map(|survey| collection(survey, inspection, one)).collect();
    all.push(collection(&surveys[0], inspection, other));
    let sets = |all: &[Collection]| {
        let of = |set: Companions<'_>| set.collections.len();
        companions(all).into_iter().map(of).collect::<Vec<_>>()
    };
    assert_eq!(sets(&all), [2]);
    let later = all[0].closes_at + (all[0].closes_at - all[0].opens_at);
    (all[1].opens_at, all[1].closes_at) = (all[0].closes_at, later);
    assert_eq!(sets(&all), [0; 0], "one began when the other had ended");
    let (mut all, again) = (all[..1].to_vec(), collection(&surveys[0], inspection, one));
    all.extend([again, collection(&surveys[1], inspection, one)]);
    assert_eq!(sets(&all), [0; 0], "somebody may have answered twice");
}

#[test]
fn nothing_joins_what_is_published() {
    let (inspection, mut areas) = (Id::random(), Area::all());
    let (one, other) = (areas.next().expect("an area"), areas.next().expect("another"));
    let [children, older] = [survey("age-8-15/v2"), survey("age-16-plus/v3")];
    let published = collection(&children, inspection, one);
    let open = Collection { released_at: None, ..collection(&children, inspection, other) };
    let new = |survey: &Survey, area| Collection {
        released_at: None,
        ..collection(survey, inspection, area)
    };
    let all = [published.clone(), open];
    assert!(joins_published(&all, &new(&older, one)), "they would be reported together");
    assert!(!joins_published(&all, &new(&older, other)));
    let third = Area::all().nth(2).expect("a third");
    assert!(!joins_published(&all, &new(&children, third)), "another area is still asked");
    assert!(joins_published(&[published], &new(&children, third)), "the total is out");
}

/// Areas of one inspection with this threshold, in which so many answered.
fn areas(k: u64, bases: &[u64]) -> Vec<CollectionResults> {
    let (inspection, survey) = (Id::random(), survey("age-16-plus/v3"));
    let of = |(area, base): (Area, &u64)| {
        answered_at(k, &survey, collection(&survey, inspection, area), (base / 2, *base))
    };
    Area::all().zip(bases).map(of).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// What is subtracted from what, nothing remains of fewer than 30 people.
    #[test]
    fn a_total_less_what_is_shown_is_of_nobody_or_of_many(
        bases in prop::collection::vec(0_u64..60, 1..8), complete in any::<bool>(), has_words in any::<bool>(),
    ) {
        let k = if has_words { K } else { 30 };
        let all = areas(k, &bases);
        let (survey, inspection) = (Arc::clone(&all[0].survey), all[0].collection.inspection);
        let complete: HashSet<Id> = complete.then_some(inspection).into_iter().collect();
        let across = AcrossAreas::new(survey, k, all, &complete, |_, _| true);
        let question = across.question(OWN).expect("the question");
        let shown: u64 = question.shown().map(|(_, share)| share.base).sum();
        let total = question.whole.figure().map_or(0, |figure| figure.base);
        let rest = total.saturating_sub(shown);
        prop_assert!(total == 0 || rest == 0 || rest >= 30, "{bases:?}: {total} of which {shown}");
        let few: u64 = bases.iter().filter(|base| **base < k).sum();
        if !has_words && bases.len() > 1 && !complete.is_empty() && few >= 30 {
            prop_assert_eq!(rest, few);
        } else {
            prop_assert_eq!(rest, 0);
        }
    }

    #[test]
    fn of_two_audiences_nothing_is_shown_of_fewer_than_30_by_subtraction(children in 0_u64..60, older in 0_u64..60) {
        let (mut both, group) = two((children / 2, children), (older / 2, older));
        let sum = together(group, &mut both, &[], &mut Alike::default()).expect("questions");
        let exact = |one: &CollectionResults| shown(one, SHARED).figure().map(|figure| figure.base);
        let words = both.iter().any(|one| matches!(shown(one, SHARED), Shown::Word(_)));
        if let Some(total) = exact(&sum) {
            let known: u64 = both.iter().filter_map(exact).sum();
            prop_assert!(total == known || known == 0);
            prop_assert!(!words, "a word beside the sum");
        }
    }

    /// Of an inspection with one threshold in a programme with a larger one: no total of the programme
    /// differs from the inspection's own by areas of fewer than 30 people.
    #[test]
    fn totals_of_a_programme_and_of_its_inspection_leave_nobody_or_many(
        bases in prop::collection::vec(0_u64..60, 2..8), own in 0_usize..5, other in 0_usize..5,
    ) {
        let thresholds = [5, 10, 12, 29, 40];
        let (own, k) = (thresholds[own], thresholds[own.max(other)]);
        let (inspection, survey) = (Id::random(), survey("age-16-plus/v3"));
        let collections: Vec<Collection> =
            Area::all().take(bases.len()).map(|area| collection(&survey, inspection, area)).collect();
        // Of the question, the areas of the total and their sum, on a page with this threshold.
        let total = |k: u64| {
            let of = |(one, base): (&Collection, &u64)| answered_at(k, &survey, one.clone(), (base / 2, *base));
            let all = collections.iter().zip(&bases).map(of).collect();
            let complete = adds_hidden_areas(own, k).then_some(inspection).into_iter().collect();
            let across = AcrossAreas::new(Arc::clone(&survey), k, all, &complete, |_, _| true);
            let question = across.question(OWN).expect("the question");
            let sum: u64 = question.of.iter().map(|place| bases[*place]).sum();
            prop_assert_eq!(question.whole.figure().map_or(0, |figure| figure.base), sum);
            Ok(question.of.iter().copied().collect::<HashSet<usize>>())
        };
        let [here, there] = [total(own)?, total(k)?];
        let shown_alone = |place: &&usize| bases[**place] >= numbers_from(own);
        for (one, other) in [(&here, &there), (&there, &here)] {
            let beside: u64 = one.difference(other).filter(|place| !shown_alone(place)).map(|place| bases[*place]).sum();
            prop_assert!(beside == 0 || beside >= 30, "{bases:?}: {here:?} with {own}, {there:?} with {k}");
        }
    }

    /// The same of two audiences: they are added up only where each alone is a number, or neither is.
    #[test]
    fn audiences_in_a_programme_are_added_up_as_in_its_inspection(
        children in 0_u64..60, older in 0_u64..60, own in 0_usize..5, other in 0_usize..5,
    ) {
        let thresholds = [5, 10, 12, 29, 40];
        let (own, k) = (thresholds[own], thresholds[own.max(other)]);
        prop_assume!(adds_audiences(own, k));
        let is_number = |k: u64| {
            let (mut both, group) = two_at(k, (children / 2, children), (older / 2, older));
            let sum = together(group, &mut both, &[], &mut Alike::default()).expect("questions");
            let is_number = |one: &CollectionResults| shown(one, SHARED).figure().is_some();
            (is_number(&sum), [is_number(&both[0]), is_number(&both[1])])
        };
        prop_assert_eq!(is_number(own), is_number(k));
    }
}
