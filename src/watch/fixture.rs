//! A collection for tests.

use chrono::{DateTime, TimeDelta, Utc};

use crate::{
    inspection::{Collection, Link},
    store::{Id, Salt},
    survey::Audience,
};

/// A hundred staff of Midlothian, asked by an open link for ten days that aim at 80%, five days in: a Friday.
pub fn half_way() -> (Collection, DateTime<Utc>) {
    let now = DateTime::from_timestamp(1_765_530_000, 0).expect("a time");
    let collection = Collection {
        id: Id::random(),
        inspection: Id::random(),
        area: "Midlothian".parse().expect("an area"),
        audience: Audience::Staff,
        version: 1,
        link: Link::random(),
        population: Some(100),
        target_percent: 80,
        opens_at: now - TimeDelta::days(5),
        closes_at: now + TimeDelta::days(5),
        released_at: None,
        open_link: true,
        coordinator: None,
        salt: Salt::random(),
        purged_at: None,
    };
    (collection, now)
}
