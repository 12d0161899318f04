//! Inspections of many areas.

use std::collections::HashSet;

use super::{across::Weigh, views};
use crate::{
    console::pages::results::{
        By,
        collection::tests::{released, staff},
    },
    inspection::Area,
    results::{AcrossAreas, CollectionResults, Tallies, Tally, groups::Groups},
    store::Id,
    text::snapshot::{assert_text, words_of},
    users::{Role, sample::user as viewer},
};

/// How many gave which answer to a question in an area.
type Answers<'a> = (&'a str, &'a [(&'a str, u64)]);

/// Areas that were asked this question, and answered nothing else.
fn across(question: &str, k: u64, areas: &[Answers<'_>]) -> AcrossAreas {
    let (inspection, _) = released();
    let area = |(name, answers): &Answers<'_>| {
        let (_, mut collection) = released();
        collection.inspection = inspection.id;
        (collection.id, collection.area) = (Id::random(), name.parse().expect("an area"));
        let mut tally = Tally::default();
        let people = answers.iter().map(|(_, count)| count).sum();
        answers.iter().for_each(|(option, count)| tally.add(option, *count));
        tally.add(Tally::ANSWERED, people);
        let asked = [(question.to_owned(), tally)].into();
        let tallies = Tallies::from([(String::new(), asked)]);
        let groups = (Groups::default(), &[][..]);
        CollectionResults::new(k, collection, staff(), groups, &tallies, people + 1)
    };
    let areas: Vec<_> = areas.iter().map(area).collect();
    let complete = HashSet::from([inspection.id]);
    AcrossAreas::new(staff(), k, areas, &complete, |_, _| true)
}

/// The page, from this question on.
fn page(question: &str, across: &AcrossAreas, weigh: Weigh) -> String {
    let (inspection, _) = released();
    let collections: Vec<_> = across.areas.iter().map(|area| area.collection.clone()).collect();
    let user = viewer(Role::Analyst);
    let looked_at = (By::Question, weigh);
    let page = views::results(&user, &inspection, (&collections, &[]), across, looked_at);
    let page = page.into_string();
    let (_, rest) = page.split_once(&format!("id=\"q-{question}\"")).expect("the question");
    rest.split_once("</section>").expect("its end").0.to_owned()
}

fn names(count: usize) -> Vec<&'static str> {
    Area::all().map(Area::name).take(count).collect()
}

#[test]
fn a_table_of_many_areas_starts_closed_and_says_what_is_within() {
    let names = names(10);
    let counts: Vec<[(&str, u64); 2]> =
        (0..10).map(|place| [("agree", 20 + place), ("disagree", 20)]).collect();
    let mut areas: Vec<Answers<'_>> =
        names.iter().zip(&counts).map(|(name, counts)| (*name, &counts[..])).collect();
    areas[4].1 = &[("agree", 3)];
    let told = |areas: &[Answers<'_>]| page("valued", &across("valued", 10, areas), Weigh::People);
    let many = told(&areas);
    assert_text!("many", words_of(&many));
    assert!(many.contains("10 areas, 9 with a number: from 50% in Aberdeen City to 59% in"));
    assert!(!told(&areas[..8]).contains("details class=\"long\""));
}

#[test]
fn an_empty_table_is_left_out() {
    let names = names(12);
    let few: &[_] = &[("agree", 12), ("disagree", 8)];
    let areas: Vec<Answers<'_>> = names.iter().map(|name| (*name, few)).collect();
    let hidden = page("valued", &across("valued", 30, &areas), Weigh::People);
    assert!(hidden.contains("None of the 12 areas can be shown alone."), "{hidden}");
    assert!(!hidden.contains("by area") && hidden.contains("144 of 240"));
    let words = page("valued", &across("valued", 10, &areas), Weigh::People);
    assert!(words.contains("12 areas, none with a number") && words.contains("the majority"));
}

#[test]
fn the_answer_chosen_most_is_told_only_where_an_area_has_numbers() {
    let question = "agency";
    let areas: [Answers<'_>; 5] = [
        ("Fife", &[("health", 50), ("police", 10), ("rather-not-say", 70)]),
        ("Moray", &[("health", 20), ("education", 20), ("police", 3)]),
        ("Angus", &[("police", 29)]),
        ("Falkirk", &[("education", 30), ("health", 10)]),
        ("Highland", &[("rather-not-say", 40)]),
    ];
    let page = page(question, &across(question, 10, &areas), Weigh::People);
    assert_text!("chosen", words_of(&page));
    assert!(page.contains("“Health” and “Education”, each"), "a tie is named");
    assert!(!words_of(&page).contains("29"), "what few answered is in no number");
}

#[test]
fn a_closed_table_of_choices_counts_areas_by_their_answer() {
    let names = names(9);
    let own = |place: usize| -> &'static [(&'static str, u64)] {
        match place {
            0..4 => &[("health", 40)],
            4..6 => &[("police", 40)],
            6 => &[("education", 20), ("health", 20)],
            7 => &[("housing", 40)],
            _ => &[("housing", 4)],
        }
    };
    let areas: Vec<Answers<'_>> =
        names.iter().enumerate().map(|(place, name)| (*name, own(place))).collect();
    let page = page("agency", &across("agency", 10, &areas), Weigh::People);
    assert!(
        page.contains(
            "9 areas, 8 with a number. Chosen most: “Health” in 4, “Police” in 2, “Housing” in 1, \
                several answers equally in 1"
        ),
        "{page}"
    );
}

#[test]
fn at_a_glance_areas_count_the_same_if_they_do_below() {
    let areas: [Answers<'_>; 2] = [
        ("Fife", &[("agree", 300), ("disagree", 0)]),
        ("Moray", &[("agree", 30), ("disagree", 70)]),
    ];
    let across = across("valued", 10, &areas);
    let (inspection, _) = released();
    let glance = |weigh| {
        let user = viewer(Role::Analyst);
        let page = views::results(&user, &inspection, (&[], &[]), &across, (By::Question, weigh));
        let words = words_of(&page.into_string());
        let (_, glance) = words.split_once("At a glance").expect("the glance");
        let (glance, below) = glance.split_once("Back to all questions").expect("the questions");
        (glance.to_owned(), below.to_owned())
    };
    let (people, below) = glance(Weigh::People);
    assert!(people.contains("of all people") && people.contains("83%\n330 of 400"), "{people}");
    assert!(below.contains("83%\n"));
    let (same, below) = glance(Weigh::Areas);
    assert!(same.contains("each area counts the same") && same.contains("65%\n2 areas"), "{same}");
    assert!(below.contains("65%\n") && !same.contains("83%") && !same.contains("330 of 400"));
}
