use std::{path::Path, sync::Arc};

use proptest::{collection::vec, prelude::*};

use super::*;
use crate::{
    inspection::sample,
    results::{
        Tallies, Tally,
        groups::{Crowd, Division, Group, Groups},
    },
    survey::Edition,
};

/// One person: the crowd, and what they answered to each of [`ASKED`] (1 to 3, or 0 for nothing).
type Person = (usize, [u8; 4]);
const ASKED: [&str; 4] = [
    "works-with-protection",
    "works-with-looked-after",
    "timely-response",
    "protection-plan-in-time",
];

fn staff() -> Arc<Survey> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("surveys/staff/v1");
    Arc::clone(Edition::read(&folder).expect("the survey").english())
}

fn answers(survey: &Survey, person: &Person) -> Answers {
    let mut answers = Answers::none(survey);
    for (id, option) in ASKED.iter().zip(person.1) {
        let place = survey.item(id).expect("it is asked").0;
        if option > 0 && survey.asked(&answers)[place] {
            answers.set(place, Answer::One(usize::from(option) - 1));
        }
    }
    answers
}

fn results(survey: &Arc<Survey>, people: &[Person], crowds: usize) -> CollectionResults {
    let (collection, _) = sample::half_way();
    let inspection = sample::inspection_of(&collection);
    let mut tallies = Tallies::new();
    for person in people {
        let answers = answers(survey, person);
        for (place, item) in survey.items.iter().enumerate() {
            let Some(Answer::One(option)) = answers.get(place) else { continue };
            let own = tallies.entry(person.0.to_string()).or_default();
            let tally: &mut Tally = own.entry(item.id.clone()).or_default();
            tally.add(&item.options[*option].id, 1);
            tally.add(Tally::ANSWERED, 1);
        }
    }
    let group = |number: usize| Group { labels: vec![number.to_string()], rest: false };
    let crowd = |number: usize| Crowd {
        keys: vec![number.to_string()],
        people: people.iter().filter(|person| person.0 == number).count() as u64,
        groups: vec![number],
    };
    let groups = Groups {
        divisions: vec![Division { key: String::new(), groups: (0..crowds).map(group).collect() }],
        crowds: (0..crowds).map(crowd).collect(),
    };
    let survey = Arc::clone(survey);
    let returned = people.len() as u64;
    CollectionResults::new(inspection.k(), collection, survey, (groups, &[]), &tallies, returned)
}

fn coarsened(survey: &Arc<Survey>, people: &[Person], crowds: usize) -> Option<Coarsening> {
    let found = results(survey, people, crowds);
    let mut review = Review::begin(&found, people.len() as u64)?;
    for person in people {
        review.add(person.0, &answers(survey, person));
    }
    Some(review.decide())
}

fn people(count: usize, crowd: usize, answers: [u8; 4]) -> Vec<Person> {
    vec![(crowd, answers); count]
}

#[test]
fn few_people_give_no_rows() {
    let survey = staff();
    assert!(coarsened(&survey, &people(29, 0, [1, 1, 1, 1]), 1).is_none());
    assert!(coarsened(&survey, &people(30, 0, [1, 1, 1, 1]), 1).is_some());
}

#[test]
fn a_route_that_few_take_is_not_shown_in_their_crowd() {
    let survey = staff();
    let routed = survey.item("protection-plan-in-time").expect("it is asked").0;
    let all = survey.item("timely-response").expect("it is asked").0;
    // In the first crowd nine do not work with such children; in the second, forty.
    let everybody = [
        people(60, 0, [1, 1, 1, 1]),
        people(9, 0, [2, 1, 1, 0]),
        people(40, 1, [1, 1, 1, 1]),
        people(40, 1, [2, 1, 1, 0]),
    ]
    .concat();
    let found = coarsened(&survey, &everybody, 2).expect("rows");
    let class = |crowd, of| found.class(&survey, crowd, &answers(&survey, &(crowd, of)));
    let (first, asked, others) =
        (class(0, [1, 1, 1, 1]), class(1, [1, 1, 1, 1]), class(1, [2, 1, 1, 0]));
    assert_eq!(first, class(0, [2, 1, 1, 0]));
    assert_ne!(asked, others);
    assert!(!found.shows(first, routed) && found.shows(asked, routed));
    assert!([first, asked, others].into_iter().all(|class| found.shows(class, all)));
}

#[test]
fn few_answers_outside_the_scale_are_not_found_by_subtraction() {
    let survey = staff();
    let routed = survey.item("protection-plan-in-time").expect("it is asked").0;
    let not_sure = survey.items[routed].option("not-sure").expect("it is outside the scale");
    let not_sure = u8::try_from(not_sure + 1).expect("few options");
    // In the first crowd, nine are asked, and none of them is sure.
    let everybody = [
        people(51, 0, [2, 1, 1, 0]),
        people(9, 0, [1, 1, 1, not_sure]),
        people(40, 1, [1, 1, 1, 1]),
        people(40, 1, [2, 1, 1, 0]),
    ]
    .concat();
    let found = coarsened(&survey, &everybody, 2).expect("rows");
    let asked = found.class(&survey, 1, &answers(&survey, &(1, [1, 1, 1, 1])));
    assert!(!found.shows(asked, routed), "what rows show leaves nine answers");
    let results = results(&survey, &everybody, 2);
    let question = results.question("protection-plan-in-time").expect("it is asked");
    assert!(question.whole.figure().is_some() && question.splits.is_empty());
}

proptest! {
    #[test]
    fn rows_and_figures_leave_nothing_small(people in vec((0..3_usize, [0..4_u8, 0..4_u8, 0..4_u8, 0..4_u8]), 30..400)) {
        let survey = staff();
        let Some(found) = coarsened(&survey, &people, 3) else { return Ok(()) };
        let results = results(&survey, &people, 3);
        let of_each: Vec<(usize, usize, Answers)> = people
            .iter()
            .map(|person| {
                let answers = answers(&survey, person);
                (person.0, found.class(&survey, person.0, &answers), answers)
            })
            .collect();
        for question in &results.questions {
            let item = &survey.items[question.item];
            if is_about_person(item) {
                continue;
            }
            let base = |crowd: Option<usize>, shown: bool| {
                let counted = of_each.iter().filter(|(own, class, answers)| {
                    let on_scale = match answers.get(question.item) {
                        Some(Answer::One(option)) => !item.options[*option].outside,
                        _ => false,
                    };
                    on_scale
                        && crowd.is_none_or(|crowd| crowd == *own)
                        && found.shows(*class, question.item) == shown
                });
                counted.count() as u64
            };
            let is_nothing_or_many = |base: u64| base == 0 || base >= 30;
            if question.whole.figure().is_none() {
                prop_assert_eq!(base(None, true), 0);
                continue;
            }
            prop_assert!(is_nothing_or_many(base(None, false)));
            for crowd in 0..3 {
                prop_assert!(is_nothing_or_many(base(Some(crowd), true)));
                prop_assert!(question.splits.is_empty() || is_nothing_or_many(base(Some(crowd), false)));
            }
        }
    }
}
