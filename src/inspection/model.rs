use chrono::{DateTime, NaiveDate, Utc};

use super::{Area, Contact, InspectionKind, Link, Particulars};
use crate::{
    audit::Subject,
    store::{Id, Salt},
    survey::{Audience, Framework, Instrument},
    text::is_one_mailbox,
};

/// An inspection of one or more areas.
#[derive(Clone, Debug)]
pub struct Inspection {
    pub id: Id,
    pub title: String,
    pub kind: InspectionKind,
    /// What it asks and evaluates.
    pub framework: Framework,
    /// The email address of the person who leads it.
    pub lead: String,
    /// k: the smallest number of responses that any figure about answers may rest on.
    pub threshold: u32,
    /// A smaller one that waits for a second person.
    pub low_threshold: Option<LowThreshold>,
    pub opens_on: NaiveDate,
    pub closes_on: NaiveDate,
    /// The days after release that responses and comments are kept. Counts stay.
    pub keep_days: u32,
    pub contact: Contact,
    pub particulars: Particulars,
}

/// A threshold below the default, which holds only after a second person agreed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LowThreshold {
    pub wanted: u32,
    /// The email address of whoever asked for it. The command line asks for the lead that the file
    /// names.
    pub by: String,
}

impl LowThreshold {
    /// Whether the person with this email address asked for it, so that somebody else must agree.
    pub fn was_asked_by(&self, email: &str) -> bool {
        is_one_mailbox(&self.by, email)
    }
}

/// One survey version in one area of one inspection, between two instants.
#[derive(Clone, Debug)]
pub struct Collection {
    pub id: Id,
    pub inspection: Id,
    pub area: Area,
    pub survey: Instrument,
    /// The version of the survey that is asked.
    pub version: u32,
    pub link: Link,
    /// How many people could answer, as the area stated it.
    pub population: Option<u32>,
    /// The response rate to reach, in percent.
    pub target_percent: u8,
    pub opens_at: DateTime<Utc>,
    pub closes_at: DateTime<Utc>,
    pub released_at: Option<DateTime<Utc>>,
    /// Whether the open link works. Otherwise a form needs an invitation or a slip.
    pub open_link: bool,
    /// The email address of the local co-ordinator.
    pub coordinator: Option<String>,
    /// The salt of the key of its sealed rows. Empty after release.
    pub salt: Salt,
    /// When its released responses and comments were deleted.
    pub purged_at: Option<DateTime<Utc>>,
}

impl Collection {
    /// "Midlothian, 8 to 15".
    pub fn name(&self) -> String {
        format!("{}, {}", self.area, self.survey.name())
    }

    /// Who is asked.
    pub const fn audience(&self) -> Audience {
        self.survey.audience()
    }

    /// Whether people answer it without a name. Otherwise the inspection's team records it, or an
    /// area answers it once.
    pub fn is_anonymous(&self) -> bool {
        self.audience().is_anonymous()
    }

    /// Whether an area answers it once, by its officers.
    pub fn is_area(&self) -> bool {
        self.audience().is_area()
    }

    /// Whether the inspection's team fills it in the console, and nobody else answers it.
    pub fn is_signed_in(&self) -> bool {
        self.audience().is_signed_in()
    }

    /// The response rate to reach, in percent; `None` unless people respond
    /// to it.
    pub fn target(&self) -> Option<u8> {
        self.is_anonymous().then_some(self.target_percent)
    }
}

/// A part of a collection with a population and a link of its own.
#[derive(Clone, Debug)]
pub struct Part {
    pub key: String,
    pub name: String,
    pub population: u32,
    pub link: Link,
}

impl Part {
    /// The key for responses of parts that are too small to show separately.
    pub const OTHER: &str = "other";
    /// The part of a response that came by the collection's own link.
    pub const NONE: &str = "";

    /// The key under which a response is kept: a part of fewer than `threshold` people is kept
    /// as *other*.
    pub fn kept_as(&self, threshold: u32) -> &str {
        if self.population < threshold { Self::OTHER } else { &self.key }
    }
}

/// The subject in the audit log.
impl From<&Inspection> for Subject {
    fn from(inspection: &Inspection) -> Self {
        Self::of(inspection.id, &inspection.title)
    }
}

impl From<&Collection> for Subject {
    fn from(collection: &Collection) -> Self {
        Self::of(collection.inspection, collection.name())
    }
}

impl Inspection {
    /// The threshold k, never below 5, whatever the database says.
    pub fn k(&self) -> u64 {
        u64::from(self.threshold).max(5)
    }
}
