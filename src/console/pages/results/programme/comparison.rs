use std::sync::Arc;

use crate::{
    console::pages::results::{glance::share, question::has_favourable},
    programme::PublishedFigure,
    results::{
        AcrossAreas, Share, Shown,
        change::{Change, Sample, judge_together},
        model::AcrossQuestion,
        wording::{Proportion, Term},
    },
    survey::{
        Item, Survey,
        diff::{self, Comparable, diff},
    },
    text::fold::folded,
};

/// The answers to one survey in a programme, beside those of another.
#[derive(Clone, Debug)]
pub struct Comparison {
    /// Every comparable question, in the order of the survey.
    pub rows: Vec<Row>,
    /// The questions and figures that cannot be compared, with reasons.
    pub apart: Vec<(String, String)>,
}

/// One question.
#[derive(Clone, Debug)]
pub struct Row {
    /// Its place in the survey.
    pub item: usize,
    pub text: String,
    pub now: Shown<Share>,
    pub then: Then,
    pub difference: Difference,
    /// What changed about the question, so that the comparison needs care; empty if nothing did.
    pub care: Vec<String>,
}

/// The other side.
#[derive(Clone, Debug)]
pub enum Then {
    Measured(Shown<Share>),
    /// As printed.
    Published(PublishedFigure),
}

/// How this programme differs from the other.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Difference {
    Judged(Change),
    /// In whole percentage points. No base was printed, so chance cannot be judged.
    Points(i16),
    /// Only a term was printed.
    Terms {
        then: Term,
        now: Term,
    },
    /// A side is hidden.
    Unknown,
}

impl Comparison {
    /// Compares `now` with the results of another programme and with figures that were published
    /// elsewhere. `others` are the other surveys of this programme: a figure that names no survey
    /// compares only if none of them asks the same.
    pub fn new(
        now: &AcrossAreas,
        then: Option<&AcrossAreas>,
        published: Vec<PublishedFigure>,
        others: &[Arc<Survey>],
    ) -> Self {
        let (mut rows, mut apart) = (Vec::new(), Vec::new());
        for change in then.map(|then| diff(&then.survey, &now.survey)).unwrap_or_default() {
            let Some((_, item)) = now.survey.item(&change.id).filter(|(_, i)| has_favourable(i))
            else {
                continue;
            };
            match change.comparable {
                Comparable::No => apart.push((item.text.clone(), change.what.join(" and "))),
                _ => rows.extend(then.and_then(|then| measured(now, then, change))),
            }
        }
        for figure in published {
            match about(now, &figure, others) {
                About::Question(item, question) => rows.push(printed(now, item, question, figure)),
                About::Nothing(why) => apart.push((figure.question, why.to_owned())),
                About::OtherSurvey => {}
            }
        }
        rows.sort_by_key(|row| row.item);
        judge_together(rows.iter_mut().filter_map(|row| row.difference.judged_mut()));
        Self { rows, apart }
    }
}

impl Difference {
    pub const fn judged(&self) -> Option<&Change> {
        if let Self::Judged(change) = self { Some(change) } else { None }
    }

    const fn judged_mut(&mut self) -> Option<&mut Change> {
        if let Self::Judged(change) = self { Some(change) } else { None }
    }
}

fn measured(now: &AcrossAreas, then: &AcrossAreas, change: diff::Change) -> Option<Row> {
    let (item, question) = question(now, &change.id)?;
    let (_, before) = question_of(then, &change.id)?;
    let difference = then
        .sample(before)
        .zip(now.sample(question))
        .map_or(Difference::Unknown, |(then, now)| Difference::Judged(Change::of(&then, &now)));
    Some(Row {
        item: question.item,
        text: item.text.clone(),
        now: share(&question.whole),
        then: Then::Measured(share(&before.whole)),
        difference,
        care: change.what,
    })
}

fn question<'a>(across: &'a AcrossAreas, id: &str) -> Option<(&'a Item, &'a AcrossQuestion)> {
    question_of(across, id).filter(|(item, _)| has_favourable(item))
}

fn question_of<'a>(across: &'a AcrossAreas, id: &str) -> Option<(&'a Item, &'a AcrossQuestion)> {
    Some((across.survey.item(id)?.1, across.question(id)?))
}

/// What a published figure is about.
enum About<'a> {
    Question(&'a Item, &'a AcrossQuestion),
    /// No question of the survey, for this reason.
    Nothing(&'static str),
    OtherSurvey,
}

fn about<'a>(now: &'a AcrossAreas, figure: &PublishedFigure, others: &[Arc<Survey>]) -> About<'a> {
    let survey = now.survey.instrument;
    let asks =
        |other: &Survey| other.items.iter().any(|item| figure.is_about(other.instrument, item));
    if figure.survey.as_ref().is_some_and(|key| key.as_str() != survey.key()) {
        return About::OtherSurvey;
    }
    let Some(item) = now.survey.items.iter().find(|item| figure.is_about(survey, item)) else {
        return if figure.survey.is_none() && others.iter().any(|other| asks(other)) {
            About::OtherSurvey
        } else {
            About::Nothing("matches no question of this survey")
        };
    };
    if others.iter().any(|other| asks(other)) {
        return About::Nothing("is asked by several surveys, and the figure names none of them");
    }
    match question(now, &item.id) {
        Some((item, question)) => About::Question(item, question),
        None => About::Nothing("has no answer that counts as favourable"),
    }
}

