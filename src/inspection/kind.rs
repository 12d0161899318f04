use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

/// What kind of scrutiny it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum InspectionKind {
    JointInspection,
    ProgressReview,
    ThematicReview,
    SelfEvaluation,
    Inquiry,
    NationalSurvey,
}

impl InspectionKind {
    pub const ALL: [Self; 6] = [
        Self::JointInspection,
        Self::ProgressReview,
        Self::ThematicReview,
        Self::SelfEvaluation,
        Self::Inquiry,
        Self::NationalSurvey,
    ];

    /// The name in files and in the database.
    pub const fn key(self) -> &'static str {
        match self {
            Self::JointInspection => "joint-inspection",
            Self::ProgressReview => "progress-review",
            Self::ThematicReview => "thematic-review",
            Self::SelfEvaluation => "self-evaluation",
            Self::Inquiry => "inquiry",
            Self::NationalSurvey => "national-survey",
        }
    }

    /// Whether it belongs to the partnership of an area: its co-ordinator sees the results.
    pub const fn belongs_to_partnership(self) -> bool {
        matches!(self, Self::SelfEvaluation)
    }

    /// The display name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::JointInspection => "Joint inspection",
            Self::ProgressReview => "Progress review",
            Self::ThematicReview => "Thematic review",
            Self::SelfEvaluation => "Supported self-evaluation",
            Self::Inquiry => "Inquiry",
            Self::NationalSurvey => "National survey",
        }
    }
}

impl fmt::Display for InspectionKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.key())
    }
}

impl FromStr for InspectionKind {
    type Err = String;

    fn from_str(key: &str) -> Result<Self, String> {
        let all = Self::ALL.map(Self::key).join(", ");
        Self::ALL
            .into_iter()
            .find(|k| k.key() == key)
            .ok_or_else(|| format!("{key:?} is not a kind: write one of {all}"))
    }
}

crate::store::text_column!(InspectionKind);
