//! Coarsens exported rows, so that nobody can be singled out and no figure that the pages hide can
//! be worked out.
//!
//! What others may know about a respondent, such as their agency or post, is in two places: the
//! part, and the questions about the person (those without a favourable answer). The rows are
//! *k-anonymous* in both together: every combination that occurs does so in k rows at least
//! (Samarati and Sweeney, "Protecting privacy when disclosing information: k-anonymity and its
//! enforcement through generalization and suppression", 1998). The rules:
//!
//! 1. A collection of fewer than k responses gives no rows.
//! 2. A part is named where the published splits show it for every question whose whole is
//!    shown, and it has k rows. All other parts are called *withheld* together. Should they have
//!    fewer than k rows together, the smallest part that is named joins them, and so on. So for
//!    each question the hidden parts lie all among what is withheld, and rows and figures give
//!    together what the figures give alone: the sum of the hidden parts, which reaches k.
//! 3. The answers to a question whose published figure is hidden are withheld in every row.
//! 4. The answers to questions about the person are withheld in every row, from the last such
//!    question to the first, until every combination reaches k rows.
//! 5. The answers to a question that is asked only after some answer to another are withheld where
//!    that other's are: who answered it would tell.
//!
//! Each is a function of what was released and nothing else. Two exports of one collection say the
//! same of every response, and taking one from the other tells nothing.

mod attributes;
mod named_parts;
#[cfg(test)]
mod tests;

use std::{collections::BTreeMap, sync::Arc};

pub use attributes::Attributes;
pub use named_parts::NamedParts;

use crate::{
    results::CollectionResults,
    survey::{Answers, Item, QuestionKind, Survey},
};

/// The coarsening of one collection.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Coarsening {
    pub parts: NamedParts,
    /// For each item of the survey, whether rows may contain its answers.
    shown: Vec<bool>,
}

/// Examines every response once to determine the coarsening.
#[derive(Debug)]
pub struct Review {
    survey: Arc<Survey>,
    parts: NamedParts,
    shown: Vec<bool>,
    /// The items about the person that may still be shown, in the order of the survey.
    about_person: Vec<usize>,
    attributes: Attributes,
    key: Vec<u8>,
}

impl Review {
    /// Begins. `rows` counts the responses under each key of a part. `None` if they are too few
    /// for any row.
    pub fn begin(results: &CollectionResults, rows: &BTreeMap<String, u64>) -> Option<Self> {
        let all: u64 = rows.values().sum();
        if all < results.threshold {
            return None;
        }
        let is_shown =
            |item| results.questions.iter().any(|q| q.item == item && q.whole.figure().is_some());
        let mut shown: Vec<bool> = (0..results.survey.items.len()).map(is_shown).collect();
        withhold_what_tells(&results.survey, &mut shown);
        let asked = results.survey.items.iter().zip(&shown).enumerate();
        let about_person = asked
            .filter(|(_, (item, shown))| **shown && is_about_person(item))
            .map(|(place, _)| place);
        let splits: Vec<Vec<(&str, bool)>> = results
            .questions
            .iter()
            .filter(|question| question.whole.figure().is_some())
            .map(|q| {
                q.parts
                    .iter()
                    .map(|part| (part.key.as_str(), part.share.figure().is_some()))
                    .collect()
            })
            .collect();
        let about_person: Vec<usize> = about_person.collect();
        Some(Self {
            parts: NamedParts::decide(&splits, rows, results.threshold),
            attributes: Attributes::new(about_person.len(), all, results.threshold),
            survey: Arc::clone(&results.survey),
            shown,
            about_person,
            key: Vec::new(),
        })
    }

    /// Takes one response into account.
    pub fn add(&mut self, part: &str, answers: &Answers) {
        let values = self.about_person.iter().map(|item| answers.get(*item));
        self.key.clear();
        self.attributes.add(self.parts.label(part), values, &mut self.key);
    }

    /// Decides, when every response was seen.
    pub fn decide(mut self) -> Coarsening {
        let kept = self.attributes.decide();
        for item in self.about_person.iter().skip(kept) {
            if let Some(shown) = self.shown.get_mut(*item) {
                *shown = false;
            }
        }
        withhold_what_tells(&self.survey, &mut self.shown);
        Coarsening { parts: self.parts, shown: self.shown }
    }
}

impl Coarsening {
    /// Whether the answers to this item may stand in the rows.
    pub fn shows(&self, item: usize) -> bool {
        self.shown.get(item).copied().unwrap_or(false)
    }
}

/// Withholds what is asked only after an answer that is withheld. Routes lead from earlier
/// questions to later ones.
fn withhold_what_tells(survey: &Survey, shown: &mut [bool]) {
    for (place, item) in survey.items.iter().enumerate() {
        let tells =
            item.route.iter().any(|condition| !shown.get(condition.item).copied().unwrap_or(false));
        if let Some(shown) = shown.get_mut(place).filter(|_| tells) {
            *shown = false;
        }
    }
}

/// Whether a question is about the person rather than their opinion: it has no favourable answer.
pub fn is_about_person(item: &Item) -> bool {
    match item.kind {
        QuestionKind::One => {
            !item.options.iter().any(|option| option.favourable && !option.outside)
        }
        QuestionKind::Many | QuestionKind::Number { .. } => true,
        QuestionKind::Text { .. } => false,
    }
}
