use std::collections::BTreeMap;

use serde::Serialize;
use speir::{
    results::Figure,
    survey::{QuestionKind, Survey},
};

use super::people::Person;

/// Everything that is known of one inspection, and the truth.
#[derive(Serialize)]
pub struct Made {
    pub questions: Vec<Question>,
    pub areas: Vec<Area>,
    /// The figures over all areas, by question.
    pub totals: BTreeMap<String, Option<Counts>>,
}

#[derive(Serialize)]
pub struct Question {
    id: String,
    /// Whether one of several options is chosen; otherwise any number.
    one: bool,
    /// Each option, whether it is favourable, and whether it is outside the scale.
    options: Vec<(String, bool, bool)>,
    /// The question, its answers, and whether these must not have been given.
    route: Vec<(String, Vec<String>, bool)>,
}

#[derive(Default, Serialize)]
pub struct Area {
    /// The inspection's threshold, and the fewest people of whom numbers are shown.
    pub k: u64,
    pub from: u64,
    /// How many people answered, by part.
    pub parts: BTreeMap<String, u64>,
    /// How rows name groups: the column, the word, and the labels that it stands for.
    pub words: Vec<(String, String, Vec<String>)>,
    pub figures: Vec<Shown>,
    /// The rows, each by column; `None` if there are none.
    pub rows: Option<Vec<BTreeMap<String, String>>>,
    /// Everybody: their part, and the options that they chose.
    pub truth: Vec<(String, BTreeMap<String, Vec<String>>)>,
}

/// A figure that is shown in some way.
#[derive(Serialize)]
pub struct Shown {
    pub question: String,
    /// Of the people with one of these labels, by column; empty if of everybody.
    pub of: BTreeMap<String, Vec<String>>,
    pub counts: Option<Counts>,
    pub word: Option<String>,
    pub fewer_than: Option<u64>,
}

/// What a figure counts. Former rules show the options of the whole only.
#[derive(Clone, PartialEq, Eq, Serialize)]
pub struct Counts {
    pub base: u64,
    pub favourable: Option<u64>,
    pub options: BTreeMap<String, u64>,
}

impl Counts {
    pub fn of(figure: &Figure) -> Self {
        let options = figure.options.iter().chain(&figure.outside);
        Self {
            base: figure.base,
            favourable: figure.favourable,
            options: options.map(|option| (option.id.clone(), option.count)).collect(),
        }
    }
}

impl Shown {
    pub fn number(question: &str, of: BTreeMap<String, Vec<String>>, counts: Counts) -> Self {
        let question = question.to_owned();
        Self { question, of, counts: Some(counts), word: None, fewer_than: None }
    }
}

pub fn questions(survey: &Survey) -> Vec<Question> {
    let id = |item: usize, option: &usize| survey.items[item].options[*option].id.clone();
    let question = |item: &speir::survey::Item| Question {
        id: item.id.clone(),
        one: item.kind == QuestionKind::One,
        options: item.options.iter().map(|o| (o.id.clone(), o.favourable, o.outside)).collect(),
        route: item
            .route
            .iter()
            .map(|c| {
                let options = c.options.iter().map(|option| id(c.item, option)).collect();
                (survey.items[c.item].id.clone(), options, c.unless)
            })
            .collect(),
    };
    survey.items.iter().map(question).collect()
}

pub fn truth(survey: &Survey, people: &[Person]) -> Vec<(String, BTreeMap<String, Vec<String>>)> {
    let chosen = |person: &Person, place: usize, item: &speir::survey::Item| {
        let own = item.options.iter().enumerate();
        own.filter(|(option, _)| person.answers.has(place, *option))
            .map(|(_, option)| option.id.clone())
            .collect()
    };
    let of = |person: &Person| {
        let items = survey.items.iter().enumerate();
        items.map(|(place, item)| (item.id.clone(), chosen(person, place, item))).collect()
    };
    people.iter().map(|person| (person.part.clone(), of(person))).collect()
}

pub fn parts(people: &[Person]) -> BTreeMap<String, u64> {
    let mut parts = BTreeMap::new();
    for person in people {
        *parts.entry(person.part.clone()).or_default() += 1;
    }
    parts
}
