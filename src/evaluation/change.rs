//! The steps of an evaluation, and what changed in each.

use std::{fmt, str::FromStr};

use chrono::{DateTime, Utc};

use super::{Figure, Wording, grade_name};
use crate::survey::Framework;

/// One entry of the history.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// Its number within the evaluation, from 1.
    pub number: u32,
    pub at: DateTime<Utc>,
    /// Who did it, by address.
    pub actor: String,
    pub step: Step,
    /// The wording before and after. `None` where it stayed the same.
    pub wording: Option<(Wording, Wording)>,
}

/// What was done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    Worded,
    AgreedAsLead,
    AgreedAsDeputy,
    Withdrew,
}

impl Step {
    const ALL: [Self; 4] = [Self::Worded, Self::AgreedAsLead, Self::AgreedAsDeputy, Self::Withdrew];

    /// The name in the database.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Worded => "worded",
            Self::AgreedAsLead => "agreed-lead",
            Self::AgreedAsDeputy => "agreed-deputy",
            Self::Withdrew => "withdrew",
        }
    }
}

impl fmt::Display for Step {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Worded => "changed it",
            Self::AgreedAsLead => "agreed as lead",
            Self::AgreedAsDeputy => "agreed as deputy",
            Self::Withdrew => "withdrew their agreement",
        })
    }
}

impl FromStr for Step {
    type Err = String;

    fn from_str(key: &str) -> Result<Self, String> {
        Self::ALL
            .into_iter()
            .find(|step| step.key() == key)
            .ok_or_else(|| format!("{key:?} is not a step of an evaluation"))
    }
}

crate::store::text_column!(Step);

/// A part of the wording that differs: its name, and its text before and after, which may have
/// several lines and may be empty.
pub type Difference = (&'static str, String, String);

/// What differs between two wordings.
pub fn differences(framework: Framework, before: &Wording, after: &Wording) -> Vec<Difference> {
    let parts = |wording: &Wording| {
        let grade = wording.grade.as_deref().map_or("", |key| grade_name(framework, key));
        let figures: Vec<&str> =
            wording.evidence.figures.iter().map(|Figure { name, .. }| name.as_str()).collect();
        [
            ("grade", grade.to_owned()),
            ("rationale", wording.rationale.clone()),
            ("figures", figures.join("\n")),
            ("references", wording.evidence.references.join("\n")),
        ]
    };
    let both = parts(before).into_iter().zip(parts(after));
    both.filter(|((_, before), (_, after))| before != after)
        .map(|((what, before), (_, after))| (what, before, after))
        .collect()
}
