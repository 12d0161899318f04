//! What changed between two versions, and which answers can still be compared.

use std::fmt;

use super::{Item, Survey, model::Condition};

/// How far the answers to one question can be compared across two versions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Comparable {
    /// Nothing that a respondent reads or chooses from changed.
    Yes,
    /// The words changed, the options did not: compare with care.
    WithCare,
    /// It is new or gone, or its kind or its options changed.
    No,
}

/// The change of one question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    pub id: String,
    pub comparable: Comparable,
    /// What changed, in plain words; empty if nothing did.
    pub what: Vec<String>,
}

/// The change of every question in either version, in the newer one's order, then the removed ones.
pub fn diff(old: &Survey, new: &Survey) -> Vec<Change> {
    let mut changes: Vec<Change> = new
        .items
        .iter()
        .map(|item| match old.item(&item.id) {
            Some((_, before)) => compare(old, before, new, item),
            None => Change {
                id: item.id.clone(),
                comparable: Comparable::No,
                what: vec!["is new".to_owned()],
            },
        })
        .collect();
    let gone = old.items.iter().filter(|item| new.item(&item.id).is_none());
    changes.extend(gone.map(|item| Change {
        id: item.id.clone(),
        comparable: Comparable::No,
        what: vec!["is no longer asked".to_owned()],
    }));
    changes
}

fn compare(old: &Survey, before: &Item, new: &Survey, now: &Item) -> Change {
    let mut what = Vec::new();
    let mut comparable = Comparable::Yes;
    let mut note = |changed: bool, severity: Comparable, words: String| {
        if changed {
            what.push(words);
            comparable = match (comparable, severity) {
                (Comparable::No, _) | (_, Comparable::No) => Comparable::No,
                (Comparable::WithCare, _) | (_, Comparable::WithCare) => Comparable::WithCare,
                _ => Comparable::Yes,
            };
        }
    };
    let text = format!("has a new wording: “{}”; before: “{}”", now.text, before.text);
    note(before.text != now.text, Comparable::WithCare, text);
    note(before.hint != now.hint, Comparable::WithCare, "has another hint".to_owned());
    note(before.kind != now.kind, Comparable::No, "has another kind of answer".to_owned());
    let scale = |item: &Item| {
        item.options.iter().map(|o| (o.id.clone(), o.favourable, o.outside)).collect::<Vec<_>>()
    };
    note(scale(before) != scale(now), Comparable::No, "offers other options".to_owned());
    let alone = |item: &Item| item.options.iter().map(|o| o.alone).collect::<Vec<_>>();
    let excludes = scale(before) == scale(now) && alone(before) != alone(now);
    note(excludes, Comparable::WithCare, "allows other combinations of options".to_owned());
    let words = |item: &Item| item.options.iter().map(|o| o.text.clone()).collect::<Vec<_>>();
    let reworded = scale(before) == scale(now) && words(before) != words(now);
    note(reworded, Comparable::WithCare, "has newly worded options".to_owned());
    let routes = readable_route(old, before) != readable_route(new, now);
    note(routes, Comparable::WithCare, "is asked of other people".to_owned());
    Change { id: now.id.clone(), comparable, what }
}

fn readable_route<'a>(survey: &'a Survey, item: &Item) -> Vec<(&'a str, Vec<&'a str>, bool)> {
    let condition = |c: &Condition| {
        let earlier = survey.items.get(c.item)?;
        let options = c
            .options
            .iter()
            .filter_map(|o| earlier.options.get(*o))
            .map(|o| o.id.as_str())
            .collect();
        Some((earlier.id.as_str(), options, c.unless))
    };
    item.route.iter().filter_map(condition).collect()
}

impl fmt::Display for Change {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let verdict = match self.comparable {
            Comparable::Yes => "Answers can be compared.",
            Comparable::WithCare => "Compare answers with care.",
            Comparable::No => "Answers cannot be compared.",
        };
        write!(f, "{} {}. {verdict}", self.id, self.what.join(" and "))
    }
}
