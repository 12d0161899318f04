//! What `audiences.toml` says of audiences.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::{language::Language, survey::key::Key};

/// The longest name or phrase, in characters.
const LONGEST_PHRASE: usize = 80;
/// The longest sentence on paper or in a message, in characters.
const LONGEST_SENTENCE: usize = 300;
/// From this reading age on, a young reader is no child.
const CHILD: u8 = 11;
/// Where the name of an area stands in a phrase.
pub const AREA: &str = "{area}";

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct AudienceFile {
    audiences: Vec<Definition>,
    #[serde(default)]
    groups: Vec<Group>,
}

/// One audience.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Definition {
    /// The name in files, addresses and the database.
    pub key: Key,
    /// The age of the reader that surveys are written for, in years.
    pub reading_age: u8,
    /// The longest sentence that this reader follows at once, in words.
    pub longest_sentence: usize,
    /// How it is usually asked.
    pub way: Way,
    /// The usual target response rate, in percent.
    pub target_percent: u8,
    /// Whether help comes first, and a button leaves the page at once.
    #[serde(default)]
    pub young: bool,
    /// The key of the group that it can be reported with.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub group: Option<Key>,
    /// In English, and perhaps in other languages.
    pub names: BTreeMap<Language, Names>,
}

/// Audiences that can be reported together.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Group {
    pub key: Key,
    pub names: BTreeMap<Language, GroupNames>,
}

impl Group {
    /// What lists and headings call it.
    pub fn name(&self) -> &str {
        self.names.get(&Language::En).map_or("", |names| names.name.as_str())
    }

    /// The people, in a sentence.
    pub fn people(&self) -> &str {
        self.names.get(&Language::En).map_or("", |names| names.people.as_str())
    }
}

/// How an audience is usually asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Way {
    Email,
    /// By a link that anybody can open, and by slips.
    Link,
    /// In the console, by members of the inspection's team. It is not anonymous.
    SignedIn,
    /// Once for each area, by officers that the area names. It is not anonymous.
    Area,
}

/// The names of an audience in one language.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Names {
    /// What lists and headings call it.
    pub name: String,
    /// The people, in a sentence.
    pub people: String,
    /// The people of an area, in a sentence, with [`AREA`] for its name.
    pub in_area: String,
    /// Who they are, in the list of surveys that run now.
    pub listed: String,
    /// What posters and slips ask of them.
    pub ask: String,
    /// Why they are asked, in the first message to them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub opening: Option<String>,
    /// What happens with their answers, on the page that thanks them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub afterwards: Option<String>,
}

/// The names of a group in one language.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct GroupNames {
    pub name: String,
    pub people: String,
}

/// Why `audiences.toml` cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AudienceProblem {
    #[error("line {line}: {problem}")]
    Toml { line: usize, problem: String },
    #[error("{key}: {problem}")]
    Audience { key: String, problem: &'static str },
}

/// The audiences and the groups of a file, in its order.
///
/// # Errors
///
/// The first problem, with its line or the audience that has it.
pub fn read(text: &str) -> Result<(Vec<Definition>, Vec<Group>), AudienceProblem> {
    let file: AudienceFile = toml::from_str(text).map_err(|error| AudienceProblem::Toml {
        line: error
            .span()
            .map_or(1, |span| text.get(..span.start).unwrap_or(text).matches('\n').count() + 1),
        problem: error.message().replace('\n', ", "),
    })?;
    let groups: BTreeSet<&Key> = file.groups.iter().map(|group| &group.key).collect();
    let mut seen = BTreeSet::new();
    for one in &file.audiences {
        let problem = one.problem(&groups).or_else(|| {
            (!seen.insert(&one.key)).then_some("it stands twice. Give each audience its own key")
        });
        if let Some(problem) = problem {
            return Err(AudienceProblem::Audience { key: one.key.to_string(), problem });
        }
    }
    Ok((file.audiences, file.groups))
}

impl Definition {
    fn problem(&self, groups: &BTreeSet<&Key>) -> Option<&'static str> {
        let fits = |text: &str| {
            !text.trim().is_empty()
                && text.chars().count() <= LONGEST_PHRASE
                && !text.contains(char::is_control)
        };
        let is_sentence = |text: &str| {
            !text.trim().is_empty()
                && text.chars().count() <= LONGEST_SENTENCE
                && !text.contains(char::is_control)
        };
        let is_named = |names: &Names| {
            fits(&names.name)
                && fits(&names.people)
                && fits(&names.in_area)
                && fits(&names.listed)
                && is_sentence(&names.ask)
                && names.opening.as_deref().is_none_or(is_sentence)
                && names.afterwards.as_deref().is_none_or(is_sentence)
                && names.in_area.matches(AREA).count() == 1
        };
        if !self.names.contains_key(&Language::En) {
            Some("it has no English names. Add names.en")
        } else if !self.names.values().all(is_named) {
            Some(
                "each language needs `name`, `people`, `in_area` with {area} in it once, and \
                    `listed`, of up to 80 characters, and `ask` of up to 300; `opening` and \
                    `afterwards` may be left out",
            )
        } else if !(5..=18).contains(&self.reading_age) || self.longest_sentence < 8 {
            Some("`reading_age` is from 5 to 18, and `longest_sentence` at least 8")
        } else if !(1..=100).contains(&self.target_percent) {
            Some("`target_percent` is from 1 to 100")
        } else if self.group.as_ref().is_some_and(|group| !groups.contains(group)) {
            Some("its group is not among the groups of the file")
        } else {
            None
        }
    }

    /// For whom the texts around a form are written: `child`, `young` or `adult`.
    pub fn reader(&self) -> &'static str {
        match (self.young, self.reading_age) {
            (true, ..CHILD) => "child",
            (true, _) => "young",
            (false, _) => "adult",
        }
    }

    /// Whether what is published and what is open stays as it is under `other`: the same way of
    /// asking, and the same texts around the form.
    pub fn asks_like(&self, other: &Self) -> bool {
        (self.way, self.reader()) == (other.way, other.reader())
    }

    /// The names in `language`, or in English.
    pub fn names(&self, language: Language) -> Option<&Names> {
        self.names.get(&language).or_else(|| self.names.get(&Language::En))
    }
}
