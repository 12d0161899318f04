//! What a file of `frameworks` says.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::{language::Language, survey::key::Key};

/// The longest title, in characters.
const LONGEST_TITLE: usize = 120;
/// The longest number of an indicator, in characters.
const LONGEST_NUMBER: usize = 12;

/// One framework: what an inspection asks and evaluates.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Definition {
    pub key: Key,
    pub names: BTreeMap<Language, String>,
    /// The kinds of inspection that it is proposed to.
    #[serde(default)]
    pub kinds: Vec<Key>,
    pub questions: Vec<Question>,
    #[serde(default)]
    pub indicators: Vec<Indicator>,
    /// The evaluations of an indicator, the best first.
    #[serde(default)]
    pub scale: Vec<Point>,
    /// What it is proposed to ask.
    #[serde(default)]
    pub surveys: Vec<Proposed>,
}

/// An inspection question.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
pub struct Question {
    pub number: u8,
    #[serde(flatten)]
    pub titles: BTreeMap<Language, String>,
}

/// A quality indicator.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
pub struct Indicator {
    /// Such as `2.1`.
    pub number: String,
    #[serde(flatten)]
    pub titles: BTreeMap<Language, String>,
}

/// A point of the scale of evaluations.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
pub struct Point {
    pub key: Key,
    #[serde(flatten)]
    pub titles: BTreeMap<Language, String>,
}

/// A survey version that inspections of the framework usually ask.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Proposed {
    pub survey: Key,
    pub version: u32,
}

/// Reads the text of one file.
///
/// # Errors
///
/// The first problem, with its remedy.
pub fn read(text: &str) -> Result<Definition, String> {
    let framework: Definition = toml::from_str(text).map_err(|error| {
        let line = error
            .span()
            .map_or(1, |span| text.get(..span.start).unwrap_or(text).matches('\n').count() + 1);
        format!("line {line}: {}", error.message().replace('\n', ", "))
    })?;
    framework.problem().map_or(Ok(framework), Err)
}

impl Definition {
    fn problem(&self) -> Option<String> {
        let is_titled = |titles: &BTreeMap<Language, String>| {
            titles.contains_key(&Language::En)
                && titles.values().all(|title| {
                    !title.trim().is_empty()
                        && title.chars().count() <= LONGEST_TITLE
                        && !title.contains(char::is_control)
                })
        };
        let parts = self.parts();
        if !is_titled(&self.names) {
            return Some(format!(
                "`names` needs an English name of up to {LONGEST_TITLE} characters"
            ));
        }
        if let Some((part, _)) = parts.iter().find(|(_, titles)| !is_titled(titles)) {
            return Some(format!(
                "{part} needs an English title, `en`, of up to {LONGEST_TITLE} characters"
            ));
        }
        let mut seen = BTreeSet::new();
        if let Some((part, _)) = parts.iter().find(|(part, _)| !seen.insert(part)) {
            return Some(format!("{part} stands twice. Give each its own number"));
        }
        if let Some(one) = self.indicators.iter().find(|one| !is_number(&one.number)) {
            return Some(format!(
                "indicator {} needs a number of up to {LONGEST_NUMBER} letters, digits, dots and \
                    hyphens that begins with a letter or a digit, such as 2.1",
                one.number
            ));
        }
        if self.questions.is_empty() {
            return Some("it has no inspection question. Add [[questions]]".to_owned());
        }
        self.scale.iter().find(|point| point.key.as_str() == "none").map(|_| {
            "`none` is the word for an indicator that is not evaluated. Use another key".to_owned()
        })
    }

    /// What has titles, with what an error calls it.
    fn parts(&self) -> Vec<(String, &BTreeMap<Language, String>)> {
        let questions =
            self.questions.iter().map(|one| (format!("question {}", one.number), &one.titles));
        let indicators =
            self.indicators.iter().map(|one| (format!("indicator {}", one.number), &one.titles));
        let scale = self.scale.iter().map(|one| (format!("evaluation `{}`", one.key), &one.titles));
        questions.chain(indicators).chain(scale).collect()
    }
}

/// Whether a text is the number of an indicator: addresses and the names of columns hold it.
fn is_number(text: &str) -> bool {
    text.len() <= LONGEST_NUMBER
        && text.starts_with(|c: char| c.is_ascii_alphanumeric())
        && text.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '-'))
}

/// The title in `language`, or in English.
pub fn title(titles: &BTreeMap<Language, String>, language: Language) -> &str {
    titles.get(&language).or_else(|| titles.get(&Language::En)).map_or("", String::as_str)
}
