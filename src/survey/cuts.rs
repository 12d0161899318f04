//! What reports count together beside the favourable side of a scale.

use super::{
    file::CutEntry,
    option::{Opt, bits},
};

/// The place of the quoted question in a sentence.
pub const QUESTION: &str = "{question}";

/// Several options of one item that reports count together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cut {
    pub id: String,
    /// The places of the options, as bits.
    pub options: u32,
    /// What those people did, with [`QUESTION`] for the quoted question.
    pub said: String,
}

/// Everybody who gave one of some answers to any of several items.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Union {
    pub id: String,
    /// The places of items, each with the options that count as bits.
    pub any: Vec<(usize, u32)>,
    /// What those people said.
    pub said: String,
}

impl Union {
    /// The option under which those are counted who gave one of the answers.
    pub const COUNTED: &str = "yes";
}

impl Cut {
    pub(super) fn of(entry: &CutEntry, options: &[Opt]) -> Self {
        Self {
            id: entry.id.clone(),
            options: bits(options, &entry.options),
            said: entry.said.clone(),
        }
    }
}
