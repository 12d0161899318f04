//! Creates inspections and collections: input, validation and rows.

use chrono::{DateTime, NaiveDate, Utc};
use serde::Deserialize;
use validator::{Validate, ValidationError};

use super::{
    Area, Collection, Contact, Inspection, InspectionKind, Link, LowThreshold, Part, Particulars,
};
use crate::{
    store::{Id, Salt},
    survey::{Audience, Framework, Instrument},
    text::{Elsewhere, NotALine, is_line, leads_elsewhere, not_an_email},
};

/// The default threshold k.
pub const DEFAULT_THRESHOLD: u32 = 10;

/// The default retention of released responses and comments, in days.
pub const DEFAULT_KEEP_DAYS: u32 = 365;

/// An inspection to be created.
#[derive(Clone, Debug, PartialEq, Eq, Validate)]
#[validate(schema(function = "closes_after_it_opens", skip_on_field_errors = false))]
pub struct NewInspection {
    #[validate(custom(function = "is_title"))]
    pub title: String,
    pub kind: InspectionKind,
    /// What it asks and evaluates.
    pub framework: Framework,
    #[validate(custom(function = "is_leads_address"))]
    pub lead: String,
    #[validate(range(
        min = 5,
        max = 1000,
        message = "Write a number from 5 to 1,000 as the fewest people behind a figure. 10 is usual."
    ))]
    pub threshold: u32,
    pub opens_on: NaiveDate,
    pub closes_on: NaiveDate,
    #[validate(range(
        min = 1,
        max = 3650,
        message = "Write the number of days to keep responses, from 1 to 3,650."
    ))]
    pub keep_days: u32,
    #[validate(nested)]
    pub contact: Contact,
    #[validate(nested)]
    pub particulars: Particulars,
    /// The title of the programme that it is in.
    #[validate(custom(function = "is_programme_title"))]
    pub programme: Option<String>,
    /// The title of the inspection that it follows, as a file names it. [`super::followed`] finds
    /// its id.
    #[validate(custom(function = "is_followed_title"))]
    pub follows: Option<String>,
}

/// Checks the title of an inspection that a file names as followed.
fn is_followed_title(title: &str) -> Result<(), ValidationError> {
    is_line(title, 120).map_err(|_| {
        ValidationError::new("follows").with_message(
            "Write the title of the inspection after `follows` in one line of at most 120 \
                characters."
                .into(),
        )
    })
}

/// Checks the title of a programme.
pub fn is_programme_title(title: &str) -> Result<(), ValidationError> {
    let sentence = match is_line(title, 120) {
        Ok(()) => return Ok(()),
        Err(NotALine::Empty) => "Write the title of the programme.",
        Err(NotALine::TooLong { .. }) => {
            "Shorten the title of the programme to at most 120 characters."
        }
        Err(NotALine::NotPlain(_)) => {
            "Write the title of the programme in one line, without control characters."
        }
    };
    Err(ValidationError::new("title").with_message(sentence.into()))
}

fn is_title(title: &str) -> Result<(), ValidationError> {
    let wrong =
        |sentence: &'static str| Err(ValidationError::new("title").with_message(sentence.into()));
    match is_line(title, 120) {
        Ok(()) if matches!(leads_elsewhere(title), Some(Elsewhere::Link | Elsewhere::Email)) => {
            wrong("Write the title without a web or email address, because messages quote it.")
        }
        Ok(()) => Ok(()),
        Err(NotALine::Empty) => wrong("Write a title."),
        Err(NotALine::TooLong { .. }) => wrong("Write a title of at most 120 characters."),
        Err(NotALine::NotPlain(_)) => {
            wrong("Write the title in one line, without control characters.")
        }
    }
}

fn closes_after_it_opens(inspection: &NewInspection) -> Result<(), ValidationError> {
    if inspection.closes_on < inspection.opens_on {
        return Err(ValidationError::new("closes_on").with_message(
            "The closing date must be after the opening date. Choose a later \
                one."
                .into(),
        ));
    }
    Ok(())
}

