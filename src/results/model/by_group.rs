//! What groups of people answered in several areas.

use std::collections::HashMap;

use super::{AcrossAreas, AcrossQuestion, CollectionResults, GroupOverAreas, SplitOverAreas};
use crate::{
    results::{
        Figure, Share,
        groups::{Division, Group},
    },
    survey::Survey,
};

/// The favourable answers of the groups that the results of a collection show under a name of their
/// own. Nothing but what its own page shows.
#[derive(Clone, Debug, Default)]
pub struct OwnGroups {
    /// The key of each division, and what its groups are called; `None` for a group without a name.
    divisions: Vec<(String, Vec<Option<Label>>)>,
    /// By the ids of questions, for each division and group.
    shares: HashMap<String, Vec<Vec<Share>>>,
}

/// What a group is called.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Label {
    /// The id of the option or the key of the part.
    id: String,
    name: String,
}

impl OwnGroups {
    /// Those of the results of one collection.
    pub fn of(results: &CollectionResults) -> Self {
        let named = |division: &Division, group: &Group, name: &String| {
            let id = group.named(division);
            (!id.is_empty()).then(|| Label { id: id.to_owned(), name: name.clone() })
        };
        let divisions = results.groups.divisions.iter().zip(&results.names);
        let divisions = divisions.map(|(division, names)| {
            let labels = division.groups.iter().zip(names);
            let labels = labels.map(|(group, name)| named(division, group, name)).collect();
            (division.key.clone(), labels)
        });
        let shares = results.questions.iter().filter_map(|question| {
            let of = |figures: &Vec<Figure>| figures.iter().map(Figure::share).collect();
            let shares: Option<Vec<Vec<Share>>> = question.splits.iter().map(of).collect();
            let item = results.item(question)?;
            shares.filter(|shares| !shares.is_empty()).map(|shares| (item.id.clone(), shares))
        });
        Self { divisions: divisions.collect(), shares: shares.collect() }
    }

    /// The shown groups of a question in the division with this key.
    fn groups(&self, question: &str, key: &str) -> impl Iterator<Item = (&Label, Share)> {
        let place = self.divisions.iter().position(|(own, _)| own == key);
        let labels = place.and_then(|place| self.divisions.get(place)).map(|(_, labels)| labels);
        let shares = place.and_then(|place| self.shares.get(question)?.get(place));
        let both = labels.into_iter().flatten().zip(shares.into_iter().flatten());
        both.filter_map(|(label, share)| label.as_ref().map(|label| (label, *share)))
            .filter(|(_, share)| share.base > 0)
    }
}

impl AcrossAreas {
    /// Adds up the groups that areas show. `own` are those of each of [`Self::areas`].
    pub fn divide(&mut self, own: &[impl AsRef<OwnGroups>]) {
        let mut keys: Vec<&str> = Vec::new();
        for (key, _) in own.iter().flat_map(|own| &own.as_ref().divisions) {
            if !keys.contains(&key.as_str()) {
                keys.push(key);
            }
        }
        for question in &mut self.questions {
            let Some(item) = self.survey.items.get(question.item) else { continue };
            let splits =
                keys.iter().map(|key| over_areas(&self.survey, question, &item.id, key, own));
            question.splits = splits.flatten().collect();
        }
    }
}

/// The groups of a question over areas. `None` unless several groups are shown, and one of them in
/// several areas.
fn over_areas(
    survey: &Survey,
    question: &AcrossQuestion,
    id: &str,
    key: &str,
    own: &[impl AsRef<OwnGroups>],
) -> Option<SplitOverAreas> {
    let mut groups: Vec<GroupOverAreas> = Vec::new();
    for (place, (own, shown)) in own.iter().zip(&question.areas).enumerate() {
        // Where the question does not compare, nothing is added.
        if shown.as_ref().and_then(|shown| shown.figure()).is_none() {
            continue;
        }
        for (Label { id: label, name }, share) in own.as_ref().groups(id, key) {
            // What is called otherwise is something else.
            match groups.iter_mut().find(|group| group.label == *label && group.name == *name) {
                Some(group) => {
                    group.share.favourable += share.favourable;
                    group.share.base += share.base;
                    group.of.push(place);
                }
                None => groups.push(GroupOverAreas {
                    label: label.clone(),
                    name: name.clone(),
                    share,
                    of: vec![place],
                }),
            }
        }
    }
    if groups.len() < 2 || groups.iter().all(|group| group.of.len() < 2) {
        return None;
    }
    let options = survey.item(key).map(|(_, item)| item);
    let order = |group: &GroupOverAreas| options.and_then(|item| item.option(&group.label));
    groups.sort_by_key(|group| order(group).unwrap_or(usize::MAX));
    Some(SplitOverAreas { key: key.to_owned(), groups })
}
