use std::collections::BTreeMap;

use serde::Serialize;
use speir::{
    results::{Figure, Shown as Rule},
    survey::{QuestionKind, Survey, Union},
};

use super::people::Person;

/// Everything that is known of one inspection, and the truth.
#[derive(Serialize)]
pub struct Made {
    pub surveys: Vec<Asked>,
    pub collections: Vec<Collection>,
    pub pages: Vec<Page>,
}

/// A survey.
#[derive(Serialize)]
pub struct Asked {
    pub questions: Vec<Question>,
    /// Each union, by its id.
    unions: Vec<(String, Counted)>,
}

/// The answers that a union counts, by question.
type Counted = Vec<(String, Vec<String>)>;

/// What is shown of all collections with one threshold.
#[derive(Serialize)]
pub struct Page {
    pub k: u64,
    /// Whether totals have the areas of which nothing is shown.
    pub complete: bool,
    pub facts: Vec<Fact>,
}

/// What is shown of one collection, of audiences together, or of areas.
#[derive(Serialize)]
pub struct Fact {
    pub of: Of,
    /// The places of the collections of which numbers are shown, or of which it is together.
    pub members: Vec<usize>,
    /// How many other areas are in a total.
    pub few: usize,
    pub survey: Option<usize>,
    pub shown: Shown,
}

#[derive(Clone, Copy, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Of {
    Alone,
    Together,
    Areas,
}

#[derive(Serialize)]
pub struct Question {
    id: String,
    /// Whether one of several options is chosen; otherwise any number.
    one: bool,
    /// Each option, whether it is favourable, and whether it is outside the scale.
    options: Vec<(String, bool, bool)>,
    /// Each option of the other side than the favourable one.
    unfavourable: Vec<String>,
    /// The question, its answers, and whether these must not have been given.
    route: Vec<(String, Vec<String>, bool)>,
}

#[derive(Default, Serialize)]
pub struct Collection {
    /// The places of its survey and of its area.
    pub survey: usize,
    pub area: usize,
    /// The inspection's threshold, and the fewest people of whom numbers are shown.
    pub k: u64,
    pub from: u64,
    /// How many people answered, by part.
    pub parts: BTreeMap<String, u64>,
    /// How rows name groups: the column, the word, and the labels that it stands for.
    pub words: Vec<(String, String, Vec<String>)>,
    pub figures: Vec<Shown>,
    /// What is shown of each union, and its base.
    pub unions: Vec<(String, Option<(u64, u64)>)>,
    /// The rows, each by column; `None` if there are none.
    pub rows: Option<Vec<BTreeMap<String, String>>>,
    /// Everybody: their part, and the options that they chose.
    pub truth: Vec<(String, BTreeMap<String, Vec<String>>)>,
}

/// A figure that is shown in some way; of several audiences together, if in none of these.
#[derive(Clone, Default, Serialize)]
pub struct Shown {
    pub question: String,
    /// Of the people with one of these labels, by column; empty if of everybody.
    pub of: BTreeMap<String, Vec<String>>,
    pub counts: Option<Counts>,
    pub word: Option<String>,
    /// That of the other side, too.
    pub unfavourable: Option<String>,
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
        Self { question: question.to_owned(), of, counts: Some(counts), ..Self::default() }
    }

    /// Of everybody.
    pub fn whole(question: &str, shown: &Rule<Figure>) -> Self {
        let mut whole = Self { question: question.to_owned(), ..Self::default() };
        match shown {
            Rule::Figure(figure) => whole.counts = Some(Counts::of(figure)),
            Rule::Word(words) => {
                whole.word = Some(words.favourable.to_string());
                whole.unfavourable = words.unfavourable.map(|term| term.to_string());
            }
            Rule::FewerThan(people) => whole.fewer_than = Some(*people),
            Rule::Together => {}
        }
        whole
    }
}

pub fn asked(survey: &Survey) -> Asked {
    let id = |item: &usize| survey.items[*item].id.clone();
    let answers = |(item, chosen): &(usize, u32)| {
        let options = survey.items[*item].options.iter().zip(0..u32::BITS);
        let own = options.filter(|(_, place)| chosen >> place & 1 == 1);
        (id(item), own.map(|(option, _)| option.id.clone()).collect())
    };
    let union = |union: &Union| (union.id.clone(), union.any.iter().map(answers).collect());
    Asked { questions: questions(survey), unions: survey.unions.iter().map(union).collect() }
}

fn questions(survey: &Survey) -> Vec<Question> {
    let id = |item: usize, option: &usize| survey.items[item].options[*option].id.clone();
    let question = |item: &speir::survey::Item| Question {
        id: item.id.clone(),
        one: item.kind == QuestionKind::One,
        unfavourable: item
            .options
            .iter()
            .filter(|o| o.unfavourable)
            .map(|o| o.id.clone())
            .collect(),
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
