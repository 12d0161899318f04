//! Coarsens exported rows, so that rows and published figures tell together no more than either.
//!
//! A row says which groups its person is in, as the published figures divide people
//! ([`crate::results::groups`]), and how they answered. What else people said of themselves is not
//! in rows. A row's *class* is everybody who looks the same but for their opinions: the same crowd,
//! and the same questions that they were asked, as far as rows show that. The rules:
//!
//! 1. A collection of fewer people than numbers are shown of gives no rows.
//! 2. Who was asked a question can depend on what people said of themselves. In a crowd where few
//!    were asked, or few were not, all answers to the question are withheld ([`classes`]). So every
//!    class has at least as many people as numbers are shown of.
//! 3. In a class where fewer people than that gave an answer on the scale, their answers to this
//!    question are withheld. What is withheld in a crowd, and in all crowds together, is then either
//!    nothing or the answers of at least as many people: otherwise more is withheld, the fewest
//!    answers first ([`company`]). Whoever subtracts the rows from a figure learns what is published
//!    of as many people.
//! 4. A question of which no number is published is withheld in every row.
//!
//! Each is a function of what was released and nothing else. Two exports of one collection say the
//! same of every response, and taking one from the other tells nothing.

mod classes;
mod company;
#[cfg(test)]
mod tests;

use std::{collections::BTreeMap, sync::Arc};

use self::classes::{Classes, Seen};
use crate::{
    results::{CollectionResults, small_numbers::numbers_from},
    survey::{Answer, Answers, Item, QuestionKind, Survey},
};

/// The most different routes whose questions rows can have.
const MOST_ROUTES: usize = 16;

/// The coarsening of one collection.
#[derive(Clone, Debug)]
pub struct Coarsening {
    routes: Routes,
    classes: Classes,
    /// For each class, whether rows have the answers to each item.
    shown: Vec<Vec<bool>>,
}

/// Examines every response once to determine the coarsening.
#[derive(Debug)]
pub struct Review {
    survey: Arc<Survey>,
    /// For each item, whether it is an opinion of which a number is published.
    opinions: Vec<bool>,
    routes: Routes,
    from: u64,
    crowds: usize,
    seen: BTreeMap<(usize, u32), Seen>,
}

/// The different conditions under which opinions are asked that depend on what people said of
/// themselves.
#[derive(Clone, Debug)]
struct Routes {
    /// An item with each of these routes.
    items: Vec<usize>,
    /// For each item, the place of its route in `items`, if it has one.
    of_item: Vec<Option<usize>>,
}

impl Review {
    /// Begins; `None` if there are too few `rows` for any.
    pub fn begin(results: &CollectionResults, rows: u64) -> Option<Self> {
        let from = numbers_from(results.threshold);
        if rows < from {
            return None;
        }
        let survey = Arc::clone(&results.survey);
        let published =
            |place| results.questions.iter().any(|q| q.item == place && q.whole.figure().is_some());
        let items = survey.items.iter().enumerate();
        let opinions: Vec<bool> =
            items.map(|(place, item)| !is_about_person(item) && published(place)).collect();
        let (routes, opinions) = Routes::of(&survey, opinions);
        let crowds = results.groups.crowds.len().max(1);
        Some(Self { survey, opinions, routes, from, crowds, seen: BTreeMap::new() })
    }

    /// Takes one response of a crowd into account.
    pub fn add(&mut self, crowd: usize, answers: &Answers) {
        let pattern = self.routes.pattern(&self.survey, answers);
        let items = self.survey.items.len();
        let seen = self.seen.entry((crowd, pattern)).or_insert_with(|| Seen::none(items));
        seen.people += 1;
        for (place, item) in self.survey.items.iter().enumerate() {
            let Some(Answer::One(option)) = answers.get(place) else { continue };
            if item.options.get(*option).is_some_and(|option| !option.outside)
                && let Some(base) = seen.bases.get_mut(place)
            {
                *base += 1;
            }
        }
    }

    /// Decides, when every response was seen.
    pub fn decide(self) -> Coarsening {
        let classes = Classes::decide(&self.seen, self.crowds, self.routes.items.len(), self.from);
        let shown = company::decide(&self, &classes);
        Coarsening { routes: self.routes, classes, shown }
    }
}

impl Coarsening {
    /// The class of a person of a crowd.
    pub fn class(&self, survey: &Survey, crowd: usize, answers: &Answers) -> usize {
        self.classes.of(crowd, self.routes.pattern(survey, answers))
    }

    /// Whether rows of a class have the answers to this item.
    pub fn shows(&self, class: usize, item: usize) -> bool {
        self.shown.get(class).and_then(|shown| shown.get(item)).copied().unwrap_or(false)
    }

    /// Whether some row has answers to this item, and whether every row has.
    pub fn shows_in(&self, item: usize) -> (bool, bool) {
        let mut shown = self.shown.iter().map(|shown| shown.get(item).copied().unwrap_or(false));
        let first = shown.next().unwrap_or(false);
        shown.fold((first, first), |(any, all), one| (any || one, all && one))
    }
}

impl Routes {
    /// The routes of opinions; those that are too many are no longer among the opinions.
    fn of(survey: &Survey, mut opinions: Vec<bool>) -> (Self, Vec<bool>) {
        let mut routes = Self { items: Vec::new(), of_item: vec![None; survey.items.len()] };
        for (place, item) in survey.items.iter().enumerate() {
            if !opinions.get(place).copied().unwrap_or(false) || !depends_on_person(survey, place) {
                continue;
            }
            let same = |other: &usize| {
                survey.items.get(*other).is_some_and(|other| other.route == item.route)
            };
            let route = routes.items.iter().position(same).or_else(|| {
                (routes.items.len() < MOST_ROUTES).then(|| {
                    routes.items.push(place);
                    routes.items.len() - 1
                })
            });
            if let (None, Some(opinion)) = (route, opinions.get_mut(place)) {
                *opinion = false;
            }
            if let Some(of_item) = routes.of_item.get_mut(place) {
                *of_item = route;
            }
        }
        (routes, opinions)
    }

    /// Which routes lead to their questions for somebody with these answers, as bits.
    fn pattern(&self, survey: &Survey, answers: &Answers) -> u32 {
        if self.items.is_empty() {
            return 0;
        }
        let asked = survey.asked(answers);
        let bits = self.items.iter().zip(0..u32::BITS);
        let led = bits.filter(|(item, _)| asked.get(**item).copied().unwrap_or(false));
        led.fold(0, |pattern, (_, bit)| pattern | 1 << bit)
    }
}

/// Whether it depends on what people said of themselves if an item is asked.
fn depends_on_person(survey: &Survey, place: usize) -> bool {
    let route = survey.items.get(place).map(|item| item.route.as_slice()).unwrap_or_default();
    route.iter().any(|condition| {
        survey.items.get(condition.item).is_some_and(is_about_person)
            || depends_on_person(survey, condition.item)
    })
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
