use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::survey::{Answer, Answers, QuestionKind, Survey};

/// Answers as they are stored and sent with a form: by the ids of questions and options. It can be
/// read without the survey.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Written(BTreeMap<String, Said>);

/// The answers of several people put together.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Merged {
    pub written: Written,
    /// The ids of the questions that two of them answered differently.
    pub clashes: Vec<String>,
}

/// The answer to one question.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
enum Said {
    Number(i32),
    /// The id of an option, or a text.
    Words(String),
    /// The ids of options.
    Several(Vec<String>),
}

impl Written {
    pub fn of(survey: &Survey, answers: &Answers) -> Self {
        let mut said = BTreeMap::new();
        for (place, item) in survey.items.iter().enumerate() {
            let one = match answers.get(place) {
                Some(Answer::One(option)) => {
                    item.options.get(*option).map(|option| Said::Words(option.id.clone()))
                }
                Some(Answer::Many(bits)) => {
                    Some(Said::Several(item.chosen(*bits).map(|one| one.id.clone()).collect()))
                }
                Some(Answer::Number(number)) => Some(Said::Number(*number)),
                Some(Answer::Text(text)) => Some(Said::Words(text.clone())),
                None => None,
            };
            said.extend(one.map(|one| (item.id.clone(), one)));
        }
        Self(said)
    }

    /// What the questions and options of `survey` make of it. The version of a collection does not
    /// change once it is open, so nothing is left out.
    pub fn answers(&self, survey: &Survey) -> Answers {
        let mut answers = Answers::none(survey);
        for (place, item) in survey.items.iter().enumerate() {
            let answer = match (item.kind, self.0.get(&item.id)) {
                (QuestionKind::One, Some(Said::Words(id))) => item.option(id).map(Answer::One),
                (QuestionKind::Many, Some(Said::Several(ids))) => {
                    let bit =
                        |id: &String| 1_u32.checked_shl(u32::try_from(item.option(id)?).ok()?);
                    let bits = ids.iter().filter_map(bit).fold(0, |bits, bit| bits | bit);
                    (bits != 0).then_some(Answer::Many(bits))
                }
                (QuestionKind::Number { .. }, Some(Said::Number(number))) => {
                    Some(Answer::Number(*number))
                }
                (QuestionKind::Text { .. }, Some(Said::Words(text))) => {
                    Some(Answer::Text(text.clone()))
                }
                _ => None,
            };
            if let Some(answer) = answer {
                answers.set(place, answer);
            }
        }
        answers
    }

    /// What somebody changed from `before` to `mine`, put together with what was saved meanwhile. A
    /// question that both changed, to different answers, is a clash; there `mine` is kept.
    pub fn merged(before: &Self, mine: &Self, saved: &Self) -> Merged {
        let ids = [before, mine, saved].into_iter().flat_map(|all| all.0.keys());
        let mut merged = Merged::default();
        for id in ids.collect::<BTreeSet<_>>() {
            let (was, mine, saved) = (before.0.get(id), mine.0.get(id), saved.0.get(id));
            let keeps = if mine == was { saved } else { mine };
            if mine != was && saved != was && mine != saved {
                merged.clashes.push(id.clone());
            }
            merged.written.0.extend(keeps.map(|said| (id.clone(), said.clone())));
        }
        merged
    }

    /// The ids of the questions that have an answer.
    pub fn ids(&self) -> impl Iterator<Item = &str> {
        self.0.keys().map(String::as_str)
    }

    /// The values of one question as a form shows them.
    pub fn values(&self, id: &str) -> Vec<String> {
        match self.0.get(id) {
            Some(Said::Number(number)) => vec![number.to_string()],
            Some(Said::Words(words)) => vec![words.clone()],
            Some(Said::Several(ids)) => ids.clone(),
            None => Vec::new(),
        }
    }

    /// Reads what was stored.
    pub fn from_text(text: &str) -> Result<Self, serde_json::Error> {
        serde_json::from_str(text)
    }

    pub fn to_text(&self) -> String {
        serde_json::to_string(self).unwrap_or_else(|_| "{}".to_owned())
    }
}

crate::store::text_column!(Written, Written::from_text);

#[cfg(test)]
pub(super) mod tests {
    use std::sync::Arc;

    use proptest::prelude::*;

    use super::*;
    use crate::{
        language::Language,
        survey::{Edition, load::Source},
    };

    /// A survey with a question of every kind.
    pub fn survey() -> Arc<Survey> {
        let text = include_str!("sample.toml");
        let source = Source { language: Language::En, bytes: text.as_bytes().to_vec() };
        let edition = Edition::parse(vec![source], "sample").expect("a survey");
        Arc::clone(edition.english())
    }

    fn any_answers() -> impl Strategy<Value = Answers> {
        let survey = survey();
        let each = survey.items.iter().map(|item| {
            let options = item.options.len();
            match item.kind {
                QuestionKind::One => {
                    proptest::option::of((0..options).prop_map(Answer::One)).boxed()
                }
                QuestionKind::Many => {
                    proptest::option::of((1..1_u32 << options).prop_map(Answer::Many)).boxed()
                }
                QuestionKind::Number { min, max } => {
                    proptest::option::of((min..=max).prop_map(Answer::Number)).boxed()
                }
                QuestionKind::Text { .. } => {
                    proptest::option::of("[a-z\"\\\\\n]{1,20}".prop_map(Answer::Text)).boxed()
                }
            }
        });
        each.collect::<Vec<_>>().prop_map(move |all| {
            let mut answers = Answers::none(&survey);
            for (place, answer) in all.into_iter().enumerate() {
                if let Some(answer) = answer {
                    answers.set(place, answer);
                }
            }
            answers
        })
    }

    proptest! {
        #[test]
        fn nothing_that_one_person_changed_is_lost_when_another_saves(
            before in any_answers(), mine in any_answers(), saved in any_answers()
        ) {
            let survey = survey();
            let of = |answers| Written::of(&survey, answers);
            let (before, mine, saved) = (of(&before), of(&mine), of(&saved));
            let merged = Written::merged(&before, &mine, &saved);
            for item in &survey.items {
                let values = |written: &Written| written.values(&item.id);
                let kept = values(&merged.written);
                let changed = values(&mine) != values(&before);
                prop_assert_eq!(&kept, &if changed { values(&mine) } else { values(&saved) });
                let both = changed && values(&saved) != values(&before);
                let clash = both && values(&mine) != values(&saved);
                prop_assert_eq!(merged.clashes.contains(&item.id), clash);
            }
            prop_assert_eq!(Written::merged(&before, &mine, &before).written, mine);
            prop_assert_eq!(Written::merged(&before, &before, &saved).written, saved);
        }

        #[test]
        fn answers_survive_being_stored(answers in any_answers()) {
            let survey = survey();
            let stored = Written::of(&survey, &answers).to_text();
            let read = Written::from_text(&stored).expect("stored answers");
            prop_assert_eq!(read.answers(&survey), answers);
        }
    }
}
