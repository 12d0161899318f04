use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};
use validator::{Validate, ValidationError};

use super::InspectionKind;
use crate::{
    store::Id,
    text::{NotALine, is_line},
};

/// The most recommendations, and the longest, in characters.
const MOST: usize = 30;
const LONGEST: usize = 300;

/// Details that only inspections of one kind have. Those of other kinds are empty.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Validate)]
pub struct Particulars {
    /// The inspection that a progress review follows.
    pub follows: Option<Id>,
    /// The recommendations that a progress review looks at.
    #[validate(custom(function = "are_recommendations"))]
    pub recommendations: Vec<String>,
    /// The phase of a thematic review.
    pub phase: Option<Phase>,
}

/// The phases of a thematic review.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Phase {
    /// Every area is asked.
    National,
    /// Some areas are visited.
    Local,
}

impl Phase {
    pub const ALL: [Self; 2] = [Self::National, Self::Local];

    /// The name in files and in the database.
    pub const fn key(self) -> &'static str {
        match self {
            Self::National => "national",
            Self::Local => "local",
        }
    }

    /// The display name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::National => "National phase",
            Self::Local => "Local phase",
        }
    }
}

impl fmt::Display for Phase {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.key())
    }
}

impl FromStr for Phase {
    type Err = String;

    fn from_str(key: &str) -> Result<Self, String> {
        let found = Self::ALL.into_iter().find(|phase| phase.key() == key);
        found.ok_or_else(|| format!("{key:?} is not a phase: write national or local"))
    }
}

crate::store::text_column!(Phase);

impl Particulars {
    /// Without what another kind would say, and without empty lines.
    #[must_use]
    pub fn of(self, kind: InspectionKind) -> Self {
        let tidy = |text: String| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
        let recommendations = self.recommendations.into_iter().filter_map(tidy);
        match kind {
            InspectionKind::ProgressReview => Self {
                follows: self.follows,
                recommendations: recommendations.collect(),
                phase: None,
            },
            InspectionKind::ThematicReview => Self { phase: self.phase, ..Self::default() },
            _ => Self::default(),
        }
    }

    /// What an inspection of this kind would not keep, in words.
    pub fn dropped_by(&self, kind: InspectionKind) -> Vec<&'static str> {
        let kept = self.clone().of(kind);
        let all = [
            ("the inspection that it follows", self.follows.is_some() && kept.follows.is_none()),
            (
                "its recommendations",
                !self.recommendations.is_empty() && kept.recommendations.is_empty(),
            ),
            ("its phase", self.phase.is_some() && kept.phase.is_none()),
        ];
        all.into_iter().filter(|(_, is_dropped)| *is_dropped).map(|(what, _)| what).collect()
    }

    /// The recommendations as they are stored, one a line; `None` if there are none.
    pub fn lines(&self) -> Option<String> {
        (!self.recommendations.is_empty()).then(|| self.recommendations.join("\n"))
    }

    /// The recommendations of stored or typed lines.
    pub fn of_lines(text: &str) -> Vec<String> {
        text.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect()
    }
}

fn are_recommendations(all: &[String]) -> Result<(), ValidationError> {
    let wrong = |sentence: String| {
        Err(ValidationError::new("recommendations").with_message(sentence.into()))
    };
    if all.len() > MOST {
        return wrong(format!("Write at most {MOST} recommendations, one per line."));
    }
    for (place, one) in all.iter().enumerate() {
        let line = place + 1;
        match is_line(one, LONGEST) {
            Ok(()) | Err(NotALine::Empty) => {}
            Err(NotALine::TooLong { .. }) => {
                return wrong(format!(
                    "Line {line}: Write the recommendation in at most {LONGEST} characters."
                ));
            }
            Err(NotALine::NotPlain(_)) => {
                return wrong(format!(
                    "Line {line}: Write the recommendation without control characters."
                ));
            }
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_kind_keeps_what_belongs_to_it() {
        let all = Particulars {
            follows: Some(Id::random()),
            recommendations: vec![" Listen more. ".to_owned(), " ".to_owned()],
            phase: Some(Phase::National),
        };
        let review = all.clone().of(InspectionKind::ProgressReview);
        assert_eq!((review.follows, review.phase), (all.follows, None));
        assert_eq!(review.recommendations, ["Listen more."]);
        assert_eq!(Particulars::of_lines(&review.lines().expect("a line")), review.recommendations);
        let thematic = all.clone().of(InspectionKind::ThematicReview);
        assert_eq!(thematic, Particulars { phase: all.phase, ..Particulars::default() });
        assert_eq!(all.dropped_by(InspectionKind::ProgressReview), ["its phase"]);
        assert_eq!(all.dropped_by(InspectionKind::Inquiry).len(), 3);
        assert!(thematic.dropped_by(InspectionKind::ThematicReview).is_empty());
        assert_eq!(all.of(InspectionKind::NationalSurvey), Particulars::default());
    }

    #[test]
    fn a_recommendation_is_one_plain_line() {
        let with = |text: &str| Particulars {
            recommendations: vec!["Good".to_owned(), text.to_owned()],
            ..Particulars::default()
        };
        assert!(with("Give each child a plan.").validate().is_ok());
        for text in ["a\u{202e}b".to_owned(), "x".repeat(LONGEST + 1)] {
            let errors = with(&text).validate().expect_err("not a line").to_string();
            assert!(errors.contains("Line 2:"), "{errors}");
        }
    }
}
