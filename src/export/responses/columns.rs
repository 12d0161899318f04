use std::collections::BTreeMap;

use crate::{
    export::{
        Cell, Column,
        coarsening::{Coarsening, NamedParts},
    },
    inspection::{Collection, Part},
    results::CollectionResults,
    survey::{Answer, Answers, Item, QuestionKind, Survey},
};

/// The placeholder for a withheld answer.
const WITHHELD: &str = "withheld";

/// The columns that stand before the answers.
const FACTS: [&str; 7] =
    ["response", "area", "area_name", "audience", "survey", "survey_version", "stratum"];

/// Which columns the answers fill, over all versions of the survey that were asked.
pub struct Plan {
    asked: Vec<QuestionColumns>,
    parts: BTreeMap<String, String>,
}

/// One column: a question, or an option of one that takes several answers.
struct QuestionColumns {
    question: String,
    option: Option<String>,
    column: Column,
}

/// Where the answers to each column stand in one version: the item, and the option of one that
/// takes several answers.
pub struct Places(Vec<Option<(usize, Option<usize>)>>);

impl Plan {
    /// The columns for these collections, whether they will have rows or not.
    pub fn of(released: &[CollectionResults]) -> Self {
        let mut plan = Self { asked: Vec::new(), parts: BTreeMap::new() };
        for results in released {
            results.survey.items.iter().for_each(|item| plan.ask(item));
            for part in results.questions.iter().flat_map(|question| &question.parts) {
                plan.parts.insert(part.key.clone(), part.name.clone());
            }
        }
        plan
    }

    fn ask(&mut self, item: &Item) {
        let options: Vec<Option<&crate::survey::Opt>> = match item.kind {
            QuestionKind::Text { .. } => return,
            QuestionKind::Many => item.options.iter().map(Some).collect(),
            QuestionKind::One | QuestionKind::Number { .. } => vec![None],
        };
        for option in options {
            let same = |asked: &&mut QuestionColumns| {
                asked.question == item.id && asked.option.as_ref() == option.map(|o| &o.id)
            };
            let column = column(item, option);
            match self.asked.iter_mut().find(same) {
                Some(asked) => {
                    let fresh = column
                        .values
                        .into_iter()
                        .filter(|value| !asked.column.values.contains(value));
                    let fresh: Vec<_> = fresh.collect();
                    asked.column.values.extend(fresh);
                }
                None => self.asked.push(QuestionColumns {
                    question: item.id.clone(),
                    option: option.map(|option| option.id.clone()),
                    column,
                }),
            }
        }
    }

    /// The header, as the codebook explains it.
    pub fn columns(&self) -> Vec<Column> {
        let mut parts: Vec<(String, String)> = self.parts.clone().into_iter().collect();
        if !parts.is_empty() {
            parts.push((
                NamedParts::WITHHELD.to_owned(),
                "One of several parts that are combined.".to_owned(),
            ));
        }
        let explanations = [
            "A random key, new in each file. It has no meaning.",
            "The area’s GSS code.",
            "The area’s name.",
            "Who was asked.",
            "Which survey was asked.",
            "The version of the survey that was asked.",
            "The part of the collection that the response came from; empty if results are not \
                split or the response came by the whole area’s link.",
        ];
        let mut facts: Vec<Column> =
            FACTS.into_iter().zip(explanations).map(|(n, text)| Column::new(n, text)).collect();
        if let Some(part) = facts.last_mut() {
            part.values = parts;
        }
        facts.into_iter().chain(self.asked.iter().map(|asked| asked.column.clone())).collect()
    }

    pub fn width(&self) -> usize {
        FACTS.len() + self.asked.len()
    }

    /// Where the answers stand in `survey`.
    pub fn places(&self, survey: &Survey) -> Places {
        let place = |asked: &QuestionColumns| {
            let (place, item) = survey.item(&asked.question)?;
            match (&asked.option, item.kind) {
                (Some(option), QuestionKind::Many) => Some((place, Some(item.option(option)?))),
                (None, QuestionKind::One | QuestionKind::Number { .. }) => Some((place, None)),
                _ => None,
            }
        };
        Places(self.asked.iter().map(place).collect())
    }
}

/// The cells that say where a response comes from.
pub fn facts<'a>(
    key: &'a str,
    collection: &'a Collection,
    part: &'a str,
    cells: &mut Vec<Cell<'a>>,
) {
    cells.extend([
        Cell::Text(key),
        Cell::Text(collection.area.code()),
        Cell::Text(collection.area.name()),
        Cell::Text(collection.audience().key()),
        Cell::Text(collection.survey.key()),
        Cell::Number(collection.version.into()),
        if part == Part::NONE { Cell::Empty } else { Cell::Text(part) },
    ]);
}

impl Places {
    /// The cells of the answers.
    pub fn answers<'a>(
        &self,
        survey: &'a Survey,
        answers: &Answers,
        coarsening: &Coarsening,
        cells: &mut Vec<Cell<'a>>,
    ) {
        cells.extend(self.0.iter().map(|place| match *place {
            None => Cell::Empty,
            Some((item, _)) if !coarsening.shows(item) => Cell::Text(WITHHELD),
            Some((item, option)) => match (answers.get(item), option) {
                (Some(Answer::One(chosen)), None) => {
                    let option = survey.items.get(item).and_then(|item| item.options.get(*chosen));
                    option.map_or(Cell::Empty, |option| Cell::Text(&option.id))
                }
                (Some(Answer::Number(number)), None) => Cell::Number((*number).into()),
                (Some(Answer::Many(_)), Some(option)) => {
                    Cell::Number(answers.has(item, option).into())
                }
                _ => Cell::Empty,
            },
        }));
    }
}

fn column(item: &Item, option: Option<&crate::survey::Opt>) -> Column {
    // A question may have the name of a fact.
    let question = if FACTS.contains(&item.id.as_str()) {
        format!("question.{}", item.id)
    } else {
        item.id.clone()
    };
    let name =
        option.map_or_else(|| question.clone(), |option| format!("{question}.{}", option.id));
    let withheld = (WITHHELD.to_owned(), "The answer to this question is withheld.".to_owned());
    let (text, mut values) = match (option, item.kind) {
        (Some(option), _) => (
            format!("{} – {}", item.text, option.text),
            vec![
                ("1".to_owned(), "Chosen.".to_owned()),
                ("0".to_owned(), "Not chosen, although another option was.".to_owned()),
            ],
        ),
        (None, QuestionKind::Number { min, max }) => {
            (format!("{} A whole number, {min} to {max}.", item.text), Vec::new())
        }
        (None, _) => (
            item.text.clone(),
            item.options.iter().map(|option| (option.id.clone(), option.text.clone())).collect(),
        ),
    };
    values.push(withheld);
    Column::new(name, format!("{text} Empty if it was skipped or not asked.")).with_values(values)
}
