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
/// A word for a union beside the words for its questions would often leave a single count. A union
/// over questions that different people were asked is not shown: how many answered any of them tells
/// how many answered one and were not asked the other, which can be few.
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
            let union = survey.unions.get(place).filter(|union| survey.asks_the_same(union))?;
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

#[cfg(test)]
mod tests {
    use std::{path::Path, sync::Arc};

    use super::*;
    use crate::{
        inspection::sample,
        results::{CollectionResults, Tally, groups::Groups},
        survey::Edition,
    };

    /// Unions of this version over questions of which each has `base` answers.
    fn shown(base: u64, change: impl Fn(&mut Survey)) -> Vec<Shown<Share>> {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("surveys/parents-carers/v2");
        let edition = Edition::read(&folder).expect("the survey");
        let mut survey = Survey::clone(edition.english());
        survey.unions.retain(|union| union.id == "left-out");
        change(&mut survey);
        let mut tally = Tally::default();
        for option in [Tally::ANSWERED, "disagree", Union::COUNTED] {
            tally.add(option, base);
        }
        let ids = survey.items.iter().map(|item| item.id.clone());
        let ids = ids.chain(["left-out".to_owned()]);
        let questions = ids.map(|id| (id, tally.clone())).collect();
        let tallies = Tallies::from([(String::new(), questions)]);
        let whole = (Groups::default(), [].as_slice());
        let collection = sample::half_way().0;
        let results =
            CollectionResults::new(10, collection, Arc::new(survey), whole, &tallies, base);
        results.unions.into_iter().map(|union| union.whole).collect()
    }

    #[test]
    fn a_union_is_shown_as_a_number_only() {
        let as_is = |_: &mut Survey| {};
        assert_eq!(shown(30, as_is), [Shown::Figure(Share { favourable: 30, base: 30 })]);
        assert_eq!(shown(29, as_is), [Shown::FewerThan(30)]);
        assert_eq!(shown(9, as_is), [Shown::FewerThan(10)]);
    }

    #[test]
    fn a_union_over_questions_to_different_people_is_not_shown() {
        let routed = |survey: &mut Survey| {
            let mut route = survey.items.iter().map(|item| item.route.clone());
            let route = route.find(|route| !route.is_empty()).expect("a routed question");
            let (first, _) = survey.unions[0].any[0];
            survey.items[first].route = route;
        };
        assert_eq!(shown(60, routed), []);
    }
}
