use chrono::{DateTime, NaiveDate, Utc};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::{
    rates::{Area, Rate, Standing},
    words::{Audience, MessageKind, State},
};
use crate::{
    fieldwork::{self, Parts},
    inspection::Collection,
    invitation::wave::{INVITATION, Wave},
    rates,
};

/// One audience in one area, between two moments.
#[derive(Serialize, ToSchema)]
pub struct Facts {
    id: Uuid,
    inspection: Uuid,
    area: Area,
    audience: Audience,
    /// The version of the audience's survey that is asked.
    #[schema(minimum = 1)]
    survey_version: u32,
    /// How many people could answer, as the area stated it; null where it has not.
    #[schema(required = true)]
    population: Option<u32>,
    #[schema(maximum = 100)]
    target_percent: u8,
    opens_at: DateTime<Utc>,
    closes_at: DateTime<Utc>,
    state: State,
}

impl Facts {
    pub fn new(collection: &Collection, now: DateTime<Utc>) -> Self {
        Self {
            id: collection.id.0,
            inspection: collection.inspection.0,
            area: collection.area.into(),
            audience: collection.audience.into(),
            survey_version: collection.version,
            population: collection.population,
            target_percent: collection.target_percent,
            opens_at: collection.opens_at,
            closes_at: collection.closes_at,
            state: collection.state(now).into(),
        }
    }
}

/// A collection with all its counts.
#[derive(Serialize, ToSchema)]
pub struct CollectionFigures {
    /// When the figures are from.
    as_of: DateTime<Utc>,
    collection: Facts,
    standing: Standing,
    /// Its parts, such as agencies or localities.
    parts: Vec<Part>,
    /// The parts that have too few people to stand alone, together; null if there is none.
    #[schema(required = true)]
    other: Option<Rate>,
    /// How many responses came outside of the parts.
    outside_parts: u64,
    /// Every day of fieldwork until today, 400 at most.
    days: Vec<Day>,
    /// The invitation and the reminders, where people are invited by email.
    messages: Vec<Message>,
}

impl CollectionFigures {
    pub fn new(
        collection: &Collection,
        standing: &fieldwork::Standing,
        parts: Parts,
        days: &[fieldwork::Day],
        waves: &[Wave],
        as_of: DateTime<Utc>,
    ) -> Self {
        Self {
            as_of,
            collection: Facts::new(collection, as_of),
            standing: Standing::new(collection, standing),
            other: parts.other.map(Rate::from),
            outside_parts: parts.outside,
            parts: parts.parts.into_iter().map(Part::from).collect(),
            days: days.iter().filter_map(|day| Day::new(day, standing.rate.issued)).collect(),
            messages: waves.iter().map(Message::from).collect(),
        }
    }
}

/// A part of a collection.
#[derive(Serialize, ToSchema)]
pub struct Part {
    name: String,
    /// How many people it has.
    population: u32,
    /// Null where the part has fewer people than the inspection's threshold: it is counted under
    /// other.
    #[schema(required = true)]
    rate: Option<Rate>,
}

impl From<fieldwork::Part> for Part {
    fn from(fieldwork::Part { stratum, rate }: fieldwork::Part) -> Self {
        Self { name: stratum.name, population: stratum.population, rate: rate.map(Rate::from) }
    }
}

/// One day of fieldwork, as it stands at its end; today as it stands now.
#[derive(Serialize, ToSchema)]
pub struct Day {
    date: NaiveDate,
    /// How many responses were received on it.
    returned: u64,
    /// The rate by its end.
    so_far: Rate,
    /// The rate that a collection bound to just reach its target would have by its end; null where
    /// nobody has stated how many could answer, or fewer than five can.
    #[schema(required = true)]
    pace_percent: Option<u64>,
}

impl Day {
    /// `None` for a day to come.
    fn new(day: &fieldwork::Day, issued: Option<u64>) -> Option<Self> {
        let (returned, total) = day.returned?;
        Some(Self {
            date: day.date,
            returned,
            so_far: rates::Rate::new(total, issued).into(),
            pace_percent: day.pace.map(fieldwork::pace::whole),
        })
    }
}

/// The invitation, or a reminder, to everybody who has not answered when it leaves.
#[derive(Serialize, ToSchema)]
pub struct Message {
    kind: MessageKind,
    /// 0 for the invitation; reminders are counted from 1.
    #[schema(minimum = 0)]
    number: i32,
    /// When it is due to leave, or was.
    due_at: DateTime<Utc>,
    /// How many were sent; null while it has still to leave.
    #[schema(required = true)]
    sent: Option<u64>,
}

impl From<&Wave> for Message {
    fn from(wave: &Wave) -> Self {
        let kind =
            if wave.number == INVITATION { MessageKind::Invitation } else { MessageKind::Reminder };
        Self {
            kind,
            number: wave.number,
            due_at: wave.due_at,
            sent: wave.begun.then_some(wave.sent),
        }
    }
}
