use std::sync::Arc;

use super::Alike;
use crate::{
    results::{
        CollectionResults, Figure, Shown,
        groups::{Crowd, Division, Group as Label, Groups},
        model::{QuestionResult, unions_of, whole},
        small_numbers::numbers_from,
    },
    survey::{Item, Survey, audience::Group},
};

/// Puts the results of companions together, and takes from each what is shown for all in its place.
/// `waiting` are the surveys of companions that have no results yet. The result has the questions
/// that two or more were asked alike; `None` if there are none, or some companions have no results.
pub fn together(
    group: &'static Group,
    members: &mut [CollectionResults],
    waiting: &[Arc<Survey>],
    alike: &mut Alike,
) -> Option<CollectionResults> {
    let of_members = members.iter().map(|member| Arc::clone(&member.survey));
    let surveys: Vec<Arc<Survey>> = of_members.chain(waiting.iter().cloned()).collect();
    let mut shared = Vec::new();
    for (place, first) in surveys.iter().enumerate() {
        for item in &first.items {
            let mut asks = |other: &Arc<Survey>| alike.of(first, other).contains(&item.id);
            // It stands with an earlier survey.
            if surveys.iter().take(place).any(&mut asks) {
                continue;
            }
            let own: Vec<usize> = std::iter::once(place)
                .chain(
                    (place + 1..surveys.len()).filter(|at| surveys.get(*at).is_some_and(&mut asks)),
                )
                .collect();
            if own.len() < 2 {
                continue;
            }
            let waits = own.iter().any(|at| *at >= members.len());
            let found = of_question(members, &own, item, waits);
            shared.extend(found.filter(|_| !waits).map(|found| (item, found)));
        }
    }
    for member in members.iter_mut() {
        member.unions =
            unions_of(&member.survey, &member.questions, &member.unions, member.threshold);
    }
    let first = members.first().filter(|_| waiting.is_empty() && !shared.is_empty())?;
    let mut survey = Survey::clone(&first.survey);
    survey.items = shared.iter().map(|(item, _)| called_alike(item, members, group)).collect();
    (survey.splits, survey.unions) = (Vec::new(), Vec::new());
    let questions = shared.into_iter().enumerate();
    Some(CollectionResults {
        collection: first.collection.clone(),
        survey: Arc::new(survey),
        threshold: first.threshold,
        group: Some(group),
        returned: members.iter().map(|member| member.returned).sum(),
        asked: members.iter().map(|member| member.asked).sum(),
        groups: by_audience(members),
        names: vec![members.iter().map(|one| one.survey.instrument.name().to_owned()).collect()],
        questions: questions
            .map(|(place, (_, own))| QuestionResult { item: place, ..own })
            .collect(),
        unions: Vec::new(),
    })
}

/// Applies the rules to one question of some surveys. The result is what is shown of all.
fn of_question(
    members: &mut [CollectionResults],
    own: &[usize],
    item: &Item,
    waits: bool,
) -> Option<QuestionResult> {
    let threshold = members.first()?.threshold;
    let from = numbers_from(threshold);
    let mut found: Vec<&mut QuestionResult> = Vec::new();
    for (_, member) in members.iter_mut().enumerate().filter(|(at, _)| own.contains(at)) {
        let Some(place) = member.survey.item(&item.id).map(|(place, _)| place) else { continue };
        found.extend(member.questions.iter_mut().find(|question| question.item == place));
    }
    let enough = found.iter().filter(|question| question.base() >= from).count();
    if enough == 0 || waits {
        for question in found.iter_mut().filter(|question| question.whole.figure().is_none()) {
            question.whole = Shown::Together;
        }
    }
    let figures: Vec<Figure> =
        found.iter().filter_map(|question| question.unruled().cloned()).collect();
    let sum = Figure::sum(&figures.iter().collect::<Vec<_>>())?;
    let all = enough == figures.len();
    let (whole, hidden) = match enough {
        0 => whole(item, sum, threshold),
        _ if all => (Shown::Figure(sum), None),
        _ => (Shown::FewerThan(from), Some(sum)),
    };
    let every = all && figures.len() == members.len();
    let splits = if every { vec![figures] } else { Vec::new() };
    Some(QuestionResult { item: 0, whole, hidden, splits })
}

/// The item as all were asked it: with each wording of its text, and with the name of those who were
/// asked. Where that is "children who have a worker" and "young people who have a worker", it is that
/// of the group, who have a worker.
fn called_alike(item: &Item, members: &[CollectionResults], group: &Group) -> Item {
    let asked = members.iter().filter_map(|member| member.survey.item(&item.id));
    let asked: Vec<&Item> = asked.map(|(_, other)| other).collect();
    let mut texts = vec![item.text.as_str()];
    for other in &asked {
        if !texts.contains(&other.text.as_str()) {
            texts.push(&other.text);
        }
    }
    let rest = |called: &str| called.split_once(" who ").map(|(_, rest)| rest.to_owned());
    let mut called = asked.iter().map(|other| other.called.as_deref().and_then(rest));
    let first = called.next().flatten();
    let same = first.filter(|first| called.all(|other| other.as_ref() == Some(first)));
    let called = same.map(|rest| format!("{} who {rest}", group.people()));
    Item { called, text: texts.join(" / "), ..item.clone() }
}

/// The audiences as groups.
fn by_audience(members: &[CollectionResults]) -> Groups {
    let label = |member: &CollectionResults| Label {
        labels: vec![member.survey.audience().key().to_owned()],
        rest: false,
    };
    let crowd = |(place, member): (usize, &CollectionResults)| Crowd {
        keys: Vec::new(),
        people: member.returned,
        groups: vec![place],
    };
    Groups {
        divisions: vec![Division {
            key: Division::AUDIENCES.to_owned(),
            groups: members.iter().map(label).collect(),
        }],
        crowds: members.iter().enumerate().map(crowd).collect(),
    }
}
