//! Inspections, collections and parts for tests. A test names the fields that matter to it and
//! takes the rest from here.

use chrono::{DateTime, TimeDelta, Utc};

use super::{Collection, Contact, Inspection, InspectionKind, Link, Part, Particulars};
use crate::{
    store::{Id, Salt},
    survey::{Framework, Instrument},
};

/// A joint inspection of Midlothian, from 7 to 17 December 2025.
pub fn inspection() -> Inspection {
    inspection_of(&half_way().0)
}

/// The inspection that a collection belongs to.
pub fn inspection_of(collection: &Collection) -> Inspection {
    Inspection {
        id: collection.inspection,
        title: "Midlothian 2026".to_owned(),
        kind: InspectionKind::JointInspection,
        framework: Framework::first(),
        lead: "lead@example.org".to_owned(),
        threshold: 10,
        low_threshold: None,
        opens_on: collection.opens_at.date_naive(),
        closes_on: collection.closes_at.date_naive(),
        keep_days: 365,
        contact: Contact::default(),
        particulars: Particulars::default(),
    }
}

/// A collection of ten days from 100 staff of Midlothian, by an open link, that aims at 80%; and
/// the moment five days in.
pub fn half_way() -> (Collection, DateTime<Utc>) {
    let now = DateTime::from_timestamp(1_765_530_000, 0).expect("a time");
    let collection = Collection {
        id: Id::random(),
        inspection: Id::random(),
        area: "Midlothian".parse().expect("an area"),
        survey: Instrument::staff(),
        version: 1,
        link: Link::random(),
        population: Some(100),
        target_percent: 80,
        opens_at: now - TimeDelta::days(5),
        closes_at: now + TimeDelta::days(5),
        released_at: None,
        open_link: true,
        coordinator: None,
        salt: Salt::default(),
        purged_at: None,
    };
    (collection, now)
}

/// A part of a collection with a link of its own.
pub fn part(key: &str, name: &str, population: u32) -> Part {
    Part { key: key.to_owned(), name: name.to_owned(), population, link: Link::random() }
}