/// A collection to be created.
#[derive(Clone, Debug, PartialEq, Eq, Validate)]
#[expect(
    clippy::duplicated_attributes,
    reason = "each check of the whole says for itself that no other holds it back"
)]
#[validate(
    schema(function = "is_open_for_a_while", skip_on_field_errors = false),
    schema(function = "has_room_for_its_parts", skip_on_field_errors = false),
    schema(function = "is_only_recorded", skip_on_field_errors = false)
)]
pub struct NewCollection {
    pub area: Area,
    pub survey: Instrument,
    #[validate(range(min = 1, message = "Versions start at 1."))]
    pub version: u32,
    #[validate(range(
        min = 1,
        max = 10_000_000,
        message = "Write how many people could answer, from 1 to 10,000,000."
    ))]
    pub population: Option<u32>,
    #[validate(range(min = 1, max = 100, message = "Write a target from 1 to 100 percent."))]
    pub target_percent: u8,
    pub opens_at: DateTime<Utc>,
    pub closes_at: DateTime<Utc>,
    #[validate(nested)]
    pub parts: Vec<NewPart>,
    /// Whether anybody who has the link can answer.
    pub open_link: bool,
    #[validate(custom(function = "is_coordinators_address"))]
    pub coordinator: Option<String>,
}

fn is_open_for_a_while(collection: &NewCollection) -> Result<(), ValidationError> {
    if collection.closes_at <= collection.opens_at {
        return Err(ValidationError::new("closes_at").with_message(
            "The closing time must be after the opening time. Choose a later \
                one."
                .into(),
        ));
    }
    Ok(())
}

/// What the inspection's team records or an area answers is answered by nobody else.
fn is_only_recorded(collection: &NewCollection) -> Result<(), ValidationError> {
    let wrong = [
        ("population", collection.population.is_some(), "how many people could answer"),
        ("parts", !collection.parts.is_empty(), "parts"),
        ("way", collection.open_link, "an open link"),
        (
            "coordinator",
            collection.coordinator.is_some() && !collection.audience().is_area(),
            "a local co-ordinator",
        ),
    ];
    let found = wrong.into_iter().find(|(_, is_there, _)| *is_there);
    match found.filter(|_| !collection.audience().is_anonymous()) {
        Some((field, _, what)) => {
            Err(ValidationError::new(field).with_message(has_none(collection.survey, what).into()))
        }
        None => Ok(()),
    }
}

/// Why a collection that people do not answer has no `what`.
pub fn has_none(survey: Instrument, what: &str) -> String {
    let how = if survey.audience().is_area() {
        "answered once by each area"
    } else {
        "recorded by the inspection’s team in the console"
    };
    format!("{} is {how}, so it does not have {what}. Leave that out.", survey.name())
}

fn has_room_for_its_parts(collection: &NewCollection) -> Result<(), ValidationError> {
    let parts = collection.parts.iter().map(|part| u64::from(part.population)).sum();
    match collection.population.map(u64::from) {
        Some(all) if parts > all => {
            Err(ValidationError::new("parts").with_message(more_in_parts(parts, all).into()))
        }
        _ => Ok(()),
    }
}

/// Why parts of `parts` people cannot be those of a collection of `all`.
pub fn more_in_parts(parts: u64, all: u64) -> String {
    format!(
        "The parts have {parts} people in total, but the collection has only {all}. Correct one \
            of them."
    )
}

fn is_leads_address(address: &str) -> Result<(), ValidationError> {
    is_address(address, "Write the lead’s email address, such as lead@example.org.")
}

fn is_coordinators_address(address: &str) -> Result<(), ValidationError> {
    is_address(address, "Write the co-ordinator’s email address, such as coordinator@example.org.")
}

fn is_address(address: &str, sentence: &'static str) -> Result<(), ValidationError> {
    match not_an_email(address, sentence) {
        None => Ok(()),
        Some(why) => Err(ValidationError::new("email").with_message(why.into())),
    }
}

/// A part to be created.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Validate)]
#[serde(deny_unknown_fields)]
pub struct NewPart {
    #[validate(custom(function = "is_key"))]
    pub key: String,
    #[validate(custom(function = "is_name"))]
    pub name: String,
    #[validate(range(
        min = 1,
        max = 10_000_000,
        message = "Write how many people could answer, from 1 to 10,000,000."
    ))]
    pub population: u32,
}

fn is_name(name: &str) -> Result<(), ValidationError> {
    let wrong =
        |sentence: &'static str| Err(ValidationError::new("name").with_message(sentence.into()));
    match is_line(name, 80) {
        Ok(()) => Ok(()),
        Err(NotALine::NotPlain(_)) => {
            wrong("Write the name in one line, without control characters.")
        }
        Err(_) => wrong("Write a name of at most 80 characters."),
    }
}

fn is_key(key: &str) -> Result<(), ValidationError> {
    let fits = (1..=40).contains(&key.len())
        && key.bytes().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == b'-')
        && key != Part::OTHER;
    if fits {
        return Ok(());
    }
    Err(ValidationError::new("key").with_message(
        "Write a key of lower-case letters, digits and dashes; “other” is taken.".into(),
    ))
}

