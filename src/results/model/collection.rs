use std::sync::Arc;

use super::{
    question::{QuestionResult, question},
    tallies::Tallies,
    unions::{UnionResult, unions},
};
use crate::{
    inspection::{Collection, Part},
    results::{
        Share, Shown,
        groups::{self, Division, Groups},
    },
    survey::{Item, QuestionKind, Survey, audience::Group},
};

/// The results of one released collection.
#[derive(Clone, Debug)]
pub struct CollectionResults {
    pub collection: Collection,
    /// The survey in English, whose items are the questions.
    pub survey: Arc<Survey>,
    /// k.
    pub threshold: u64,
    /// Whose audiences it is of together, if not of one.
    pub group: Option<&'static Group>,
    /// How many responses it has.
    pub returned: u64,
    /// How many people could answer, if it is known.
    pub asked: Option<u64>,
    /// The groups whose results are shown.
    pub groups: Groups,
    /// The names of the groups of each division.
    pub names: Vec<Vec<String>>,
    /// Every question that is not a text, in the order of the survey.
    pub questions: Vec<QuestionResult>,
    /// What the survey counts over several questions, as far as it was counted.
    pub unions: Vec<UnionResult>,
}

impl CollectionResults {
    /// Applies the rules to the tallies, with the threshold k.
    pub fn new(
        threshold: u64,
        collection: Collection,
        survey: Arc<Survey>,
        (groups, parts): (Groups, &[NamedPart]),
        tallies: &Tallies,
        returned: u64,
    ) -> Self {
        let asked = survey
            .items
            .iter()
            .enumerate()
            .filter(|(_, item)| !matches!(item.kind, QuestionKind::Text { .. }));
        let questions: Vec<QuestionResult> =
            asked.map(|(place, item)| question(place, item, &groups, tallies, threshold)).collect();
        let names = names(&groups, &survey, parts);
        let unions = unions(&survey, &questions, tallies, threshold);
        let asked = collection.population.map(u64::from);
        let group = None;
        Self {
            collection,
            survey,
            threshold,
            group,
            returned,
            asked,
            groups,
            names,
            questions,
            unions,
        }
    }

    /// The people whom it is about, in the plural.
    pub fn people(&self) -> &'static str {
        self.group.map_or_else(|| self.survey.audience().people(), Group::people)
    }

    /// The item that a question result is about.
    pub fn item(&self, question: &QuestionResult) -> Option<&Item> {
        self.survey.items.get(question.item)
    }

    /// The result of the question with this id.
    pub fn question(&self, id: &str) -> Option<&QuestionResult> {
        self.questions.iter().find(|question| self.item(question).is_some_and(|item| item.id == id))
    }

    /// What was counted over the questions of the union with this id.
    pub fn union(&self, id: &str) -> Option<&Shown<Share>> {
        let place = self.survey.unions.iter().position(|union| union.id == id)?;
        self.unions.iter().find(|found| found.union == place).map(|found| &found.whole)
    }

    /// Whether enough people answered for anything to be shown.
    pub const fn reaches_threshold(&self) -> bool {
        self.returned >= self.threshold
    }
}

/// A part of a collection: an agency or a place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NamedPart {
    pub key: String,
    pub name: String,
}

/// What the groups of each division are called.
fn names(groups: &Groups, survey: &Survey, parts: &[NamedPart]) -> Vec<Vec<String>> {
    let name = |division: &Division, group: &groups::Group| {
        let [label] = group.labels.as_slice() else { return REST.to_owned() };
        if division.is_by_part() {
            let part = parts.iter().find(|part| part.key == *label);
            return part.map_or_else(
                || if label == Part::NONE { WHOLE_LINK } else { OTHER_PARTS }.to_owned(),
                |part| part.name.clone(),
            );
        }
        let item = survey.item(&division.key).map(|(_, item)| item);
        let option = item.and_then(|item| item.options.get(item.option(label)?));
        option.map_or_else(|| NO_ANSWER.to_owned(), |option| option.text.clone())
    };
    let of =
        |division: &Division| division.groups.iter().map(|group| name(division, group)).collect();
    groups.divisions.iter().map(of).collect()
}

const REST: &str = "All others";
const OTHER_PARTS: &str = "Other parts, too small to show separately";
const WHOLE_LINK: &str = "By the whole area’s link";
const NO_ANSWER: &str = "No answer";
