use std::collections::HashMap;

use crate::{inspection::Part, text::fold::folded};

/// The parts of a collection, found by key or name, ignoring case, spaces and punctuation.
#[derive(Clone, Debug, Default)]
pub struct PartNames {
    names: Vec<(String, String)>,
    /// The place of a part by its folded key or name; `None` if two parts fold to the same.
    folded: HashMap<String, Option<usize>>,
}

impl PartNames {
    pub fn of(parts: &[Part]) -> Self {
        Self::named(parts.iter().map(|part| (part.key.clone(), part.name.clone())))
    }

    /// Parts by their keys and names.
    pub fn named(names: impl IntoIterator<Item = (String, String)>) -> Self {
        let mut parts = Self { names: names.into_iter().collect(), folded: HashMap::new() };
        for (place, (key, name)) in parts.names.iter().enumerate() {
            // A name of punctuation alone would match all punctuation.
            for text in
                [key, name].into_iter().map(|text| folded(text)).filter(|text| !text.is_empty())
            {
                let same = parts.folded.entry(text).or_insert(Some(place));
                *same = same.filter(|one| *one == place);
            }
        }
        parts
    }

    pub fn are_none(&self) -> bool {
        self.names.is_empty()
    }

    /// The key of the part that a cell names.
    pub fn find(&self, cell: &str) -> Option<&str> {
        let cell = cell.trim();
        let exact = self
            .names
            .iter()
            .find(|(key, _)| key == cell)
            .or_else(|| self.names.iter().find(|(_, name)| name == cell));
        let alike = || {
            self.folded
                .get(&folded(cell))
                .copied()
                .flatten()
                .and_then(|place| self.names.get(place))
        };
        exact.or_else(alike).map(|(key, _)| key.as_str())
    }

    /// The keys and names of all parts.
    pub fn all(&self) -> impl Iterator<Item = &(String, String)> {
        self.names.iter()
    }
}
