use serde::{Deserialize, Serialize};

use crate::inspection::Part;

/// How a collection's results are divided.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Groups {
    /// The divisions that are shown, the most important first.
    pub divisions: Vec<Division>,
    /// The people who are in the same group of every division.
    pub crowds: Vec<Crowd>,
}

/// One way in which everybody is divided.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Division {
    /// The id of the question whose answers divide; empty for the parts of the collection.
    pub key: String,
    pub groups: Vec<Group>,
}

/// Some labels that are shown as one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Group {
    /// Ids of options or keys of parts; empty for people who gave no answer, or belong to no part.
    pub labels: Vec<String>,
    /// Whether it is what remains beside the other groups.
    pub rest: bool,
}

/// The people who are in the same group of every division.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Crowd {
    /// The keys under which their answers are counted.
    pub keys: Vec<String>,
    pub people: u64,
    /// The place of their group in each division.
    pub groups: Vec<usize>,
}

impl Group {
    /// Its label; empty if no report names it: what remains beside others, people without an answer, those
    /// of no part, and parts that are too small.
    pub fn named(&self, division: &Division) -> &str {
        let is_part = division.is_by_part();
        match self.labels.as_slice() {
            [label] if !(self.rest || is_part && label == Part::OTHER) => label,
            _ => "",
        }
    }
}

impl Division {
    /// The key of a division by audience. It is no id of a question.
    pub const AUDIENCES: &str = ":audience";

    /// Whether it is by the parts of the collection.
    pub const fn is_by_part(&self) -> bool {
        self.key.is_empty()
    }
}

impl Groups {
    /// As it is stored.
    pub fn to_text(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }

    /// From what is stored; `None` if it was damaged.
    pub fn from_text(text: &str) -> Option<Self> {
        serde_json::from_str(text).ok()
    }

    /// The crowds of one group.
    pub fn of(&self, division: usize, group: usize) -> impl Iterator<Item = &Crowd> {
        self.crowds.iter().filter(move |crowd| crowd.groups.get(division) == Some(&group))
    }

    /// How many people one group has.
    pub fn people(&self, division: usize, group: usize) -> u64 {
        self.of(division, group).map(|crowd| crowd.people).sum()
    }

    /// The crowd whose answers are counted under this key.
    pub fn crowd(&self, key: &str) -> Option<(usize, &Crowd)> {
        self.crowds.iter().enumerate().find(|(_, crowd)| crowd.keys.iter().any(|own| own == key))
    }
}
