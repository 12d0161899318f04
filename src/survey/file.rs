//! The two kinds of file that authors write, as in the TOML.
//!
//! `speir survey schema` prints their JSON Schemas, made from these types.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Audience, Framework, Instrument, Key};
use crate::language::Language;

/// A survey version, in English: `surveys/<survey>/v<N>/survey.toml`.
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SurveyFile {
    /// The key of the survey: the name of its folder.
    pub survey: Key,
    /// The key of the audience that is asked; that of the survey if left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub audience: Option<Audience>,
    /// The key of the framework that the questions refer to; that of joint inspections if left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub framework: Option<Framework>,
    /// What lists call the survey; its audience's name if left out. Needed where several surveys
    /// ask one audience.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// The number of this version, from 1.
    pub version: u32,
    pub language: Language,
    /// The title of the page. It stays in the browser's history, so it must not be sensitive.
    pub title: String,
    /// How many minutes it takes.
    pub minutes: u8,
    /// Paragraphs before the first question: who asks and why, who reads it, when and where the
    /// findings appear.
    pub introduction: Vec<String>,
    /// Words that this audience knows or that the survey explains; each counts as one syllable in
    /// the reading age.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub familiar_words: Vec<String>,
    /// Sets of options that several questions share.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub scales: BTreeMap<String, ScaleEntry>,
    pub pages: Vec<PageEntry>,
    /// Figures over several questions that reports use: everybody who gave one of these answers to
    /// any of them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub unions: Vec<UnionEntry>,
}

impl SurveyFile {
    /// Who is asked.
    pub fn audience(&self) -> Audience {
        self.audience.unwrap_or_else(|| Audience::stored(self.survey.as_str()))
    }

    /// What the questions refer to.
    pub fn framework(&self) -> Framework {
        self.framework.unwrap_or_else(Framework::first)
    }

    /// The survey across its versions.
    pub fn instrument(&self) -> Instrument {
        Instrument::stored(self.survey.as_str(), self.audience())
    }
}

/// A shared, ordered set of options.
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ScaleEntry {
    pub options: Vec<OptionEntry>,
    /// The cuts that reports use, beside the favourable and the unfavourable side.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub cuts: Vec<CutEntry>,
}

/// Several options that reports count together, such as "at least some of the time".
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CutEntry {
    pub id: String,
    /// Ids of the options that count.
    pub options: Vec<String>,
    /// What those people did, to complete a sentence such as "Most staff …": "did not agree with
    /// {question}", where {question} stands for the quoted question.
    pub said: String,
}

/// A figure over several questions.
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct UnionEntry {
    pub id: String,
    /// The answers that count. The base is everybody who answered at least one of the questions.
    pub any: Vec<AnswersEntry>,
    /// What those people said, to complete a sentence such as "One third of young people …":
    /// "needed more help with money or housing".
    pub said: String,
}

/// Some answers to one question.
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AnswersEntry {
    /// The id of a question or statement.
    pub question: String,
    /// Ids of its options.
    pub answers: Vec<String>,
}

/// One option of a question.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[expect(clippy::struct_excessive_bools, reason = "each is a key that authors write")]
pub struct OptionEntry {
    pub id: String,
    pub text: String,
    /// Whether it counts as agreeing.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub favourable: bool,
    /// Whether it counts as disagreeing.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub unfavourable: bool,
    /// Whether it is outside the scale ("I am not sure"): shown after an "or", and not part of the
    /// base.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub outside: bool,
    /// Whether it excludes every other option of its question ("None of these"); for `choices`.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub alone: bool,
    /// A face drawn beside the words, as decoration.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub face: Option<Face>,
}

/// A face next to the text of an option.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize, Serialize, JsonSchema,
)]
#[serde(rename_all = "lowercase")]
pub enum Face {
    Happy,
    Smile,
    Flat,
    Sad,
}

/// A chapter of the survey. Its questions are still shown one at a time.
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PageEntry {
    pub id: String,
    pub title: String,
    /// Ask the whole page only if an earlier question has one of these answers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ask_when: Option<RouteEntry>,
    /// Ask the whole page unless an earlier question has one of these answers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ask_unless: Option<RouteEntry>,
    pub questions: Vec<QuestionEntry>,
}

