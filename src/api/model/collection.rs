use chrono::{DateTime, NaiveDate, Utc};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::{
    rates::{Area, Rate, Standing},
    words::{Audience, MessageKind, State, Survey},
};
use crate::{
    fieldwork::{self, PartRate, PartRates},
    inspection::Collection,
    invitation::wave::{INVITATION, Wave},
    rates,
};

/// One survey version in one area, between two times.
#[derive(Serialize, ToSchema)]
pub struct Facts {
    id: Uuid,
    inspection: Uuid,
    area: Area,
    audience: Audience,
    survey: Survey,
    /// The version of the survey.
    #[schema(minimum = 1)]
    survey_version: u32,
    /// How many people could answer, as stated by the area; null if unknown, or if the inspection's
    /// team records the collection.
    #[schema(required = true)]
    population: Option<u32>,
    /// The target response rate; null if the inspection's team records the collection.
    #[schema(required = true, maximum = 100)]
    target_percent: Option<u8>,
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
            audience: collection.audience().into(),
            survey: collection.survey.into(),
            survey_version: collection.version,
            population: collection.population.filter(|_| collection.is_anonymous()),
            target_percent: collection.target(),
            opens_at: collection.opens_at,
            closes_at: collection.closes_at,
            state: collection.state(now).into(),
        }
    }
}

/// A collection with all its counts.
#[derive(Serialize, ToSchema)]
pub struct CollectionFigures {
    /// The time of the figures.
    as_of: DateTime<Utc>,
    collection: Facts,
    standing: Standing,
    /// Its parts, such as agencies or localities.
    parts: Vec<Part>,
    /// The parts that are too small to show separately, combined; null if there are none.
    #[schema(required = true)]
    other: Option<Rate>,
    /// How many responses belong to no part; null if so few people belong to none that it is shown
    /// after closing.
    #[schema(required = true)]
    outside_parts: Option<u64>,
    /// Every day of fieldwork until today, at most 400.
    days: Vec<Day>,
    /// The invitation and the reminders, if people are invited by email.
    messages: Vec<Message>,
}

impl CollectionFigures {
    pub fn new(
        collection: &Collection,
        standing: &fieldwork::Standing,
        parts: PartRates,
        days: &[fieldwork::Day],
        waves: &[Wave],
        as_of: DateTime<Utc>,
    ) -> Self {
        Self {
            as_of,
            collection: Facts::new(collection, as_of),
            standing: Standing::new(collection, standing),
            other: parts.other.map(Rate::from),
            outside_parts: parts.outside.count(),
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
    /// Null if the part has fewer people than the inspection's threshold; it is then counted under
    /// other.
    #[schema(required = true)]
    rate: Option<Rate>,
}

impl From<PartRate> for Part {
    fn from(PartRate { part, rate }: PartRate) -> Self {
        Self { name: part.name, population: part.population, rate: rate.map(Rate::from) }
    }
}

/// One day of fieldwork, at its end; for today, now.
#[derive(Serialize, ToSchema)]
pub struct Day {
    date: NaiveDate,
    /// How many responses were received that day.
    returned: u64,
    /// The rate at the end of the day.
    so_far: Rate,
    /// The rate that a collection that just reaches its target would have at the end of the day;
    /// null if the population is unknown or below five.
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

/// The invitation, or a reminder to everybody who has not answered when it is sent.
#[derive(Serialize, ToSchema)]
pub struct Message {
    kind: MessageKind,
    /// 0 for the invitation; reminders start at 1.
    #[schema(minimum = 0)]
    number: i32,
    /// When it is or was due.
    due_at: DateTime<Utc>,
    /// How many were sent; null before it is sent. Of a reminder also null until the release, where
    /// the number would tell who has answered.
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
            sent: wave.sent.count().filter(|_| wave.begun),
        }
    }
}
