use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::words::{Audience, Course, Measure, Need, State, Survey};
use crate::{
    fieldwork::{self, Ending, Seen},
    inspection::{self, Collection},
    rates, survey,
};

/// Response counts and rate.
#[derive(Clone, Copy, Serialize, ToSchema)]
pub struct Rate {
    /// How many responses were received; null if so few people could answer that it is shown after
    /// closing.
    #[schema(required = true)]
    returned: Option<u64>,
    /// How many people could answer; null if unknown.
    #[schema(required = true)]
    issued: Option<u64>,
    /// Returned as a percentage of issued, rounded to a whole number, halves up. Above 100 if there
    /// are more responses than people; null if issued is unknown or below five, or returned is null.
    #[schema(required = true)]
    percent: Option<u64>,
}

impl From<rates::Rate> for Rate {
    fn from(rate: rates::Rate) -> Self {
        Self { returned: rate.returned.count(), issued: rate.issued, percent: rate.percent() }
    }
}

/// How much of a collection the inspection's team has recorded, or whether its area has answered.
#[derive(Clone, Copy, Serialize, ToSchema)]
pub struct Recorded {
    /// How many records are read or meetings are recorded; for an area that answers once, 1 if it
    /// has.
    done: u64,
    /// How many records the sample has; null before it is set, and for meetings.
    #[schema(required = true)]
    sample: Option<u64>,
}

impl From<fieldwork::Recorded> for Recorded {
    fn from(recorded: fieldwork::Recorded) -> Self {
        Self { done: recorded.done, sample: recorded.sample() }
    }
}

/// A council area of Scotland.
#[derive(Clone, Copy, Serialize, ToSchema)]
pub struct Area {
    /// Its GSS code.
    #[schema(example = "S12000019")]
    code: &'static str,
    #[schema(example = "Midlothian")]
    name: &'static str,
}

impl From<inspection::Area> for Area {
    fn from(area: inspection::Area) -> Self {
        Self { code: area.code(), name: area.name() }
    }
}

/// The forecast of the final rate: four in five similar collections end within these bounds.
#[derive(Clone, Copy, Serialize, ToSchema)]
#[expect(clippy::struct_field_names, reason = "programs read the unit in each name")]
pub struct Forecast {
    #[schema(maximum = 100)]
    low_percent: u64,
    #[schema(maximum = 100)]
    middle_percent: u64,
    #[schema(maximum = 100)]
    high_percent: u64,
}

impl From<Ending> for Forecast {
    fn from(Ending { low, middle, high }: Ending) -> Self {
        Self { low_percent: low, middle_percent: middle, high_percent: high }
    }
}

/// The bounds of a response rate by email, by the names of AAPOR's Standard Definitions.
#[derive(Clone, Copy, Serialize, ToSchema)]
pub struct Bounds {
    /// RR1, the lower bound: everybody whose invitation did not arrive could have answered, except
    /// those who have left.
    rr1: Rate,
    /// RR5, the upper bound: none of them could.
    rr5: Rate,
}

/// The standing of a collection.
#[derive(Clone, Serialize, ToSchema)]
pub struct Standing {
    state: State,
    course: Course,
    /// Why it needs action; empty if it does not.
    needs: Vec<Need>,
    /// For what the inspection's team records, this counts records or meetings, without a base.
    rate: Rate,
    measure: Measure,
    /// What the inspection's team has recorded; null if people answer.
    #[schema(required = true)]
    recorded: Option<Recorded>,
    /// The target response rate; null if the inspection's team records the collection.
    #[schema(required = true, maximum = 100)]
    target_percent: Option<u8>,
    /// The rate that a collection that just reaches its target would have now; null if there is no
    /// time left to catch up.
    #[schema(required = true)]
    pace_percent: Option<u64>,
    #[schema(required = true)]
    forecast: Option<Forecast>,
    /// Null if nobody is invited by email, or if there is an open link.
    #[schema(required = true)]
    bounds: Option<Bounds>,
}

impl Standing {
    pub fn new(collection: &Collection, standing: &fieldwork::Standing) -> Self {
        let bounds = |rates::Bounds { floor, ceiling }: rates::Bounds| Bounds {
            rr1: floor.into(),
            rr5: ceiling.into(),
        };
        Self {
            state: standing.state.into(),
            course: standing.course.into(),
            needs: standing.needs.iter().map(Need::from).collect(),
            rate: standing.rate.into(),
            measure: standing.measure.into(),
            recorded: standing.recorded.map(Recorded::from),
            target_percent: collection.target(),
            pace_percent: standing.pace,
            forecast: standing.ending.map(Forecast::from),
            bounds: standing.bounds.map(bounds),
        }
    }
}

/// The response rates of an inspection that the token gives access to.
#[derive(Serialize, ToSchema)]
pub struct Rates {
    inspection: Uuid,
    /// The time of the figures.
    as_of: DateTime<Utc>,
    /// All responses to everything shown.
    total: Rate,
    /// Each audience that answers, over all areas shown.
    audiences: Vec<AudienceTotal>,
    /// By name.
    areas: Vec<AreaRates>,
}

/// One audience over all areas shown.
#[derive(Serialize, ToSchema)]
pub struct AudienceTotal {
    audience: Audience,
    total: Rate,
}

/// One area with its surveys.
#[derive(Serialize, ToSchema)]
pub struct AreaRates {
    area: Area,
    total: Rate,
    audiences: Vec<CollectionRate>,
}

/// One survey in one area: a collection.
#[derive(Serialize, ToSchema)]
pub struct CollectionRate {
    collection: Uuid,
    audience: Audience,
    survey: Survey,
    standing: Standing,
}

impl Rates {
    /// The rates of what is seen, which is in the order of area and survey, with the standing of
    /// each.
    pub fn new(seen: &Seen, standings: &[fieldwork::Standing], as_of: DateTime<Utc>) -> Self {
        let pairs: Vec<(&Collection, &fieldwork::Standing)> =
            seen.collections.iter().zip(standings).collect();
        let total = |chosen: &[(&Collection, &fieldwork::Standing)]| -> Rate {
            // Records and meetings are no responses.
            let answered = chosen.iter().filter(|(_, one)| one.recorded.is_none());
            answered.map(|(_, one)| one.rate).reduce(|a, b| a + b).unwrap_or_default().into()
        };
        let asked: BTreeSet<survey::Audience> = pairs
            .iter()
            .map(|(one, _)| *one)
            .filter(|one| one.is_anonymous())
            .map(Collection::audience)
            .collect();
        let of_audience = |audience: survey::Audience| {
            let its_own: Vec<_> =
                pairs.iter().copied().filter(|(one, _)| one.audience() == audience).collect();
            (!its_own.is_empty())
                .then(|| AudienceTotal { audience: audience.into(), total: total(&its_own) })
        };
        let of_area = |its_own: &[(&Collection, &fieldwork::Standing)]| {
            let (first, _) = its_own.first()?;
            let audiences = its_own.iter().map(|(collection, standing)| CollectionRate {
                collection: collection.id.0,
                audience: collection.audience().into(),
                survey: collection.survey.into(),
                standing: Standing::new(collection, standing),
            });
            Some(AreaRates {
                area: first.area.into(),
                total: total(its_own),
                audiences: audiences.collect(),
            })
        };
        Self {
            inspection: seen.inspection.id.0,
            as_of,
            total: total(&pairs),
            audiences: asked.into_iter().filter_map(of_audience).collect(),
            areas: pairs.chunk_by(|(a, _), (b, _)| a.area == b.area).filter_map(of_area).collect(),
        }
    }
}
