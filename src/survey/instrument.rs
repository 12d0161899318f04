//! Surveys across their versions. An instrument asks one audience; several can ask the same.

use std::{cmp::Ordering, collections::BTreeMap, fmt, hash, str::FromStr};

use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};

use super::{
    Audience, Framework,
    registry::{Registry, Slot},
};
use crate::language::Language;

static INSTRUMENTS: Registry<Definition> = Registry::new();

/// What the latest published version says of its survey.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Definition {
    pub audience: Audience,
    pub version: u32,
    pub framework: Framework,
    /// Whether it is filled in once for each record of a sample.
    pub has_sample: bool,
    /// What lists call it, in each language; its audience's name where there is none.
    pub names: BTreeMap<Language, String>,
}

/// A survey across its versions. It is ordered by its audience, and first comes the survey that has
/// its audience's key.
#[derive(Clone, Copy)]
pub struct Instrument {
    slot: &'static Slot<Definition>,
    audience: Audience,
}

impl Instrument {
    /// The survey of a key that was stored together with its audience, whether it is defined here
    /// or not.
    pub fn stored(key: &str, audience: Audience) -> Self {
        Self { slot: INSTRUMENTS.slot(key), audience }
    }

    /// The survey of a key that has a published version.
    pub fn defined(key: &str) -> Option<Self> {
        let slot = INSTRUMENTS.defined(key)?;
        Some(Self { slot, audience: slot.definition()?.audience })
    }

    /// All that have a published version, in their order.
    pub fn all() -> Vec<Self> {
        let of = |slot: &'static Slot<Definition>| {
            Some(Self { slot, audience: slot.definition()?.audience })
        };
        let mut all: Vec<Self> = INSTRUMENTS.all().into_iter().filter_map(of).collect();
        all.sort_unstable();
        all
    }

    /// The name in files, addresses and the database.
    pub const fn key(self) -> &'static str {
        self.slot.key
    }

    /// Who is asked.
    pub const fn audience(self) -> Audience {
        self.audience
    }

    /// What its questions refer to.
    pub fn framework(self) -> Framework {
        self.slot.definition().map_or_else(Framework::first, |one| one.framework)
    }

    /// Whether it is filled in once for each record of a sample.
    pub fn has_sample(self) -> bool {
        self.slot.definition().is_some_and(|one| one.has_sample)
    }

    /// The name that people read, in English.
    pub fn name(self) -> &'static str {
        self.name_in(Language::En)
    }

    /// The name that people read.
    pub fn name_in(self, language: Language) -> &'static str {
        let own = self
            .slot
            .definition()
            .and_then(|one| one.names.get(&language).or_else(|| one.names.get(&Language::En)));
        own.map_or_else(|| self.audience.name_in(language), String::as_str)
    }

    /// "Midlothian, ages 8 to 15": an area's people, for use in an English sentence. A survey with
    /// a name of its own is named too, for its audience may be asked more than one.
    pub fn in_area(self, area: &str) -> String {
        let people = self.audience.in_area(area);
        match self.slot.definition().and_then(|one| one.names.get(&Language::En)) {
            Some(name) => format!("{people} ({name})"),
            None => people,
        }
    }
}

/// The latest version that is known of a survey.
pub fn version(key: &str) -> Option<u32> {
    Some(INSTRUMENTS.defined(key)?.definition()?.version)
}

/// Makes a survey known, or known anew if the version is not older.
pub fn define(key: &str, definition: Definition) {
    if version(key).is_none_or(|known| known <= definition.version) {
        INSTRUMENTS.define(key, definition);
    }
}

impl PartialEq for Instrument {
    fn eq(&self, other: &Self) -> bool {
        (self.slot.place, self.audience) == (other.slot.place, other.audience)
    }
}

impl Eq for Instrument {}

impl PartialOrd for Instrument {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Instrument {
    fn cmp(&self, other: &Self) -> Ordering {
        let order = |one: &Self| (one.audience, one.key() != one.audience.key(), one.key());
        order(self).cmp(&order(other))
    }
}

impl hash::Hash for Instrument {
    fn hash<H: hash::Hasher>(&self, state: &mut H) {
        (self.slot.place, self.audience).hash(state);
    }
}

impl fmt::Debug for Instrument {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Instrument({})", self.key())
    }
}

impl fmt::Display for Instrument {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.key())
    }
}

impl FromStr for Instrument {
    type Err = String;

    /// Of what people write: only what has a published version.
    fn from_str(key: &str) -> Result<Self, String> {
        Self::defined(key).ok_or_else(|| {
            let keys: Vec<&str> = Self::all().into_iter().map(Self::key).collect();
            format!("{key:?} is not a published survey. There are: {}", keys.join(", "))
        })
    }
}

impl Serialize for Instrument {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.key())
    }
}

impl<'de> Deserialize<'de> for Instrument {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(D::Error::custom)
    }
}
