//! Frameworks: the inspection questions, the quality indicators and the scale of evaluations that a
//! kind of inspection works with. They are data: each is a file in `surveys/frameworks`.

mod definition;
#[cfg(test)]
mod tests;

use std::{fmt, str::FromStr, sync::LazyLock};

pub use definition::{Definition, Indicator, Point, Proposed, Question, read, title};

use super::{handle, registry::Registry};
use crate::language::Language;

/// The framework of surveys and inspections that name none: those of before 0.2.
const FIRST: &str = "joint-2018";

/// What Speir ships, that of joint inspections first.
const SHIPPED: [&str; 3] = [
    include_str!("../../../surveys/frameworks/joint-2018.toml"),
    include_str!("../../../surveys/frameworks/care-leavers-2024.toml"),
    include_str!("../../../surveys/frameworks/disabled-children-2024.toml"),
];

static FRAMEWORKS: LazyLock<Registry<Definition>> = LazyLock::new(|| {
    let known = Registry::new();
    for one in SHIPPED.into_iter().filter_map(|text| read(text).ok()) {
        known.define(&one.key.to_string(), one);
    }
    known
});

/// A framework, compared by its key.
#[derive(Clone, Copy)]
pub struct Framework(&'static super::registry::Slot<Definition>);

handle!(Framework);

impl Framework {
    /// The framework of a key that was stored, whether it is defined here or not.
    pub fn stored(key: &str) -> Self {
        Self(FRAMEWORKS.slot(key))
    }

    /// What surveys and inspections use that name none.
    pub fn first() -> Self {
        Self::stored(FIRST)
    }

    /// All that are defined, in their order.
    pub fn all() -> Vec<Self> {
        FRAMEWORKS.all().into_iter().map(Self).collect()
    }

    pub fn definition(self) -> Option<&'static Definition> {
        self.0.definition()
    }

    /// The display name, in English.
    pub fn name(self) -> &'static str {
        self.definition().map_or(self.key(), |one| title(&one.names, Language::En))
    }

    /// The inspection questions, in their order.
    pub fn questions(self) -> &'static [Question] {
        self.definition().map_or(&[], |one| &one.questions)
    }

    /// The quality indicators, in their order.
    pub fn indicators(self) -> &'static [Indicator] {
        self.definition().map_or(&[], |one| &one.indicators)
    }

    /// The evaluations of an indicator, the best first.
    pub fn scale(self) -> &'static [Point] {
        self.definition().map_or(&[], |one| &one.scale)
    }

    /// The English title of an inspection question.
    pub fn question(self, number: u8) -> Option<&'static str> {
        let found = self.questions().iter().find(|one| one.number == number)?;
        Some(title(&found.titles, Language::En))
    }

    /// The English title of a quality indicator.
    pub fn indicator(self, number: &str) -> Option<&'static str> {
        let found = self.indicators().iter().find(|one| one.number == number)?;
        Some(title(&found.titles, Language::En))
    }
}

impl FromStr for Framework {
    type Err = String;

    /// Of what people write: only what is defined.
    fn from_str(key: &str) -> Result<Self, String> {
        FRAMEWORKS.defined(key).map(Self).ok_or_else(|| {
            let keys: Vec<&str> = FRAMEWORKS.all().iter().map(|slot| slot.key).collect();
            format!("{key:?} is not a framework. There are: {}", keys.join(", "))
        })
    }
}

/// The definition that Speir ships under a key.
pub fn as_shipped(key: &str) -> Option<Definition> {
    SHIPPED.into_iter().filter_map(|text| read(text).ok()).find(|one| one.key.as_str() == key)
}

/// Adds a definition, or replaces that of the same key.
pub fn define(one: Definition) {
    FRAMEWORKS.define(&one.key.to_string(), one);
}