/// The input that would create this inspection again. It names neither programme
/// nor what it follows, which other rows hold.
impl From<&Inspection> for NewInspection {
    fn from(inspection: &Inspection) -> Self {
        Self {
            title: inspection.title.clone(),
            kind: inspection.kind,
            framework: inspection.framework,
            lead: inspection.lead.clone(),
            threshold: inspection
                .low_threshold
                .as_ref()
                .map_or(inspection.threshold, |low| low.wanted),
            opens_on: inspection.opens_on,
            closes_on: inspection.closes_on,
            keep_days: inspection.keep_days,
            contact: inspection.contact.clone(),
            particulars: inspection.particulars.clone(),
            programme: None,
            follows: None,
        }
    }
}

impl NewInspection {
    /// The inspection that `by` sets up. A threshold below the default waits for a second person:
    /// until somebody else agrees, the default holds.
    pub fn into_inspection(self, by: &str) -> Inspection {
        let low = (self.threshold < DEFAULT_THRESHOLD)
            .then(|| LowThreshold { wanted: self.threshold, by: by.trim().to_lowercase() });
        Inspection {
            id: Id::random(),
            title: self.title.trim().to_owned(),
            kind: self.kind,
            framework: self.framework,
            lead: self.lead.trim().to_lowercase(),
            threshold: self.threshold.max(DEFAULT_THRESHOLD),
            low_threshold: low,
            opens_on: self.opens_on,
            closes_on: self.closes_on,
            keep_days: self.keep_days,
            contact: self.contact.tidy(),
            particulars: self.particulars.of(self.kind),
        }
    }
}

impl NewCollection {
    /// The input that would create this collection again, with new links.
    pub fn like(collection: &Collection, parts: &[Part]) -> Self {
        let part = |part: &Part| NewPart {
            key: part.key.clone(),
            name: part.name.clone(),
            population: part.population,
        };
        Self {
            area: collection.area,
            survey: collection.survey,
            version: collection.version,
            population: collection.population,
            target_percent: collection.target_percent,
            opens_at: collection.opens_at,
            closes_at: collection.closes_at,
            parts: parts.iter().map(part).collect(),
            open_link: collection.open_link,
            coordinator: collection.coordinator.clone(),
        }
        .for_its_way()
    }

    /// Without what does not apply if the inspection's team records it, or an area answers it.
    #[must_use]
    pub fn for_its_way(self) -> Self {
        if self.audience().is_anonymous() {
            return self;
        }
        let audience = self.audience();
        let coordinator = self.coordinator.filter(|_| audience.is_area());
        Self {
            population: None,
            target_percent: audience.usual_target(),
            parts: Vec::new(),
            open_link: false,
            coordinator,
            ..self
        }
    }

    /// Who is asked.
    pub const fn audience(&self) -> Audience {
        self.survey.audience()
    }

    /// Whether nobody could answer any more at `now`.
    pub fn has_closed(&self, now: DateTime<Utc>) -> bool {
        self.closes_at <= now
    }

    pub fn into_collection(self, inspection: Id) -> (Collection, Vec<Part>) {
        // What nobody answers anonymously has no link, and no people who could answer.
        let is_answered = self.audience().is_anonymous();
        let collection = Collection {
            id: Id::random(),
            inspection,
            area: self.area,
            survey: self.survey,
            version: self.version,
            link: Link::random(),
            population: self.population.filter(|_| is_answered),
            target_percent: self.target_percent,
            opens_at: self.opens_at,
            closes_at: self.closes_at,
            released_at: None,
            open_link: self.open_link && is_answered,
            coordinator: self.coordinator.map(|address| address.trim().to_lowercase()),
            salt: Salt::random(),
            purged_at: None,
        };
        let parts = self.parts.into_iter().map(|part| Part {
            key: part.key,
            name: part.name.trim().to_owned(),
            population: part.population,
            link: Link::random(),
        });
        (collection, parts.collect())
    }
}

/// What the audit log says of an inspection that was set up.
pub fn set_up(collections: &[(Collection, Vec<Part>)]) -> String {
    let areas: std::collections::BTreeSet<Area> =
        collections.iter().map(|(collection, _)| collection.area).collect();
    let counted = |count: usize, one: &str, several: &str| {
        format!("{count} {}", if count == 1 { one } else { several })
    };
    format!(
        "Set up the inspection with {} in {}",
        counted(collections.len(), "collection", "collections"),
        counted(areas.len(), "area", "areas")
    )
}
