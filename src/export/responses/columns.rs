use std::collections::BTreeMap;

use crate::{
    export::{
        Cell, Column,
        coarsening::is_about_person,
        groups::{ALL_OTHERS, key},
        period::Period,
    },
    results::CollectionResults,
    survey::{Answer, Answers, Item, Survey},
};

/// The placeholder for a withheld answer.
const WITHHELD: &str = "withheld";

/// The columns that stand before the answers.
const FACTS: [&str; 11] = [
    "response",
    "area",
    "area_name",
    "audience",
    "survey",
    "survey_version",
    "inspection",
    "opened",
    "closed",
    "released",
    "stratum",
];

/// Which columns the answers fill, over all versions of the survey that were asked.
pub struct Plan {
    asked: Vec<QuestionColumn>,
    parts: BTreeMap<String, String>,
}

/// One column: an opinion, or the groups that people are in by what they said of themselves.
struct QuestionColumn {
    question: String,
    column: Column,
}

/// What the cells of each column are in one version.
pub struct Places(Vec<Option<Place>>);

#[derive(Clone, Copy)]
enum Place {
    /// The answer to the item at this place.
    Answer(usize),
    /// The group of the division at this place.
    Group(usize),
}

impl Plan {
    /// The columns for these collections, whether they will have rows or not.
    pub fn of(released: &[CollectionResults]) -> Self {
        let mut plan = Self { asked: Vec::new(), parts: BTreeMap::new() };
        for results in released {
            for item in &results.survey.items {
                plan.ask(results, item);
            }
            let by_part = results.groups.divisions.iter().zip(&results.names);
            for (division, names) in by_part.filter(|(division, _)| division.is_by_part()) {
                let keys = division.groups.iter().filter_map(key);
                plan.parts.extend(keys.map(str::to_owned).zip(names.iter().cloned()));
            }
        }
        plan
    }

    fn ask(&mut self, results: &CollectionResults, item: &Item) {
        let divides = division(results, item);
        let is_opinion = !is_about_person(item) && !item.options.is_empty();
        if !is_opinion && divides.is_none() {
            return;
        }
        let column = column(item, divides.map(|place| groups(results, place)));
        match self.asked.iter_mut().find(|asked| asked.question == item.id) {
            Some(asked) => {
                let values = column.values.into_iter();
                let fresh = values.filter(|value| !asked.column.values.contains(value));
                let fresh: Vec<_> = fresh.collect();
                asked.column.values.extend(fresh);
            }
            None => self.asked.push(QuestionColumn { question: item.id.clone(), column }),
        }
    }

    /// The header, as the codebook explains it.
    pub fn columns(&self) -> Vec<Column> {
        let parts: Vec<(String, String)> = self.parts.clone().into_iter().collect();
        let [inspection, opened, closed, released] =
            Period::columns().map(|column| column.explanation);
        let explanations = [
            "A random key, new in each file. It has no meaning.",
            "The area’s GSS code.",
            "The area’s name.",
            "Who was asked.",
            "Which survey was asked.",
            "The version of the survey that was asked.",
            &inspection,
            &opened,
            &closed,
            &released,
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

    /// What the cells are in these results.
    pub fn places(&self, results: &CollectionResults) -> Places {
        let place = |asked: &QuestionColumn| {
            let (place, item) = results.survey.item(&asked.question)?;
            if is_about_person(item) {
                return division(results, item).map(Place::Group);
            }
            Some(Place::Answer(place))
        };
        Places(self.asked.iter().map(place).collect())
    }
}

/// The place of the division by the answers to `item`, if there is one.
fn division(results: &CollectionResults, item: &Item) -> Option<usize> {
    results.groups.divisions.iter().position(|division| division.key == item.id)
}

/// The keys of the groups of a division, with their names.
fn groups(results: &CollectionResults, place: usize) -> Vec<(String, String)> {
    let groups = results.groups.divisions.get(place).map(|division| division.groups.as_slice());
    let names = results.names.get(place).map(Vec::as_slice).unwrap_or_default();
    let keys = groups.unwrap_or_default().iter().map(|group| key(group).unwrap_or_default());
    keys.map(str::to_owned).zip(names.iter().cloned()).collect()
}

/// The cells that say where a response comes from; `groups` has the place of its group in each
/// division.
pub fn facts<'a>(
    id: &'a str,
    (results, inspection): (&'a CollectionResults, &'a str),
    groups: &[usize],
    cells: &mut Vec<Cell<'a>>,
) {
    let collection = &results.collection;
    let divisions = results.groups.divisions.iter().zip(groups);
    let part = divisions
        .filter(|(division, _)| division.is_by_part())
        .find_map(|(division, at)| key(division.groups.get(*at)?));
    cells.extend([
        Cell::Text(id),
        Cell::Text(collection.area.code()),
        Cell::Text(collection.area.name()),
        Cell::Text(collection.audience().key()),
        Cell::Text(collection.survey.key()),
        Cell::Number(collection.version.into()),
    ]);
    cells.extend(Period::of(inspection, collection).cells());
    cells.push(part.map_or(Cell::Empty, Cell::Text));
}

impl Places {
    /// The cells of the questions. `shows` says whether the answers to an item may be there.
    pub fn cells<'a>(
        &self,
        results: &'a CollectionResults,
        groups: &[usize],
        answers: &Answers,
        shows: impl Fn(usize) -> bool,
        cells: &mut Vec<Cell<'a>>,
    ) {
        let survey: &'a Survey = &results.survey;
        let divisions: &'a [_] = &results.groups.divisions;
        cells.extend(self.0.iter().map(|place| match *place {
            None => Cell::Empty,
            Some(Place::Group(division)) => {
                let group =
                    groups.get(division).and_then(|at| divisions.get(division)?.groups.get(*at));
                group.and_then(key).map_or(Cell::Empty, Cell::Text)
            }
            Some(Place::Answer(item)) if !shows(item) => Cell::Text(WITHHELD),
            Some(Place::Answer(item)) => match answers.get(item) {
                Some(Answer::One(chosen)) => {
                    let option = survey.items.get(item).and_then(|item| item.options.get(*chosen));
                    option.map_or(Cell::Empty, |option| Cell::Text(&option.id))
                }
                _ => Cell::Empty,
            },
        }));
    }
}

/// The column of an opinion, or of the groups by what people said of themselves.
fn column(item: &Item, groups: Option<Vec<(String, String)>>) -> Column {
    // A question may have the name of a fact.
    let name = if FACTS.contains(&item.id.as_str()) {
        format!("question.{}", item.id)
    } else {
        item.id.clone()
    };
    if let Some(groups) = groups {
        let text = format!(
            "The group of the person by their answer to “{}”, as figures are shown by it. \
             {ALL_OTHERS} stands for all other answers, and for none.",
            item.text
        );
        return Column::new(name, text).with_values(groups);
    }
    let options = item.options.iter().map(|option| (option.id.clone(), option.text.clone()));
    let withheld = "The answers of these people to this question are withheld.".to_owned();
    let values = options.chain([(WITHHELD.to_owned(), withheld)]).collect();
    let text = format!("{} Empty if it was skipped or not asked.", item.text);
    Column::new(name, text).with_values(values)
}
