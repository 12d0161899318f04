use std::{path::Path, sync::Arc};

use super::views;
use crate::{
    console::pages::results::By,
    inspection::{Collection, Inspection, sample},
    results::{CollectionResults, NamedPart, Tallies, Tally, groups::by_label},
    survey::{Edition, Survey},
    text::snapshot::{assert_text, words_of},
    users::{Role, sample::user as viewer},
};

/// The English staff survey that comes with the service.
pub fn staff() -> Arc<Survey> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("surveys/staff/v1");
    Arc::clone(Edition::read(&folder).expect("the survey").english())
}

/// An inspection with one released collection of staff.
pub fn released() -> (Inspection, Collection) {
    let (mut collection, now) = sample::half_way();
    collection.released_at = Some(now);
    let inspection = sample::inspection_of(&collection);
    (inspection, collection)
}

/// `base` answers to the question `id`, of which `agree` agree, and one more is not sure.
pub fn tally(agree: u64, base: u64) -> Tally {
    let mut tally = Tally::default();
    for (option, count) in
        [("agree", agree), ("disagree", base - agree), ("not-sure", 1), (Tally::ANSWERED, base + 1)]
    {
        tally.add(option, count);
    }
    tally
}

/// A part's key and, by question, how many of how many agree.
pub type PartAnswers<'a> = (&'a str, &'a [(&'a str, u64, u64)]);

fn tallies(answers: &[PartAnswers<'_>]) -> Tallies {
    let questions = |questions: &[(&str, u64, u64)]| {
        questions.iter().map(|(id, agree, base)| ((*id).to_owned(), tally(*agree, *base))).collect()
    };
    answers.iter().map(|(key, asked)| ((*key).to_owned(), questions(asked))).collect()
}

pub fn results(answers: &[PartAnswers<'_>], returned: u64) -> (Inspection, CollectionResults) {
    let (inspection, collection) = released();
    let named = |key: &str| NamedPart { key: key.to_owned(), name: key.to_owned() };
    let parts: Vec<NamedPart> =
        answers.iter().map(|(key, _)| *key).filter(|key| !key.is_empty()).map(named).collect();
    let people = |asked: &[(&str, u64, u64)]| asked.iter().map(|(_, _, base)| base + 1).max();
    let labels: Vec<(String, bool, u64)> = answers
        .iter()
        .map(|(key, asked)| ((*key).to_owned(), true, people(asked).unwrap_or(returned)))
        .collect();
    let results = CollectionResults::new(
        inspection.k(),
        collection,
        staff(),
        (by_label("", &labels), &parts),
        &tallies(answers),
        returned,
    );
    (inspection, results)
}

fn page(answers: &[PartAnswers<'_>], returned: u64) -> String {
    let (inspection, results) = results(answers, returned);
    views::results(&viewer(Role::Lead), &inspection, &results, By::Question, None).into_string()
}

#[test]
fn a_figure_stands_with_its_term_its_fraction_and_a_sentence_for_the_report() {
    let page = page(&[("", &[("knows-how-to-report", 1_090, 1_160)])], 1_200);
    assert_text!("figure", words_of(&page));
    assert!(page.contains("<strong class=\"term\">almost all</strong>"));
    assert!(!page.contains("style="), "the content policy forbids style attributes");
}

#[test]
fn a_question_that_few_answered_is_said_to_be_hidden() {
    let page = page(&[("", &[("knows-how-to-report", 9, 9)])], 60);
    assert!(page.contains("it would rest on fewer than 10 people"));
    assert!(!page.contains("Almost all staff"));
}

#[test]
fn of_ten_to_twenty_nine_people_the_word_is_shown_and_nothing_else() {
    let page = page(&[("", &[("knows-how-to-report", 29, 29)])], 60);
    assert!(page.contains("Almost all staff agreed with “I know how to report a concern about"));
    assert!(page.contains("It rests on too few people for a number."));
    assert!(!page.contains("100%") && !page.contains("29 of 29") && !page.contains("All staff"));
}

#[test]
fn parts_stand_beside_the_answers_and_small_ones_are_told_together() {
    let page = page(
        &[
            ("health", &[("valued", 20, 40)]),
            ("police", &[("valued", 2, 4)]),
            ("education", &[("valued", 29, 60)]),
        ],
        110,
    );
    assert_text!("parts", words_of(&page));
    assert!(!page.contains("20 of 40"), "it would give four away");
}

#[test]
fn a_question_that_few_of_a_group_answered_is_not_shown_by_group() {
    let page = page(
        &[
            ("health", &[("valued", 20, 40), ("listened-to", 20, 40)]),
            ("education", &[("valued", 29, 29), ("listened-to", 30, 60)]),
        ],
        110,
    );
    assert!(page.contains("20 of 40") && page.contains("30 of 60"));
    assert!(!page.contains("29 of 29"));
    assert_eq!(page.matches("Favourable, by part").count(), 1);
}

#[test]
fn below_the_threshold_not_even_the_count_is_shown() {
    let page = page(&[("", &[("knows-how-to-report", 7, 7)])], 7);
    assert!(page.contains("Too few people answered") && page.contains("Fewer than 10 responses"));
    assert!(!page.contains("<table") && !page.contains("7 responses"));
}

#[test]
fn an_analyst_is_not_sent_to_comments() {
    let (inspection, results) = results(&[("", &[])], 60);
    let page = |role| {
        views::results(&viewer(role), &inspection, &results, By::Indicator, None).into_string()
    };
    assert!(page(Role::Lead).contains("/comments\""));
    assert!(
        !page(Role::Analyst).contains("/comments\"") && page(Role::Analyst).contains("/export\"")
    );
}
