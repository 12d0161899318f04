use std::collections::{HashMap, HashSet};

use crate::survey::{
    Instrument, Survey,
    diff::{Comparable, diff},
};

/// A version of a survey.
type Version = (Instrument, u32);

/// Which questions two surveys ask with the same options, found once for each two.
#[derive(Debug, Default)]
pub struct Alike(HashMap<(Version, Version), HashSet<String>>);

impl Alike {
    /// The ids of the questions that both surveys ask with the same options.
    pub fn of(&mut self, one: &Survey, other: &Survey) -> &HashSet<String> {
        let version = |survey: &Survey| (survey.instrument, survey.version);
        self.0.entry((version(one), version(other))).or_insert_with(|| {
            let same =
                diff(one, other).into_iter().filter(|change| change.comparable != Comparable::No);
            same.map(|change| change.id).collect()
        })
    }
}
