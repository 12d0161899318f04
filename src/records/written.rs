use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::survey::{Answer, Answers, QuestionKind, Survey};

/// Answers as they are stored and sent with a form: by the ids of questions and options. It can be
/// read without the survey.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Written(BTreeMap<String, Said>);

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
        fn answers_survive_being_stored(answers in any_answers()) {
            let survey = survey();
            let stored = Written::of(&survey, &answers).to_text();
            let read = Written::from_text(&stored).expect("stored answers");
            prop_assert_eq!(read.answers(&survey), answers);
        }
    }
}
