use serde::{Deserialize, Serialize};

use super::{Agreement, State};
use crate::{
    audit::Subject,
    inspection::{Area, Inspection},
    language::{Language, numbers::grouped},
    store::Id,
    survey::{Framework, framework::title},
    text::{NotALine, is_line, is_plain},
};

/// What an evaluation is of: a quality indicator in an area of an inspection.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    pub inspection: Id,
    pub area: Area,
    /// The number of the indicator, such as `2.1`, whether its framework still has it or not.
    pub indicator: String,
}

/// What an evaluation says. People agree to all of it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Wording {
    /// The key of a point of the framework's scale. `None` while it is undecided.
    pub grade: Option<String>,
    /// Plain text.
    pub rationale: String,
    #[serde(flatten)]
    pub evidence: Evidence,
}

/// What a grade rests on.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Evidence {
    pub figures: Vec<Figure>,
    /// Free references, such as "Records, item plan".
    pub references: Vec<String>,
}

/// Results of a collection of the inspection, or of one question in them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Figure {
    /// The id of the collection, and after a slash that of the question if it is one question.
    pub key: String,
    /// Its name when it was chosen, for when the collection is gone.
    pub name: String,
}

/// An evaluation as it is now.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Evaluation {
    pub wording: Wording,
    pub agreement: Agreement,
    /// The number of its latest change; 0 if nothing was ever written.
    pub number: u32,
    /// The number of the latest change of its wording.
    pub worded: u32,
}

/// The area and the indicator of an evaluation, the key of its grade, and its state.
pub type Graded = (Area, String, Option<String>, State);

impl Evidence {
    /// An empty one as it is kept.
    pub const NOTHING: &str = r#"{"figures":[],"references":[]}"#;
}

impl Wording {
    /// The longest rationale, in characters.
    pub const LONGEST_RATIONALE: usize = 4_000;
    /// The most figures of results.
    pub const MOST_FIGURES: usize = 60;
    /// The most free references.
    pub const MOST_REFERENCES: usize = 20;
    /// The longest reference, in characters.
    pub const LONGEST_REFERENCE: usize = 200;

    /// Whether it can be agreed: it has a grade and a rationale.
    pub fn is_complete(&self) -> bool {
        self.grade.is_some() && !self.rationale.is_empty()
    }

    /// What is wrong with a rationale; `None` if nothing is.
    pub fn wrong_rationale(text: &str) -> Option<String> {
        let (length, longest) = (text.chars().count(), Self::LONGEST_RATIONALE);
        if length > longest {
            let (length, longest) = (grouped(length as u64), grouped(longest as u64));
            return Some(format!(
                "The rationale has {length} characters. Shorten it to {longest}."
            ));
        }
        (!is_plain(text)).then(|| {
            "The rationale contains an invisible control character. Type it again as plain text."
                .to_owned()
        })
    }

    /// What is wrong with the free references; `None` if nothing is.
    pub fn wrong_references(references: &[String]) -> Option<String> {
        let (count, most) = (references.len(), Self::MOST_REFERENCES);
        if count > most {
            return Some(format!("There are {count} references. Write {most} at most."));
        }
        references.iter().enumerate().find_map(|(place, line)| {
            let number = place + 1;
            match is_line(line, Self::LONGEST_REFERENCE) {
                Ok(()) => None,
                Err(NotALine::TooLong { length, longest }) => Some(format!(
                    "Reference {number} has {length} characters. Shorten it to {longest}."
                )),
                Err(_) => Some(format!(
                    "Reference {number} contains an invisible control character. Type it again \
                        as plain text."
                )),
            }
        })
    }
}

impl Evaluation {
    /// `None` if nothing was ever written.
    pub const fn state(&self) -> Option<State> {
        if self.number == 0 { None } else { Some(self.agreement.state()) }
    }
}

impl Place {
    /// The subject in the audit log.
    pub fn subject(&self, inspection: &Inspection) -> Subject {
        let name = format!("{}: {}, {}", inspection.title, self.area, self.indicator);
        Subject::of(self.inspection, name)
    }
}

/// What a framework lacks for evaluations: "no quality indicators". `None` if it has everything.
pub fn lacking(framework: Framework) -> Option<&'static str> {
    match (framework.indicators().is_empty(), framework.scale().is_empty()) {
        (false, false) => None,
        (true, false) => Some("no quality indicators"),
        (false, true) => Some("no scale of evaluations"),
        (true, true) => Some("no quality indicators and no scale of evaluations"),
    }
}

/// The English name of a grade. A grade that the framework no longer has is shown by its key.
pub fn grade_name(framework: Framework, key: &str) -> &str {
    let point = framework.scale().iter().find(|point| point.key.as_str() == key);
    point.map_or(key, |point| title(&point.titles, Language::En))
}
