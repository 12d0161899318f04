use super::{
    question::QuestionResult,
    tallies::{Tallies, everybody},
};
use crate::{
    results::{
        Share, Shown,
        small_numbers::{numbers_from, shown},
    },
    survey::{Survey, Union},
};

/// What was counted over several questions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnionResult {
    /// Its place in [`Survey::unions`].
    pub union: usize,
    /// Those who are counted, of those who gave an answer on the scale of one of its questions.
    pub whole: Shown<Share>,
    /// Before the small-number rules.
    pub(in crate::results) unruled: Share,
}

/// The unions of a survey that were counted at release. Each is shown only as a number, and only if
/// each of its questions is: set beside a question that is shown, it would tell of one that is not.
/// A word for a union beside the words for its questions would often leave a single count.
pub fn unions(
    survey: &Survey,
    questions: &[QuestionResult],
    tallies: &Tallies,
    threshold: u64,
) -> Vec<UnionResult> {
    let counted = survey.unions.iter().enumerate().map(|(place, union)| {
        let tally = everybody(tallies, &union.id);
        (place, Share { favourable: tally.of(Union::COUNTED), base: tally.answered() })
    });
    let counted = counted.filter(|(_, share)| share.base > 0);
    counted
        .filter_map(|(place, unruled)| {
            let union = survey.unions.get(place)?;
            let whole = as_its_questions(union, unruled, questions, threshold);
            Some(UnionResult { union: place, whole, unruled })
        })
        .collect()
}

/// The same, where the questions are no longer shown as they were.
pub fn again(
    survey: &Survey,
    questions: &[QuestionResult],
    unions: &[UnionResult],
    threshold: u64,
) -> Vec<UnionResult> {
    let of = |found: &UnionResult| {
        let union = survey.unions.get(found.union)?;
        let whole = as_its_questions(union, found.unruled, questions, threshold);
        Some(UnionResult { whole, ..found.clone() })
    };
    unions.iter().filter_map(of).collect()
}

fn as_its_questions(
    union: &Union,
    share: Share,
    questions: &[QuestionResult],
    threshold: u64,
) -> Shown<Share> {
    let of_questions = union
        .any
        .iter()
        .filter_map(|(item, _)| questions.iter().find(|question| question.item == *item));
    let alone = shown(share.base, threshold, || None, || share);
    of_questions.fold(alone, |whole, question| match (&question.whole, whole) {
        (Shown::Figure(_), whole) => whole,
        (_, hidden @ (Shown::FewerThan(_) | Shown::Together)) => hidden,
        (Shown::Word(_), _) => Shown::FewerThan(numbers_from(threshold)),
        (Shown::FewerThan(people), _) => Shown::FewerThan(*people),
        (Shown::Together, _) => Shown::Together,
    })
}
