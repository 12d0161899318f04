//! The survey versions that forms offer: each is one choice, so that nobody asks another version
//! than the one they saw.

use std::collections::{BTreeMap, BTreeSet};

use crate::{console::views::fields::Choice, survey::Instrument};

/// The published versions of each survey.
pub type Versions = BTreeMap<Instrument, BTreeSet<u32>>;

/// The value of a choice: `staff:1`.
pub fn value(survey: Instrument, version: u32) -> String {
    format!("{survey}:{version}")
}

/// The survey version of a value, if it is published.
pub fn chosen(value: &str, versions: &Versions) -> Option<(Instrument, u32)> {
    let (survey, version) = value.split_once(':')?;
    let (survey, version) = (Instrument::defined(survey)?, version.parse().ok()?);
    versions.get(&survey)?.contains(&version).then_some((survey, version))
}

/// A choice for each published version, the latest of each survey first.
pub fn choices(versions: &Versions, is_chosen: impl Fn(&str) -> bool) -> Vec<Choice> {
    let all = versions
        .iter()
        .flat_map(|(survey, numbers)| numbers.iter().rev().map(|number| (*survey, *number)));
    all.map(|(survey, version)| {
        let value = value(survey, version);
        let text = format!("{}, version {version}", survey.name());
        Choice { chosen: is_chosen(&value), value, text }
    })
    .collect()
}
