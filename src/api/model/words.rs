//! The API's enumerations. They are separate from the console's texts, which may change.

use serde::{Serialize, Serializer};
use utoipa::{
    PartialSchema, ToSchema,
    openapi::{ObjectBuilder, RefOr, Schema, schema::Type},
};

use crate::{
    fieldwork,
    inspection::{self, State as FieldworkState},
    rates, survey,
};

macro_rules! words {
    ($(#[$about:meta])* $name:ident of $from:ty { $($key:tt is $word:ident of $variant:ident,)+ }) => {
        $(#[$about])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
        pub enum $name {
            $(#[serde(rename = $key)] $word,)+
        }

        impl From<$from> for $name {
            fn from(one: $from) -> Self {
                match one {
                    $(<$from>::$variant => Self::$word,)+
                }
            }
        }
    };
}

/// Who is asked, by the key of their audience: `staff`, `age-8-15` and so on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[schema(value_type = String, pattern = "^[a-z0-9-]{1,40}$")]
pub struct Audience(&'static str);

impl From<survey::Audience> for Audience {
    fn from(audience: survey::Audience) -> Self {
        Self(audience.key())
    }
}

/// Which survey is asked, by its key. Several surveys can ask one audience.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[schema(value_type = String, pattern = "^[a-z0-9-]{1,40}$")]
pub struct Survey(&'static str);

impl From<survey::Instrument> for Survey {
    fn from(survey: survey::Instrument) -> Self {
        Self(survey.key())
    }
}

words! {
    /// The kind of an inspection.
    Kind of inspection::InspectionKind {
        "joint-inspection" is JointInspection of JointInspection,
        "progress-review" is ProgressReview of ProgressReview,
        "thematic-review" is ThematicReview of ThematicReview,
        "self-evaluation" is SelfEvaluation of SelfEvaluation,
        "inquiry" is Inquiry of Inquiry,
        "national-survey" is NationalSurvey of NationalSurvey,
    }
}
words! {
    /// The stage of a collection: planned, open, closing (new forms no longer open, but open ones
    /// can still be sent), closed, or released (its results are available).
    State of FieldworkState {
        "planned" is Planned of Planned,
        "open" is Open of Open,
        "closing" is Closing of Closing,
        "closed" is Closed of Closed,
        "released" is Released of Released,
    }
}
words! {
    /// The standing of a collection. not-open: before its first day. unmeasured: open, with an
    /// unknown population or one below five. just-opened: open for less than a day and not on
    /// course yet. on-course: likely to reach its target. close: it may reach its target but
    /// probably will not. behind: it will most likely miss its target. reached: the target is
    /// reached. check: there are more responses than people who could answer. closed: closed below
    /// its target. recorded: the inspection's team records it, and it has no target.
    Course of fieldwork::Course {
        "not-open" is NotOpen of NotOpen,
        "unmeasured" is Unmeasured of Unmeasured,
        "just-opened" is JustOpened of JustOpened,
        "on-course" is OnPace of OnPace,
        "close" is Close of Close,
        "behind" is Behind of Behind,
        "reached" is Reached of Reached,
        "check" is Check of Check,
        "closed" is Closed of Closed,
        "recorded" is Recorded of Recorded,
    }
}
/// Why a collection needs action.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Need(fieldwork::Need);

impl From<fieldwork::Need> for Need {
    fn from(need: fieldwork::Need) -> Self {
        Self(need)
    }
}

impl Serialize for Need {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.0.key())
    }
}

impl PartialSchema for Need {
    fn schema() -> RefOr<Schema> {
        let meanings = fieldwork::Need::ALL
            .map(|need| format!(" {}: {}", need.key(), need.meaning()))
            .concat();
        ObjectBuilder::new()
            .schema_type(Type::String)
            .enum_values(Some(fieldwork::Need::ALL.map(fieldwork::Need::key)))
            .description(Some(format!("Why a collection needs action.{meanings}")))
            .into()
    }
}

impl ToSchema for Need {}

words! {
    /// The base of a rate. population: the people who could answer, as stated by the area; this is
    /// not an AAPOR response rate, because anybody who has the link can answer. delivered:
    /// delivered email invitations. handed-out: paper slips that were handed out.
    /// delivered-and-handed-out: both together. recorded: none, because the inspection's team records
    /// it and nobody responds.
    Measure of rates::Measure {
        "population" is Population of Population,
        "delivered" is Delivered of Delivered,
        "handed-out" is HandedOut of HandedOut,
        "delivered-and-handed-out" is DeliveredAndHandedOut of Both,
        "recorded" is Recorded of Recorded,
    }
}

/// The kind of a message: the invitation or a reminder.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum MessageKind {
    Invitation,
    Reminder,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(word: impl Serialize) -> String {
        serde_json::to_value(word).expect("a value").as_str().expect("a text").to_owned()
    }

    #[test]
    fn audiences_and_kinds_are_called_as_in_files() {
        for audience in survey::Audience::all() {
            assert_eq!(said(Audience::from(audience)), audience.key());
        }
        for kind in inspection::InspectionKind::ALL {
            assert_eq!(said(Kind::from(kind)), kind.key());
        }
        for need in fieldwork::Need::ALL {
            assert_eq!(said(Need::from(need)), need.key());
        }
        let described = serde_json::to_value(Need::schema()).expect("a schema");
        assert_eq!(
            described["enum"],
            serde_json::json!(fieldwork::Need::ALL.map(fieldwork::Need::key))
        );
        assert_eq!(said(State::from(FieldworkState::Closing)), FieldworkState::Closing.key());
        assert_eq!(said(Course::from(fieldwork::Course::OnPace)), fieldwork::Course::OnPace.key());
    }
}
