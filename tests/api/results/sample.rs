//! Inspections and released collections that no database has.

use chrono::{NaiveDate, Utc};
use speir::{
    inspection::{Area, Collection, Contact, Inspection, InspectionKind, Link, Particulars},
    store::{Id, Salt},
    survey::{Framework, Survey},
};

pub fn inspection(threshold: u32) -> Inspection {
    Inspection {
        id: Id::random(),
        title: "Attacked".to_owned(),
        kind: InspectionKind::ThematicReview,
        framework: Framework::first(),
        lead: "lead@speir.example".to_owned(),
        threshold,
        opens_on: NaiveDate::default(),
        closes_on: NaiveDate::default(),
        keep_days: 1,
        low_threshold: None,
        contact: Contact::default(),
        particulars: Particulars::default(),
    }
}

/// A released collection in the area at this place of the list of areas.
pub fn collection(inspection: &Inspection, area: usize, survey: &Survey) -> Collection {
    let now = Utc::now();
    Collection {
        id: Id::random(),
        inspection: inspection.id,
        area: Area::all().nth(area).unwrap(),
        survey: survey.instrument,
        version: survey.version,
        link: Link::random(),
        population: None,
        target_percent: 80,
        opens_at: now,
        closes_at: now,
        released_at: Some(now),
        open_link: true,
        coordinator: None,
        salt: Salt::default(),
        purged_at: None,
    }
}