/// The answers of an earlier question that decide whether a later one is asked.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RouteEntry {
    /// The id of an earlier question or statement.
    pub question: String,
    /// Ids of its options.
    pub answers: Vec<String>,
    /// What reports call the people who are asked: "staff who work with care leavers". That of a
    /// question is used before that of its page.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub called: Option<String>,
}

/// How a question is answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum KindEntry {
    /// One of an ordered, shared set of options.
    Scale,
    /// One of its own options.
    Choice,
    /// Any number of its own options.
    Choices,
    /// Several statements on one scale, each shown as a question of its own.
    Statements,
    /// Free text.
    Text,
    /// A whole number.
    Number,
}

/// One question, or one set of statements.
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[expect(clippy::struct_excessive_bools, reason = "each is a key that authors write")]
pub struct QuestionEntry {
    /// Stays the same across versions, so that answers can be compared.
    pub id: String,
    pub kind: KindEntry,
    pub text: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hint: Option<String>,
    /// The name of the shared scale; for `scale` and `statements`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub scale: Option<String>,
    /// For `choice` and `choices`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub options: Vec<OptionEntry>,
    /// For `statements`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub statements: Vec<StatementEntry>,
    /// The cuts that reports use, beside those of its scale; for `scale`, `choice` and `statements`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub cuts: Vec<CutEntry>,
    /// Whether agreeing is unfavourable here: the two sides of the scale change places. For
    /// `scale`.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub reversed: bool,
    /// How many characters can be written; for `text`. 2,000 unless told.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max_length: Option<u32>,
    /// The smallest number; for `number`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub min: Option<i32>,
    /// The largest number; for `number`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max: Option<i32>,
    /// The quality indicators that it informs, such as `2.1`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub quality_indicators: Vec<String>,
    /// The number of the framework's inspection question that it informs.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub inspection_question: Option<u8>,
    /// Whether it is the number of a record in the sample. The console fills it in from the sample
    /// list. For one `number` of a survey that inspectors fill in.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub sample: bool,
    /// Whether results are also shown by its answers, such as by agency or care setting. For
    /// `choice` and `scale`; the first that is marked matters most. One in a survey that inspectors
    /// fill in.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub split: bool,
    /// What its number counts, for the totals of an inspection. For one `number` of a survey that
    /// inspectors fill in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub counts: Option<Counts>,
    /// Whether its answer says who was counted, in a survey with a question that `counts`. For one
    /// `choice` or `scale`.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub of: bool,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ask_when: Option<RouteEntry>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ask_unless: Option<RouteEntry>,
}

/// What a number counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Counts {
    /// People whom the inspectors met.
    People,
}

/// One statement of a set.
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct StatementEntry {
    pub id: String,
    pub text: String,
    /// Whether agreeing is unfavourable here: the two sides of the scale change places.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub reversed: bool,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub quality_indicators: Vec<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub inspection_question: Option<u8>,
}

/// A survey version in another language: `surveys/<survey>/v<N>/<language>.toml`.
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct TranslationFile {
    pub survey: Key,
    pub version: u32,
    pub language: Language,
    /// Whether no speaker has reviewed it yet. Publishing a draft needs a flag.
    #[serde(default)]
    pub draft: bool,
    /// What lists call the survey.
    #[serde(default)]
    pub name: Option<String>,
    pub title: String,
    pub introduction: Vec<String>,
    /// The text of each option of each scale.
    #[serde(default)]
    pub scales: BTreeMap<String, BTreeMap<String, String>>,
    /// The title of each page.
    pub pages: BTreeMap<String, String>,
    pub questions: BTreeMap<String, QuestionTranslation>,
    /// The text of each statement.
    #[serde(default)]
    pub statements: BTreeMap<String, String>,
}

/// The texts of one question.
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct QuestionTranslation {
    pub text: String,
    #[serde(default)]
    pub hint: Option<String>,
    #[serde(default)]
    pub options: BTreeMap<String, String>,
}