fn printed(
    now: &AcrossAreas,
    item: &Item,
    question: &AcrossQuestion,
    figure: PublishedFigure,
) -> Row {
    let shown = share(&question.whole);
    let here = shown.figure().and_then(|share| Proportion::of(*share));
    let difference = match (figure.proportion(), now.sample(question), figure.share, here) {
        (Some(then), Some(now), ..) => {
            Difference::Judged(Change::of(&Sample::new(then, None), &now))
        }
        (None, _, Some(then), Some(here)) => {
            Difference::Points(i16::from(here.percent()) - i16::from(then.percent()))
        }
        (None, _, None, Some(here)) => figure
            .term
            .map_or(Difference::Unknown, |then| Difference::Terms { then, now: Term::of(here) }),
        _ => Difference::Unknown,
    };
    let mut care = Vec::new();
    if folded(&figure.question) != folded(&item.text) {
        care.push(format!("was printed as “{}”", figure.question.trim_end_matches('.')));
    }
    Row {
        item: question.item,
        text: item.text.clone(),
        now: shown,
        then: Then::Published(figure),
        difference,
        care,
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;
    use crate::{
        console::pages::results::collection::tests::results,
        results::{CollectionResults, change::Verdict},
    };

    fn across(agree: u64, base: u64) -> AcrossAreas {
        let (_, mut found) =
            results(&[("", &[("valued", agree, base), ("listened-to", agree, base)])], base + 1);
        found.asked = None;
        let survey = Arc::clone(&found.survey);
        let areas: Vec<CollectionResults> = vec![found];
        AcrossAreas::new(survey, 10, areas, &HashSet::new(), |_, _| true)
    }

    fn figure(share: &str, base: Option<u32>, term: Option<Term>, id: &str) -> PublishedFigure {
        PublishedFigure {
            question: "As printed".to_owned(),
            share: share.parse().ok(),
            base,
            term,
            source: "A report".to_owned(),
            survey: "staff".parse().ok(),
            question_id: id.parse().ok(),
        }
    }

    fn one(figure: PublishedFigure, now: &AcrossAreas) -> Row {
        let comparison = Comparison::new(now, None, vec![figure], &[]);
        assert_eq!(comparison.rows.len(), 1, "{:?}", comparison.apart);
        comparison.rows.into_iter().next().expect("a row")
    }

    #[test]
    fn a_printed_share_with_its_base_is_judged() {
        let row = one(figure("60", Some(1_000), None, "valued"), &across(660, 1_000));
        let Difference::Judged(change) = row.difference else { panic!("{:?}", row.difference) };
        assert_eq!((change.points, change.verdict), (6, Verdict::Larger));
        assert!(row.care[0].contains("As printed"));
    }

    #[test]
    fn without_a_base_chance_is_not_judged_and_without_a_share_terms_are_compared() {
        let now = across(660, 1_000);
        let row = one(figure("60.4", None, None, "valued"), &now);
        assert_eq!(row.difference, Difference::Points(6));
        let row = one(figure("", None, Some(Term::Most), "valued"), &now);
        let terms = Difference::Terms { then: Term::Most, now: Term::Majority };
        assert_eq!(row.difference, terms);
    }

    #[test]
    fn a_hidden_total_is_not_compared() {
        let row = one(figure("60", Some(1_000), None, "valued"), &across(4, 9));
        assert_eq!((row.difference, row.now), (Difference::Unknown, Shown::FewerThan(10)));
    }

    #[test]
    fn a_figure_without_a_survey_compares_by_its_text_unless_several_surveys_ask_it() {
        let now = across(660, 1_000);
        let text = now.survey.item("valued").expect("it is asked").1.text.clone();
        let unnamed = PublishedFigure {
            question: text.to_uppercase(),
            survey: None,
            question_id: None,
            ..figure("60", None, None, "valued")
        };
        assert_eq!(one(unnamed.clone(), &now).text, text);
        let same = Comparison::new(&now, None, vec![unnamed], &[Arc::clone(&now.survey)]);
        assert!(same.rows.is_empty() && same.apart[0].1.contains("several surveys"));
    }

    #[test]
    fn figures_of_other_surveys_are_left_out_and_unknown_questions_told() {
        let now = across(660, 1_000);
        let other = PublishedFigure {
            survey: "age-8-15".parse().ok(),
            ..figure("60", None, None, "valued")
        };
        let unknown = figure("60", None, None, "no-such-question");
        let comparison = Comparison::new(&now, None, vec![other, unknown], &[]);
        assert!(comparison.rows.is_empty());
        assert_eq!(comparison.apart.len(), 1);
        assert!(comparison.apart[0].1.contains("matches no question"));
    }

    #[test]
    fn results_of_another_programme_are_judged_as_of_one_sample() {
        let comparison =
            Comparison::new(&across(660, 1_000), Some(&across(600, 1_000)), Vec::new(), &[]);
        let judged = |row: &&Row| matches!(row.difference, Difference::Judged(_));
        assert_eq!(comparison.rows.iter().filter(judged).count(), 2);
    }
}
