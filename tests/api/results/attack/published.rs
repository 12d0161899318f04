use std::{
    collections::{BTreeMap, HashSet},
    sync::Arc,
};

use chrono::{NaiveDate, Utc};
use speir::{
    export::{
        Cell,
        coarsening::Review,
        groups::key,
        responses::columns::{Plan, facts},
    },
    inspection::{Area, Collection, Inspection, InspectionKind, Link},
    intake::release::Tallied,
    results::{
        AcrossAreas, CollectionResults, NamedPart, Shown as Rule, Tallies,
        groups::{Groups, divide},
    },
    store::{Id, Salt},
    survey::{Audience, Instrument, Survey},
};

use super::{
    model::{self, Counts, Made, Shown},
    people::Person,
};

/// What the rules of this version publish.
pub fn publish(survey: &Arc<Survey>, threshold: u32, areas: &[Vec<Person>]) -> Made {
    let inspection = inspection(threshold);
    let released: Vec<(CollectionResults, Vec<usize>)> = areas
        .iter()
        .enumerate()
        .map(|(place, people)| release(survey, &inspection, place, people))
        .collect();
    let all: Vec<CollectionResults> = released.iter().map(|(results, _)| results.clone()).collect();
    let across =
        AcrossAreas::new(Arc::clone(survey), inspection.k(), all, &HashSet::new(), |_, _| true);
    let total = |question: &speir::results::model::AcrossQuestion| {
        (survey.items[question.item].id.clone(), question.whole.figure().map(Counts::of))
    };
    Made {
        questions: model::questions(survey),
        totals: across.questions.iter().map(total).collect(),
        areas: areas
            .iter()
            .zip(&released)
            .map(|(people, (results, crowds))| area(survey, people, results, crowds))
            .collect(),
    }
}

fn inspection(threshold: u32) -> Inspection {
    Inspection {
        id: Id::random(),
        title: "Attacked".to_owned(),
        kind: InspectionKind::ThematicReview,
        framework: speir::survey::Framework::first(),
        lead: "lead@speir.example".to_owned(),
        threshold,
        opens_on: NaiveDate::default(),
        closes_on: NaiveDate::default(),
        keep_days: 1,
        low_threshold: None,
        contact: speir::inspection::Contact::default(),
        particulars: speir::inspection::Particulars::default(),
    }
}

/// Divides, counts and applies the rules, as a release does. Returns the crowd of everybody, too.
fn release(
    survey: &Arc<Survey>,
    inspection: &Inspection,
    place: usize,
    people: &[Person],
) -> (CollectionResults, Vec<usize>) {
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
    let collection = collection(inspection, place);
    let survey = Arc::clone(survey);
    let returned = people.len() as u64;
    let results = CollectionResults::new(
        inspection.k(),
        collection,
        survey,
        (groups, &named),
        &tallies,
        returned,
    );
    (results, crowds)
}

fn collection(inspection: &Inspection, place: usize) -> Collection {
    let now = Utc::now();
    Collection {
        id: Id::random(),
        inspection: inspection.id,
        area: Area::all().nth(place).unwrap(),
        survey: Instrument::stored("staff", Audience::stored("staff")),
        version: 1,
        link: Link::random(),
        population: None,
        target_percent: 80,
        opens_at: now,
        closes_at: now,
        released_at: Some(now),
        open_link: true,
        coordinator: None,
        salt: Salt::default(),
        purged_at: None,
    }
}

fn area(
    survey: &Survey,
    people: &[Person],
    results: &CollectionResults,
    crowds: &[usize],
) -> model::Area {
    let column = |key: &str| if key.is_empty() { "stratum" } else { key }.to_owned();
    let mut words = Vec::new();
    for division in &results.groups.divisions {
        words.extend(division.groups.iter().map(|group| {
            let word = key(group).unwrap_or_default().to_owned();
            (column(&division.key), word, group.labels.clone())
        }));
    }
    let mut figures = Vec::new();
    for question in &results.questions {
        let id = survey.items[question.item].id.as_str();
        figures.push(match &question.whole {
            Rule::Figure(figure) => Shown::number(id, BTreeMap::new(), Counts::of(figure)),
            Rule::Word(words) => hidden(id, Some(words.to_string()), None),
            Rule::FewerThan(people) => hidden(id, None, Some(*people)),
            Rule::Together => unreachable!("only one survey is asked"),
        });
        for (division, split) in results.groups.divisions.iter().zip(&question.splits) {
            for (group, figure) in division.groups.iter().zip(split) {
                let of = [(column(&division.key), group.labels.clone())].into();
                figures.push(Shown::number(id, of, Counts::of(figure)));
            }
        }
    }
    model::Area {
        k: results.threshold,
        from: speir::results::small_numbers::numbers_from(results.threshold),
        parts: model::parts(people),
        words,
        figures,
        rows: rows(people, results, crowds),
        truth: model::truth(survey, people),
    }
}

fn hidden(question: &str, word: Option<String>, fewer_than: Option<u64>) -> Shown {
    let question = question.to_owned();
    Shown { question, of: BTreeMap::new(), counts: None, word, fewer_than }
}

/// The rows of the file of responses.
fn rows(
    people: &[Person],
    results: &CollectionResults,
    crowds: &[usize],
) -> Option<Vec<BTreeMap<String, String>>> {
    let mut review = Review::begin(results, people.len() as u64)?;
    people.iter().zip(crowds).for_each(|(person, crowd)| review.add(*crowd, &person.answers));
    let coarsening = review.decide();
    let plan = Plan::of(std::slice::from_ref(results));
    let (columns, places) = (plan.columns(), plan.places(results));
    let row = |(person, crowd): (&Person, &usize)| {
        let groups = results.groups.crowds.get(*crowd).map(|crowd| crowd.groups.as_slice());
        let groups = groups.unwrap_or_default();
        let class = coarsening.class(&results.survey, *crowd, &person.answers);
        let mut cells = Vec::new();
        facts("", results, groups, &mut cells);
        let shows = |item| coarsening.shows(class, item);
        places.cells(results, groups, &person.answers, shows, &mut cells);
        let text = |cell: &Cell<'_>| match cell {
            Cell::Text(text) => (*text).to_owned(),
            _ => String::new(),
        };
        let named = columns.iter().zip(&cells);
        let told = named.filter(|(column, _)| {
            column.name == "stratum" || results.survey.item(&column.name).is_some()
        });
        told.map(|(column, cell)| (column.name.clone(), text(cell))).collect()
    };
    Some(people.iter().zip(crowds).map(row).collect())
}
