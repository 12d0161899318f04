use crate::{
    console::pages::results::{glance::share, question::has_favourable},
    results::{
        CollectionResults, Share, Shown,
        change::{Change, Sample, judge_together},
        wording::Proportion,
    },
    survey::{
        QuestionKind, Survey,
        diff::{self, Comparable, diff},
    },
};

/// Two collections side by side.
#[derive(Clone, Debug)]
pub struct Comparison {
    /// Every question with comparable favourable answers, in the order of the later survey.
    pub rows: Vec<Row>,
    /// The questions that cannot be compared, with reasons.
    pub apart: Vec<(String, String)>,
}

/// One question then and now.
#[derive(Clone, Debug)]
pub struct Row {
    /// Its place in the later survey.
    pub item: usize,
    pub text: String,
    pub then: Shown<Share>,
    pub now: Shown<Share>,
    /// `None` if either is hidden.
    pub change: Option<Change>,
    /// What changed about the question, so that the comparison needs care; empty if nothing did.
    pub care: Vec<String>,
}

impl Comparison {
    /// Compares `now` with `then`.
    pub fn new(then: &CollectionResults, now: &CollectionResults) -> Self {
        let (mut rows, mut apart) = (Vec::new(), Vec::new());
        for change in diff(&then.survey, &now.survey) {
            if is_text(&then.survey, &now.survey, &change.id) {
                continue;
            }
            match change.comparable {
                Comparable::No => apart
                    .push((text(&then.survey, &now.survey, &change.id), change.what.join(" and "))),
                Comparable::Yes | Comparable::WithCare => rows.extend(row(then, now, change)),
            }
        }
        judge_together(rows.iter_mut().filter_map(|row: &mut Row| row.change.as_mut()));
        Self { rows, apart }
    }
}

fn row(then: &CollectionResults, now: &CollectionResults, change: diff::Change) -> Option<Row> {
    let (place, item) = now.survey.item(&change.id).filter(|(_, item)| has_favourable(item))?;
    let shown = |results: &CollectionResults| {
        results.question(&change.id).map(|question| share(&question.whole))
    };
    let (before, after) = (shown(then)?, shown(now)?);
    let difference = sample(then, &change.id, &before)
        .zip(sample(now, &change.id, &after))
        .map(|(before, after)| Change::of(&before, &after));
    Some(Row {
        item: place,
        text: item.text.clone(),
        then: before,
        now: after,
        change: difference,
        care: change.what,
    })
}

/// The answers and how many people could have given them. For a question that not everyone was
/// asked, that number is unknown.
fn sample(results: &CollectionResults, id: &str, shown: &Shown<Share>) -> Option<Sample> {
    let proportion = Proportion::of(*shown.figure()?)?;
    let asked_of_all = results.survey.item(id).is_some_and(|(_, item)| item.route.is_empty());
    let population = results.asked.filter(|_| asked_of_all);
    Some(Sample::new(proportion, population))
}

fn is_text(then: &Survey, now: &Survey, id: &str) -> bool {
    let is = |survey: &Survey| {
        survey.item(id).is_some_and(|(_, item)| matches!(item.kind, QuestionKind::Text { .. }))
    };
    is(then) || is(now)
}

fn text(then: &Survey, now: &Survey, id: &str) -> String {
    now.item(id)
        .or_else(|| then.item(id))
        .map_or_else(|| id.to_owned(), |(_, item)| item.text.clone())
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::{console::pages::results::collection::tests::results, results::change::Verdict};

    fn of(agree: u64, base: u64) -> CollectionResults {
        let (_, mut found) =
            results(&[("", &[("valued", agree, base), ("listened-to", agree, base)])], base + 1);
        found.asked = None;
        found
    }

    fn row<'a>(
        comparison: &'a Comparison,
        results: &CollectionResults,
        id: &str,
    ) -> Option<&'a Row> {
        let (place, _) = results.survey.item(id)?;
        comparison.rows.iter().find(|row| row.item == place)
    }

    #[test]
    fn a_question_that_did_not_change_is_told_then_and_now() {
        let (then, now) = (of(600, 1_000), of(660, 1_000));
        let comparison = Comparison::new(&then, &now);
        let row = row(&comparison, &now, "valued").expect("it compares");
        let change = row.change.expect("both are shown");
        assert_eq!((change.points, change.verdict, row.care.len()), (6, Verdict::Larger, 0));
        assert!(comparison.apart.is_empty());
    }

    #[test]
    fn a_question_that_was_reworded_is_compared_with_care_and_one_with_other_options_not_at_all() {
        let (then, mut now) = (of(600, 1_000), of(660, 1_000));
        let mut survey = Survey::clone(&now.survey);
        let place = |id: &str| now.survey.item(id).expect("it is asked").0;
        let (reworded, changed) = (place("valued"), place("listened-to"));
        survey.items[reworded].text = "I feel valued at work.".to_owned();
        survey.items[changed].options =
            survey.items[changed].options.iter().skip(1).cloned().collect();
        now.survey = Arc::new(survey);
        let comparison = Comparison::new(&then, &now);
        let with_care = row(&comparison, &now, "valued").expect("it compares");
        assert!(with_care.care[0].starts_with("has a new wording"));
        assert!(row(&comparison, &now, "listened-to").is_none());
        assert_eq!(comparison.apart.len(), 1);
        assert_eq!(comparison.apart[0].1, "offers other options");
    }

    #[test]
    fn a_hidden_side_has_no_change() {
        let comparison = Comparison::new(&of(4, 9), &of(660, 1_000));
        assert!(comparison.rows.iter().all(|row| row.change.is_none()));
    }
}
