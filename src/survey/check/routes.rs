//! Every route looks at an earlier question and at options that it has, and can be taken by
//! somebody.

use super::Refusals;
use crate::survey::{
    Answer, Answers, Edition, QuestionKind, Survey,
    file::{RouteEntry, SurveyFile},
};

/// Past this many combinations of earlier answers a question is taken to be reachable.
const MOST_COMBINATIONS: usize = 100_000;

pub fn check(edition: &Edition, refusals: &mut Refusals) {
    names(&edition.file, edition.english(), refusals);
    let survey = edition.english();
    for (place, item) in survey.items.iter().enumerate() {
        if !item.route.is_empty() && !reachable(survey, place) {
            refusals.refuse(
                format!("question `{}`", item.id),
                "no answers lead to it, so it is never asked",
                "Change its ask_when or ask_unless, or take the question away",
            );
        }
    }
}

fn names(file: &SurveyFile, survey: &Survey, refusals: &mut Refusals) {
    let mut before: Vec<&str> = Vec::new();
    for page in &file.pages {
        let place = format!("page `{}`", page.id);
        for route in [&page.ask_when, &page.ask_unless].into_iter().flatten() {
            name(&place, route, &before, survey, refusals);
        }
        for question in &page.questions {
            let place = format!("question `{}`", question.id);
            for route in [&question.ask_when, &question.ask_unless].into_iter().flatten() {
                name(&place, route, &before, survey, refusals);
            }
            if question.statements.is_empty() {
                before.push(&question.id);
            }
            before.extend(question.statements.iter().map(|s| s.id.as_str()));
        }
    }
}

fn name(
    place: &str,
    route: &RouteEntry,
    before: &[&str],
    survey: &Survey,
    refusals: &mut Refusals,
) {
    let earlier = before.contains(&route.question.as_str());
    let Some((_, item)) = survey.item(&route.question).filter(|_| earlier) else {
        refusals.refuse(
            place,
            format!("its route looks at `{}`, which is no earlier question", route.question),
            "Name a question that stands before it; for a page, one on an earlier page",
        );
        return;
    };
    if route.answers.is_empty() {
        refusals.refuse(
            place,
            "its route names no answers",
            "List the ids of the options that decide",
        );
    }
    for answer in route.answers.iter().filter(|id| item.option(id).is_none()) {
        refusals.refuse(
            place,
            format!("its route looks for `{answer}`, which `{}` does not offer", route.question),
            "Name the id of one of its options",
        );
    }
}

/// Whether some answers lead to the item at `place`, found by trying every combination that its
/// route looks at.
fn reachable(survey: &Survey, place: usize) -> bool {
    let mut deciding = Vec::new();
    collect(survey, place, &mut deciding);
    deciding.sort_unstable();
    deciding.dedup();
    let choices: Vec<(usize, Vec<Option<Answer>>)> =
        deciding.iter().map(|item| (*item, possible(survey, *item))).collect();
    let combinations = choices.iter().map(|(_, c)| c.len()).try_fold(1_usize, usize::checked_mul);
    let Some(combinations) = combinations.filter(|n| *n <= MOST_COMBINATIONS) else { return true };
    (0..combinations).any(|mut number| {
        let mut answers = Answers::none(survey);
        for (item, possible) in &choices {
            if let Some(Some(answer)) = possible.get(number % possible.len()) {
                answers.set(*item, answer.clone());
            }
            number /= possible.len();
        }
        survey.asked(&answers).get(place).copied().unwrap_or(false)
    })
}

fn collect(survey: &Survey, place: usize, deciding: &mut Vec<usize>) {
    for condition in survey.items.get(place).map(|item| item.route.as_slice()).unwrap_or_default() {
        if !deciding.contains(&condition.item) {
            deciding.push(condition.item);
            collect(survey, condition.item, deciding);
        }
    }
}

fn possible(survey: &Survey, place: usize) -> Vec<Option<Answer>> {
    let Some(item) = survey.items.get(place) else { return vec![None] };
    let all = match item.kind {
        QuestionKind::One => (0..item.options.len()).map(Answer::One).collect(),
        QuestionKind::Many if item.options.len() <= 8 => {
            let sets = (1..1_u32 << item.options.len()).filter(|chosen| !item.not_alone(*chosen));
            sets.map(Answer::Many).collect()
        }
        QuestionKind::Many => (0..item.options.len()).map(|o| Answer::Many(1 << o)).collect(),
        QuestionKind::Text { .. } | QuestionKind::Number { .. } => Vec::new(),
    };
    std::iter::once(None).chain(all.into_iter().map(Some)).collect()
}
